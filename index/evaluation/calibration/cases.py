"""The cases that weights are fitted to: judged questions, with the features of their candidates."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.confidence import Basis, basis, inputs
from index.evaluation.asking import DEPTH, Library, fill
from index.evaluation.calibration.pools import Pool, libraries
from index.evaluation.sets import JudgedQuestion, article_of
from index.model.features import Features
from index.model.records import Answer, Quote
from index.ranking.scope import MOST_QUOTES

# Judged questions name no times.
FEATURES = tuple(name for name in Features._fields if name != "time")
WORD_FEATURES = tuple(name for name in FEATURES if name not in ("meaning", "part", "other_language"))
SIZES = (10, 100, 1000)
"""The sizes of the libraries that confidence is fitted on, in paragraphs."""

OpenLibrary = Callable[[], AbstractContextManager[Library]]
"""Opens an empty library."""


class Purpose(StrEnum):
    """The purpose that cases are collected for."""

    RANKING = "ranking"
    """The weights of the ranking need all candidates in a library as large as the pool."""
    CONFIDENCE = "confidence"
    """The confidence needs answers as people get them, from libraries of all SIZES: with the relevant paragraphs,
    with these hidden, and from a library that lacks the whole article."""


class ConfidenceInputs(NamedTuple):
    """The basis of a ranking, and the values of index.answering.confidence.INPUTS for it."""

    basis: Basis
    values: tuple[float, ...]


@dataclass(frozen=True)
class Case:
    """A judged question with its candidates, best first.

    Args:
        features: a row for each candidate, with a column for each of FEATURES.
        relevant: whether each candidate is relevant.
        present: the inputs of the confidence; None if nothing was found.
        unanswerable: the inputs without the relevant paragraphs, for each library in which something was found.
    """

    features: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    present: ConfidenceInputs | None
    unanswerable: tuple[ConfidenceInputs, ...] = ()


def collect(pools: Iterable[Pool], open_library: OpenLibrary, purpose: Purpose) -> dict[str, list[Case]]:
    """Return the cases of each pool and size of library, by a name for both."""
    found: dict[str, list[Case]] = {}
    for pool in pools:
        sizes = SIZES if purpose is Purpose.CONFIDENCE else (len(pool.paragraphs),)
        for size in sizes:
            if pool.questions and (size == sizes[0] or sizes[sizes.index(size) - 1] < len(pool.paragraphs)):
                found[f"{pool.name}-{size}"] = list(_cases(pool, size, open_library, purpose))
    return found


def _cases(pool: Pool, size: int, open_library: OpenLibrary, purpose: Purpose) -> Iterator[Case]:
    """Ask each question of the library that holds its relevant paragraphs."""
    number_of = libraries(pool, size)
    count = max(number_of.values()) + 1
    with open_library() as library:
        judged_ids = fill(library, pool.paragraphs, lambda one: _name(number_of[one.article]))
        library.prepare()
        location_of = {id_: location for location, ids in judged_ids.items() for id_ in ids}
        for question in pool.questions:
            numbers = {number_of[article_of(id_)] for id_ in question.judged}
            relevant = {location_of[id_] for id_ in question.judged}
            other = next((number for number in range(count) if number not in numbers), None)
            here, elsewhere = frozenset(map(_name, numbers)), None if other is None else frozenset({_name(other)})
            if purpose is Purpose.RANKING:
                yield _ranked(library.rank(question.text, here, DEPTH), relevant)
            else:
                yield _answered(library, question, here, elsewhere, relevant)


def _name(number: int) -> str:
    return f"judged:{number}"


def _ranked(answer: Answer, relevant: Collection[tuple[int, int]]) -> Case:
    are_relevant = np.array([_is_relevant(quote, relevant) for quote in answer.quotes], bool)
    return Case(_matrix([quote.match_report.features for quote in answer.quotes]), are_relevant, _inputs(answer))


def _answered(
    library: Library,
    question: JudgedQuestion,
    here: frozenset[str],
    elsewhere: frozenset[str] | None,
    relevant: Collection[tuple[int, int]],
) -> Case:
    answer = library.rank(question.text, here, MOST_QUOTES)
    hidden = {
        copy.paragraph.id for quote in answer.quotes if _is_relevant(quote, relevant) for copy in quote.copies
    }
    others = [library.rank(question.text, here, MOST_QUOTES, hidden)]
    if elsewhere:
        others.append(library.rank(question.text, elsewhere, MOST_QUOTES))
    case = _ranked(answer, relevant)
    found = (_inputs(one) for one in others)
    return Case(case.features, case.relevant, case.present, tuple(one for one in found if one))


def _is_relevant(quote: Quote, relevant: Collection[tuple[int, int]]) -> bool:
    return any((copy.article.id, copy.paragraph.number) in relevant for copy in quote.copies)


def _matrix(rows: Sequence[Features]) -> NDArray[np.float64]:
    """Return a row for each of these features, with a column for each of FEATURES."""
    values = [[float(getattr(features, name)) for name in FEATURES] for features in rows]
    return np.array(values).reshape(-1, len(FEATURES))


def _inputs(answer: Answer) -> ConfidenceInputs | None:
    return ConfidenceInputs(basis(answer.quotes), inputs(answer.quotes)) if answer.quotes else None
