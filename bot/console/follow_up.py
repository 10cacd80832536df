"""Ask a short question of the article quoted before, as a reply does in a chat, if it is no new topic."""

from typing import NamedTuple

from index.answering.follow_up import Earlier
from index.library import Library
from index.model.records import Answer, Article, Reason, Verdict

# "lalu apa kata gubernur soal banjir?" has three words to search for; longer questions stand on their own.
_MOST_WORDS = 3


class Asked(NamedTuple):
    """An answer, and the article that the question was taken to follow up on, if any."""

    answer: Answer
    followed: Article | None


def ask(library: Library, question: str, before: Answer | None) -> Asked:
    """Return the answer; of the article quoted ``before`` if all articles give none that is sure.

    That article must have as much of the question's words as any other has, or the question has none ("kapan?"): a
    new topic is not taken for a follow-up.
    """
    plain = library.ask(question)
    if before is None or not before.quotes or not _may_follow_up(plain):
        return Asked(plain, None)
    article = before.quotes[0].article
    words = " ".join(word.text for word in before.words)
    answer = library.ask(question, earlier=Earlier(article.id, words))
    if answer.verdict is Verdict.NOT_FOUND or answer.quotes[0].article.id != article.id:
        return Asked(plain, None)
    if plain.reason is not Reason.NO_WORDS and not 0 < _coverage(answer) >= _coverage(plain.closest):
        return Asked(plain, None)
    return Asked(answer, article)


def _may_follow_up(plain: Answer) -> bool:
    if plain.verdict is Verdict.FOUND or plain.reason in (Reason.SMALL_TALK, Reason.EMPTY_LIBRARY):
        return False
    return len(plain.words) <= _MOST_WORDS


def _coverage(answer: Answer) -> float:
    """Return how much of the question the first quote has."""
    return answer.quotes[0].match_report.coverage if answer.quotes else 0
