"""What the search sees of judged questions: the evidence for each candidate, and which of them are right."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.commands.judged_library import JudgedLibrary, judged_library
from index.answering.confidence import Basis, basis, inputs
from index.evaluation.asking import DEPTH, fill
from index.evaluation.sets import article_of, read_set
from index.evaluation.tasks import Choice, Task, tasks
from index.model.features import Features
from index.model.records import Answer
from index.ranking.scope import MOST_QUOTES
from index.retrieval.dense.base import Embedder

# Judged questions are about no time.
FIELDS = tuple(name for name in Features._fields if name != "time")
WORD_FIELDS = tuple(name for name in FIELDS if name not in ("meaning", "part"))
SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
CROSSES = (("en", "id"), ("en", "ru"), ("en", "zh"), ("id", "en"), ("ru", "id"))
# Of articles.
_SMALL = 20


class Asking(StrEnum):
    ALL = "all"
    """Of a whole set, with all candidates: for the weights of the ranking."""
    TWICE = "twice"
    """As everybody asks, and again with what is right hidden; also of small libraries, as a chat has one, where
    rankings are short: for the confidence."""


class Seen(NamedTuple):
    """What tells of confidence: what the ranking stands on, and the features of it."""

    basis: Basis
    features: tuple[float, ...]


@dataclass(frozen=True)
class Case:
    """A question: the evidence for its candidates (a row each), and which are right.

    ``present`` is what is seen of its ranking, ``hidden`` the same with all that is right hidden; None where there
    is nothing, or that was not asked.
    """

    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    present: Seen | None
    hidden: Seen | None


def collect(judged: Path, most: int, embedder: Embedder | None, asking: Asking) -> dict[str, list[Case]]:
    """Return the cases of each pair of languages, by its name, and of each size of library."""
    found: dict[str, list[Case]] = {}
    sizes = (None, _SMALL) if asking is Asking.TWICE else (None,)
    for name, size in product(SETS, sizes):
        one = read_set(judged / name)
        pairs = [(one, Choice(most=most))]
        if name == "xquad" and embedder is not None:
            crossing = read_set(judged / name, crossing=True)
            pairs += [(crossing, Choice(pair, most=most)) for pair in CROSSES]
        for some, choice in pairs:
            for task, cases in _asked(tasks(some, choice), size, embedder, asking):
                languages = "-".join(choice.cross or (task.asked,))
                found["-".join([name, languages, *(["small"] if size else [])])] = cases
    return found


def _asked(
    chosen: Sequence[Task], size: int | None, embedder: Embedder | None, asking: Asking
) -> Iterator[tuple[Task, list[Case]]]:
    """Ask what is chosen in libraries of so many articles, or in one; each question of those it is judged in."""
    with judged_library(embedder) as library:
        paragraphs = dict.fromkeys(one for task in chosen for one in task.paragraphs)
        articles = dict.fromkeys((one.language, one.article) for one in paragraphs)
        name_of = {one: f"{one[0]}:{number // size if size else 0}" for number, one in enumerate(articles)}
        places = fill(library, paragraphs, lambda one: name_of[one.language, one.article])
        library.prepare()
        place_of = {id_: place for place, several in places.items() for id_ in several}
        for task in chosen:
            language = task.answered or ""
            cases = []
            for question in task.questions:
                scope = frozenset(name_of[language, article_of(id_)] for id_ in question.judged)
                wanted = {place_of[id_] for id_ in question.judged}
                cases.append(_case(library, task, question.text, scope, wanted, asking))
            yield task, cases


def _case(
    library: JudgedLibrary,
    task: Task,
    question: str,
    scope: frozenset[str],
    wanted: Collection[tuple[int, int]],
    asking: Asking,
) -> Case:
    answer = library.rank(question, scope, MOST_QUOTES if asking is Asking.TWICE else DEPTH)
    right = [
        any((one.article.id, one.paragraph.number) in wanted for one in quote.copies) for quote in answer.quotes
    ]
    hidden = {
        one.paragraph.id
        for quote, is_right in zip(answer.quotes, right, strict=True)
        if is_right
        for one in quote.copies
    }
    evidence = [[float(getattr(quote.match_report.features, name)) for name in FIELDS] for quote in answer.quotes]
    across = task.asked != task.answered
    return Case(
        np.array(evidence).reshape(-1, len(FIELDS)),
        np.array(right, bool),
        _seen(answer, across),
        _seen(library.rank(question, scope, MOST_QUOTES, hidden), across) if asking is Asking.TWICE else None,
    )


def _seen(answer: Answer, across: bool) -> Seen | None:
    if not answer.quotes:
        return None
    scores, first = [quote.score for quote in answer.quotes], answer.quotes[0].match_report.features
    return Seen(basis(scores, first, across), inputs(scores, first))
