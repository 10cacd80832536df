"""Evaluate a library and its competitors on a judged set: a row of measures for each task."""

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
"""Stands for the language of the questions in the row that compares questions with and without an answer."""


@dataclass(frozen=True)
class Row:
    """The measures of one system on one task, or on all tasks of a set.

    Args:
        asked: the language of the questions; None for all tasks.
        answered: the language of the paragraphs; None for several.
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
    """The rows of a judged set, and each question that our own search was asked."""

    rows: tuple[Row, ...]
    asked: tuple[AskedQuestion, ...]

    def failures(self, most: int) -> list[AskedQuestion]:
        """Return the questions whose first result is not relevant, the worst first."""
        failed = [one for one in self.asked if one.rank != 1]
        return sorted(failed, key=lambda one: -(one.rank or asking.DEPTH + 1))[:most]


def evaluate(
    library: Library,
    judged: JudgedSet,
    choice: Choice,
    against: Sequence[str] = (),
    with_refusals: bool = False,
    progress: Progress = silent,
    ours: str = OURS,
) -> Evaluated:
    """Fill an empty library with a judged set, and ask it the questions. Raises KutipError.

    Args:
        against: the names of competitors to ask, too.
        with_refusals: ask each question again with all relevant paragraphs hidden, and ask the unanswerable.
        progress: receives the number of questions that are done.
        ours: what the library is called in the rows.
    """
    competitors.check(against)
    chosen = tasks(judged, choice)
    by_article = judged.by_article or choice.by_article
    judged_ids = asking.fill(library, dict.fromkeys(p for task in chosen for p in task.paragraphs))
    library.prepare()

    def ask_ours(task: Task) -> Iterator[AskedQuestion]:
        return asking.ask(library, task, judged_ids, by_article, with_refusals)

    systems: dict[str, Callable[[Task], Iterator[AskedQuestion]]] = {ours: ask_ours}
    for name in against:
        systems[name] = lambda task, name=name: competitors.ask(name, task, by_article)  # type: ignore[misc]
    counted = _Counted(progress, len(systems) * sum(len(task.questions) for task in chosen))
    rows, answers = list[Row](), list[AskedQuestion]()
    for name, ask in systems.items():
        done = [list(counted.each(ask(task))) for task in chosen]
        if name == ours:
            answers = [one for some in done for one in some]
        rows += _rows(judged.name, name, by_article, chosen, done)
    if with_refusals and judged.unanswerable:
        rows.append(replace(rows[0], asked=UNANSWERABLE, refusals=_of_unanswerable(library, judged, answers)))
    return Evaluated(tuple(rows), tuple(answers))


class _Counted:
    """Counts the questions of all tasks and systems, and reports the count."""

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
    unanswerable = [library.rank(text, scope, MOST_QUOTES).confidence for text in judged.unanswerable]
    return refusals([one.answer.confidence for one in asked if one.answer], unanswerable)


def _refusals(asked: Sequence[AskedQuestion]) -> Refusals | None:
    twice = [one for one in asked if one.answer and one.answer_when_hidden]
    return refusals(
        [one.answer.confidence for one in twice if one.answer],
        [one.answer_when_hidden.confidence for one in twice if one.answer_when_hidden],
    )
