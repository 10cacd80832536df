"""The cases that weights are fitted to: judged questions, with the features of their candidates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.certainty.inputs import inputs
from index.answering.confidence import Basis, basis
from index.evaluation.asking import DEPTH
from index.evaluation.calibration.asking import (
    Answered,
    OpenLibrary,
    answered,
    ranked,
    ranked_and_hidden,
    sizes,
    unanswered,
)
from index.evaluation.calibration.pools import Pool
from index.evaluation.newsroom.evaluate import NewsroomAnswer, OpenNewsroom, evaluate
from index.evaluation.newsroom.questions import NewsroomSet, Want
from index.model.features import Features
from index.model.records import Answer, Quote, Verdict
from index.ranking.linear import weight_of_reading

# Judged questions name no times, and what readings count for is fitted on top of all others.
FEATURES = tuple(name for name in Features._fields if name not in ("time", "reading"))
WORD_FEATURES = tuple(name for name in FEATURES if name not in ("meaning", "part", "other_language"))


def _nothing() -> NDArray[np.float64]:
    return np.zeros(0)


class ConfidenceInputs(NamedTuple):
    """The values from which the confidence in a ranking is computed.

    Args:
        basis: of the ranking.
        values: of index.answering.certainty.inputs.INPUTS.
        reading: the feature of the first quote; 0 if it was not read.
        read: how many quotes were read.
        may_be_found: whether nothing but its probability speaks against that the answer is found.
    """

    basis: Basis
    values: tuple[float, ...]
    reading: float = 0.0
    read: int = 0
    may_be_found: bool = True


@dataclass(frozen=True)
class Case:
    """A judged question with its candidates, best first.

    Args:
        features: a row for each candidate, with a column for each of FEATURES.
        relevant: whether each candidate is relevant.
        present: the inputs of the confidence; None if nothing was found.
        hidden, elsewhere: the inputs where the library lacks the relevant paragraphs, and where it lacks their
            articles; None if nothing was found.
        weight: how much its set counts.
        scores: of the candidates, without what their readings count for.
        readings: the feature of each candidate; 0 for those that were not read.
    """

    features: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    present: ConfidenceInputs | None
    hidden: ConfidenceInputs | None = None
    elsewhere: ConfidenceInputs | None = None
    weight: float = 1.0
    scores: NDArray[np.float64] = field(default_factory=_nothing)
    readings: NDArray[np.float64] = field(default_factory=_nothing)


def ranking_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[str, list[Case]]:
    """Return cases with all candidates of a library as large as each pool, by the name of the pool."""
    return {
        pool.name: [_case(one, pool.weight) for one in ranked(pool, DEPTH, open_library)]
        for pool in pools
        if pool.questions
    }


def confidence_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[int, dict[str, list[Case]]]:
    """Return cases of libraries as people ask them, by their size and the name of the pool."""
    found = defaultdict[int, dict[str, list[Case]]](dict)
    for pool in pools:
        for size in sizes(pool) if pool.questions else ():
            found[size][pool.name] = [_case(one, pool.weight) for one in answered(pool, size, open_library)]
    return found


def newsroom_cases(
    newsrooms: Iterable[NewsroomSet], open_library: OpenNewsroom, weight: float
) -> dict[str, list[Case]]:
    """Return cases of the questions to newsrooms, by their names; no quote answers what no article does.

    ``weight`` is how much each counts.
    """
    found = {}
    for newsroom in newsrooms:
        with open_library(today=newsroom.today) as library:
            asked = [one for one in evaluate(library, newsroom).answers if one.question.want is not Want.CHAT]
        found[newsroom.name] = [_case(_answered(one), weight) for one in asked]
    return found


def _answered(one: NewsroomAnswer) -> Answered:
    answer = one.answer.closest
    return Answered(answer, tuple(one.question.is_answered_by(quote.paragraph.text) for quote in answer.quotes))


def hidden_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[str, list[Case]]:
    """Return cases of a library as large as each pool, also with the relevant paragraphs hidden."""
    return {
        pool.name: [_case(one, pool.weight) for one in ranked_and_hidden(pool, open_library)]
        for pool in pools
        if pool.questions
    }


def unanswerable_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[str, list[Case]]:
    """Return cases of the questions that people wrote to have no answer, by the name of the pool.

    Each counts as a question whose relevant paragraphs are hidden: others of their articles are there.
    """
    return {
        pool.name: [_without_answer(one, pool.weight) for one in unanswered(pool, open_library)]
        for pool in pools
        if pool.unanswerable
    }


def _without_answer(answer: Answer, weight: float) -> Case:
    return Case(_matrix([]), np.zeros(0, bool), None, hidden=_inputs(answer), weight=weight)


def _case(one: Answered, weight: float) -> Case:
    return Case(
        features=_matrix([quote.match_report.features for quote in one.present.quotes]),
        relevant=np.array(one.relevant, bool),
        present=_inputs(one.present),
        hidden=_inputs(one.hidden),
        elsewhere=_inputs(one.elsewhere),
        weight=weight,
        scores=np.array([_score_unread(quote) for quote in one.present.quotes]),
        readings=np.array([quote.match_report.features.reading for quote in one.present.quotes]),
    )


def _score_unread(quote: Quote) -> float:
    features = quote.match_report.features
    return quote.score - weight_of_reading(features) * features.reading


def _matrix(rows: Sequence[Features]) -> NDArray[np.float64]:
    """Return a row for each of these features, with a column for each of FEATURES."""
    values = [[float(getattr(features, name)) for name in FEATURES] for features in rows]
    return np.array(values).reshape(-1, len(FEATURES))


def _inputs(answer: Answer | None) -> ConfidenceInputs | None:
    if not (answer and answer.quotes):
        return None
    readings = [quote.match_report.features.reading for quote in answer.quotes]
    count = sum(reading > 0 for reading in readings)
    may_be_found = answer.verdict is Verdict.FOUND
    return ConfidenceInputs(basis(answer.quotes), inputs(answer.quotes), readings[0], count, may_be_found)
