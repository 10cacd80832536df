"""Pools: samples of the judged sets, from which libraries of several sizes are made.

Most libraries are small, so weights and confidence are fitted on small ones, too. A pool is drawn by the digests
of its articles: the same on each run, and the smaller pool is a part of the larger one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.evaluation.calibration.sources import Source, digest
from index.evaluation.sets import JudgedParagraph, JudgedQuestion
from index.evaluation.tasks import spread


@dataclass(frozen=True)
class Pool:
    """Paragraphs of whole articles, and questions that some of them answer.

    Args:
        weight: how much it counts.
        unanswerable: questions that no paragraph answers.
    """

    name: str
    paragraphs: tuple[JudgedParagraph, ...]
    questions: tuple[JudgedQuestion, ...]
    weight: float = 1.0
    unanswerable: tuple[str, ...] = ()

    @property
    def is_main(self) -> bool:
        return self.weight == 1.0


class Most(NamedTuple):
    """The largest pool: questions, paragraphs, and paragraphs of a source that counts less than others."""

    questions: int
    paragraphs: int
    more: int


def pools(sources: Iterable[Source], most: Most) -> Iterator[Pool]:
    """Yield a pool for each source."""
    for one in sources:
        yield _pool(one, most.questions, most.paragraphs if one.weight == 1.0 else most.more)


def halves(pools: Iterable[Pool]) -> tuple[list[Pool], list[Pool]]:
    """Return each pool with every second question, to fit to, and with the others, to measure on."""
    known = list(pools)
    first, second = ([_every_second(one, start) for one in known] for start in (0, 1))
    return first, second


def _every_second(pool: Pool, start: int) -> Pool:
    return replace(pool, questions=pool.questions[start::2], unanswerable=pool.unanswerable[start::2])


def libraries(pool: Pool, size: int) -> Mapping[str, int]:
    """Return the number of the library of each article, if each has about this many paragraphs."""
    counted: dict[str, int] = {}
    for paragraph in pool.paragraphs:
        counted[paragraph.article] = counted.get(paragraph.article, 0) + 1
    number, filled = 0, 0
    found = {}
    for article, count in counted.items():
        if filled and filled + count > size:
            number, filled = number + 1, 0
        found[article] = number
        filled += count
    return found


def _pool(source: Source, most_questions: int, most_paragraphs: int) -> Pool:
    articles: dict[str, list[JudgedParagraph]] = {}
    for paragraph in source.task.paragraphs:
        articles.setdefault(paragraph.article, []).append(paragraph)
    drawn: list[JudgedParagraph] = []
    for article in sorted(articles, key=digest):
        if len(drawn) >= most_paragraphs:
            break
        drawn += articles[article]
    ids = {paragraph.id for paragraph in drawn}
    questions = [one for one in source.task.questions if ids.issuperset(one.judged)]
    asked = tuple(spread(questions, most_questions))
    return Pool(
        source.name, tuple(drawn), asked, source.weight, tuple(spread(source.unanswerable, most_questions))
    )
