"""A judged set through a library, and through others: a row of numbers for each task."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.evaluation import asking, competitors
from index.evaluation.asking import AskedQuestion, Library
from index.evaluation.measures import Measured, measure
from index.evaluation.refusals import Refusals, refusals
from index.evaluation.sets import JudgedSet
from index.evaluation.tasks import Choice, Task, tasks
from index.indexing.engine_indexer import Progress, silent
from index.ranking.scope import MOST_QUOTES

OURS = "kutip"
UNANSWERABLE = "unanswerable"
"""In place of the language asked in: questions that have no answer, against all that have one."""


@dataclass(frozen=True)
class Row:
    """How well one system did on one task, or on a whole set of several, where ``asked`` is None.

    ``answered`` is None where the paragraphs are in several languages.
    """

    set: str
    system: str
    asked: str | None
    answered: str | None
    by_article: bool
    measured: Measured
    refusals: Refusals | None = None


@dataclass(frozen=True)
class Evaluated:
    """The rows of a set, and each question that our own search was asked."""

    rows: tuple[Row, ...]
    asked: tuple[AskedQuestion, ...]

    def failures(self, most: int) -> list[AskedQuestion]:
        """Return the questions whose answer does not come first, the worst of them first."""
        failed = [one for one in self.asked if one.rank != 1]
        return sorted(failed, key=lambda one: -(one.rank or asking.DEPTH + 1))[:most]


def evaluate(
    library: Library,
    judged: JudgedSet,
    choice: Choice,
    against: Sequence[str] = (),
    with_refusals: bool = False,
    asked: Progress = silent,
) -> Evaluated:
    """Return how well an empty library, filled with a set, answers its questions. Raises KutipError.

    Args:
        against: names of other retrievers that are asked, too.
        with_refusals: ask each question again with what is right hidden, and those that have no answer.
        asked: told how many questions are done.
    """
    competitors.check(against)
    chosen = tasks(judged, choice)
    by_article = judged.by_article or choice.by_article
    places = asking.fill(library, dict.fromkeys(p for task in chosen for p in task.paragraphs))
    library.prepare()

    def ours(task: Task) -> Iterator[AskedQuestion]:
        return asking.ask(library, task, places, by_article, with_refusals)

    systems: dict[str, Callable[[Task], Iterator[AskedQuestion]]] = {OURS: ours}
    for name in against:
        systems[name] = lambda task, name=name: competitors.ask(name, task, by_article)  # type: ignore[misc]
    counted = _Counted(asked, len(systems) * sum(len(task.questions) for task in chosen))
    rows, answers = list[Row](), list[AskedQuestion]()
    for name, ask in systems.items():
        done = [list(counted.each(ask(task))) for task in chosen]
        if name == OURS:
            answers = [one for some in done for one in some]
        rows += _rows(judged.name, name, by_article, chosen, done)
    if with_refusals and judged.unanswerable:
        rows.append(replace(rows[0], asked=UNANSWERABLE, refusals=_of_unanswerable(library, judged, answers)))
    return Evaluated(tuple(rows), tuple(answers))


class _Counted:
    """Counts questions over all tasks."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def each(self, asked: Iterable[AskedQuestion]) -> Iterator[AskedQuestion]:
        for one in asked:
            self._done += 1
            self._progress(self._done, self._total)
            yield one


def _rows(
    name: str, system: str, by_article: bool, chosen: Sequence[Task], done: Sequence[list[AskedQuestion]]
) -> Iterator[Row]:
    for task, asked in zip(chosen, done, strict=True):
        yield Row(name, system, task.asked, task.answered, by_article, measure(asked), _refusals(asked))
    if len(chosen) > 1:
        every = [one for asked in done for one in asked]
        yield Row(name, system, None, None, by_article, measure(every), _refusals(every))


def _of_unanswerable(library: Library, judged: JudgedSet, asked: Sequence[AskedQuestion]) -> Refusals | None:
    scope = frozenset(asking.library_of(paragraph.language) for paragraph in judged.paragraphs)
    wrong = [library.rank(text, scope, MOST_QUOTES).confidence for text in judged.unanswerable]
    return refusals([one.answer.confidence for one in asked if one.answer], wrong)


def _refusals(asked: Sequence[AskedQuestion]) -> Refusals | None:
    twice = [one for one in asked if one.answer and one.falsely]
    return refusals(
        [one.answer.confidence for one in twice if one.answer],
        [one.falsely.confidence for one in twice if one.falsely],
    )
