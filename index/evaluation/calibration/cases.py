"""The cases that weights are fitted to: judged questions, with the features of their candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.certainty.inputs import inputs
from index.answering.confidence import Basis, basis
from index.evaluation.asking import DEPTH
from index.evaluation.calibration.asking import Answered, OpenLibrary, answered, ranked, sizes
from index.evaluation.calibration.pools import Pool
from index.model.features import Features
from index.model.records import Answer

# Judged questions name no times.
FEATURES = tuple(name for name in Features._fields if name != "time")
WORD_FEATURES = tuple(name for name in FEATURES if name not in ("meaning", "part", "other_language"))


class ConfidenceInputs(NamedTuple):
    """The basis of a ranking, and the values of index.answering.certainty.inputs.INPUTS for it."""

    basis: Basis
    values: tuple[float, ...]


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
    """

    features: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    present: ConfidenceInputs | None
    hidden: ConfidenceInputs | None = None
    elsewhere: ConfidenceInputs | None = None
    weight: float = 1.0


def ranking_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[str, list[Case]]:
    """Return cases with all candidates of a library as large as each pool, by the name of the pool."""
    return {
        pool.name: [_case(one, pool.weight) for one in ranked(pool, DEPTH, open_library)]
        for pool in pools
        if pool.questions
    }


def confidence_cases(pools: Iterable[Pool], open_library: OpenLibrary) -> dict[str, list[Case]]:
    """Return cases of libraries of several sizes as people ask them, by the names of pool and size."""
    return {
        f"{pool.name}-{size}": [_case(one, pool.weight) for one in answered(pool, size, open_library)]
        for pool in pools
        if pool.questions
        for size in sizes(pool)
    }


def _case(one: Answered, weight: float) -> Case:
    return Case(
        features=_matrix([quote.match_report.features for quote in one.present.quotes]),
        relevant=np.array(one.relevant, bool),
        present=_inputs(one.present),
        hidden=_inputs(one.hidden),
        elsewhere=_inputs(one.elsewhere),
        weight=weight,
    )


def _matrix(rows: Sequence[Features]) -> NDArray[np.float64]:
    """Return a row for each of these features, with a column for each of FEATURES."""
    values = [[float(getattr(features, name)) for name in FEATURES] for features in rows]
    return np.array(values).reshape(-1, len(FEATURES))


def _inputs(answer: Answer | None) -> ConfidenceInputs | None:
    return ConfidenceInputs(basis(answer.quotes), inputs(answer.quotes)) if answer and answer.quotes else None
