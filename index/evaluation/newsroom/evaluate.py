"""Ask the questions of a newsroom's set, and say what the answers are worth, for each kind of question.

A right first quote is worth 1 if it is found and 0.5 if it is weak. Where nothing answers, a refusal is worth 1
and a weak answer 0.5. Everything else is worth nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.evaluation.newsroom.questions import NewsroomQuestion, NewsroomSet, Want
from index.indexing.engine_indexer import Progress, silent
from index.model.errors import AddError
from index.model.records import AddResult, Answer, Quote, Verdict

_WEAK = 0.5


class Library(Protocol):
    """The library to evaluate, empty at first. Any method may raise KutipError."""

    def add(self, names: Sequence[str]) -> Iterator[AddResult | AddError]:
        """Add files and folders, and yield one result for each article."""

    def prepare(self) -> object:
        """Index the articles and compute their vectors, before the first question."""

    def ask(self, question: str) -> Answer:
        """Return the answer as people get it."""


OpenNewsroom = Callable[..., AbstractContextManager[Library]]
"""Opens an empty library that is asked on the day ``today``."""


@dataclass(frozen=True)
class NewsroomAnswer:
    """A question of a newsroom's set with its answer."""

    question: NewsroomQuestion
    answer: Answer

    @property
    def is_right(self) -> bool:
        """Whether the first quote that is shown is right."""
        return self._has_right(self.answer.quotes[:1])

    @property
    def is_right_and_found(self) -> bool:
        return self.is_right and self.answer.verdict is Verdict.FOUND

    @property
    def withholds_right(self) -> bool:
        """Whether a refusal withholds the right quote as its first."""
        return self._has_right(self.answer.withheld[:1])

    @property
    def is_falsely_found(self) -> bool:
        return self.question.want is not Want.ANSWER and self.answer.verdict is Verdict.FOUND

    @property
    def worth(self) -> float:
        verdict = self.answer.verdict
        if self.question.want is Want.ANSWER:
            return {Verdict.FOUND: 1.0, Verdict.WEAK: _WEAK}.get(verdict, 0.0) if self.is_right else 0.0
        return {Verdict.NOT_FOUND: 1.0, Verdict.WEAK: _WEAK}.get(verdict, 0.0)

    def _has_right(self, quotes: Sequence[Quote]) -> bool:
        return self.question.want is Want.ANSWER and any(
            self.question.is_answered_by(quote.paragraph.text) for quote in quotes
        )


@dataclass(frozen=True)
class NewsroomRow:
    """The measures of one kind of question, or of all if ``kind`` is None.

    Args:
        score: the mean worth of an answer.
        answerable: the number of questions that an article answers.
        right, right_and_found, withheld: shares of these: the first quote is right; it is also found; the answer
            is refused although the closest quote is right.
        falsely_found: the number of questions that nothing answers and that are found.
    """

    set: str
    kind: str | None
    questions: int
    score: float
    answerable: int
    right: float
    right_and_found: float
    withheld: float
    falsely_found: int


@dataclass(frozen=True)
class EvaluatedNewsroom:
    """The rows of a newsroom's set, one for each kind of question and the last for all, and each answer."""

    rows: tuple[NewsroomRow, ...]
    answers: tuple[NewsroomAnswer, ...]

    def failures(self, most: int) -> list[NewsroomAnswer]:
        """Return the answers that are worth less than 1, the worst first."""
        return sorted((one for one in self.answers if one.worth < 1), key=lambda one: one.worth)[:most]


def evaluate(
    library: Library, newsroom: NewsroomSet, most: int | None = None, progress: Progress = silent
) -> EvaluatedNewsroom:
    """Fill an empty library with the articles of a set, and ask it the first ``most`` questions."""
    for result in library.add([str(newsroom.articles)]):
        if isinstance(result, AddError) and not result.is_note:
            raise result
    library.prepare()
    questions = newsroom.questions[:most]
    answers = []
    for number, question in enumerate(questions, start=1):
        answers.append(NewsroomAnswer(question, library.ask(question.text)))
        progress(number, len(questions))
    return EvaluatedNewsroom(tuple(_rows(newsroom.name, answers)), tuple(answers))


def _rows(name: str, answers: Sequence[NewsroomAnswer]) -> Iterator[NewsroomRow]:
    by_kind: dict[str, list[NewsroomAnswer]] = {}
    for one in sorted(answers, key=lambda one: one.question.kind):
        by_kind.setdefault(one.question.kind, []).append(one)
    yield from (_row(name, kind, some) for kind, some in by_kind.items())
    yield _row(name, None, answers)


def _row(name: str, kind: str | None, answers: Sequence[NewsroomAnswer]) -> NewsroomRow:
    answerable = [one for one in answers if one.question.want is Want.ANSWER]
    return NewsroomRow(
        set=name,
        kind=kind,
        questions=len(answers),
        score=_mean(one.worth for one in answers),
        answerable=len(answerable),
        right=_mean(one.is_right for one in answerable),
        right_and_found=_mean(one.is_right_and_found for one in answerable),
        withheld=_mean(one.withholds_right for one in answerable),
        falsely_found=sum(one.is_falsely_found for one in answers),
    )


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
