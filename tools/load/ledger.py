"""A record of questions and answers, which checks that each question got one answer, in its chat and in order.

Each question has a word that no other question has. Times are in seconds since an arbitrary moment.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

IN_FLIGHT_SECONDS = 0.25
"""A process that dies so soon after a message took effect may not have recorded it."""


@dataclass
class Question:
    """A question, its turn in its chat (from 1), and when its answers arrived; ``shown`` of them still stand."""

    chat: int
    word: str
    at: float
    turn: int
    arrivals: list[float] = field(default_factory=list)
    shown: int = 0


@dataclass(frozen=True)
class Counts:
    """The outcome of all questions.

    Args:
        lost: questions without an answer, or with an overwritten one.
        twice: repeated answers, without those caused by a kill.
        twice_over_kill: repeated answers whose first one had just been sent when the bot was killed.
        in_flight: questions that a kill may repeat: open, or answered just before it.
        out_of_order: answers that came after the answer to a later question of the same chat.
        misdirected: messages that answer no question of their chat, or that reply to another message.
    """

    asked: int
    answered: int
    lost: int
    twice: int
    twice_over_kill: int
    in_flight: int
    out_of_order: int
    misdirected: int

    def is_right(self) -> bool:
        """Return whether each question was answered once and in order, as far as a kill allows."""
        wrong = self.lost or self.twice or self.out_of_order or self.misdirected
        return not wrong and self.twice_over_kill <= self.in_flight


class Ledger:
    """Record every message that took effect, whatever response the bot got."""

    def __init__(self) -> None:
        self.killed_at: float | None = None
        self.misdirected: list[str] = []
        self._questions: dict[str, Question] = {}
        self._asked_in: defaultdict[int, int] = defaultdict(int)
        self._latest_turn: defaultdict[int, int] = defaultdict(int)
        self._out_of_order = 0

    def asked(self, chat: int, word: str, at: float) -> None:
        """Record a question. Raise ValueError for a word that was asked before."""
        if word in self._questions:
            raise ValueError(f"{word!r} was asked before")
        self._asked_in[chat] += 1
        self._questions[word] = Question(chat, word, at, self._asked_in[chat])

    def arrived(self, chat: int, word: str | None, reply_to: str | None, at: float) -> None:
        """Record a message of the bot: the word that it quotes, and the word of the message that it replies to."""
        question = self._questions.get(word or "")
        if question is None or question.chat != chat or reply_to not in (None, word):
            self.misdirected.append(f"{word} in {chat}, in reply to {reply_to}")
            return
        if not question.arrivals:
            self._out_of_order += question.turn < self._latest_turn[chat]
            self._latest_turn[chat] = max(self._latest_turn[chat], question.turn)
        question.arrivals.append(at)
        question.shown += 1

    def withdrawn(self, word: str) -> None:
        """Record that an edit replaced an answer."""
        self._questions[word].shown -= 1

    def open(self) -> int:
        """Return the number of questions without an answer."""
        return sum(not question.arrivals for question in self._questions.values())

    def latencies(self) -> Sequence[float]:
        """Return the seconds from each answered question to its first answer."""
        return [question.arrivals[0] - question.at for question in self._questions.values() if question.arrivals]

    def counts(self) -> Counts:
        questions = list(self._questions.values())
        more = {question.word: question.shown - 1 for question in questions if question.shown > 1}
        in_flight = {question.word for question in questions if self._was_in_flight(question)}
        over_kill = sum(
            more[word] for word in more.keys() & in_flight if self._is_over_kill(self._questions[word])
        )
        lost = sum(question.shown < 1 for question in questions)
        return Counts(
            asked=len(questions),
            answered=len(questions) - lost,
            lost=lost,
            twice=sum(more.values()) - over_kill,
            twice_over_kill=over_kill,
            in_flight=len(in_flight),
            out_of_order=self._out_of_order,
            misdirected=len(self.misdirected),
        )

    def _was_in_flight(self, question: Question) -> bool:
        if self.killed_at is None or question.at > self.killed_at:
            return False
        return not question.arrivals or question.arrivals[0] > self.killed_at - IN_FLIGHT_SECONDS

    def _is_over_kill(self, question: Question) -> bool:
        """Return whether one answer came on each side of the kill; two on one side are another fault."""
        return (
            self.killed_at is not None
            and len(question.arrivals) == 2
            and question.arrivals[0] <= self.killed_at < question.arrivals[1]
        )
