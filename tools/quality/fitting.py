"""From cases to numbers: the weights of the ranking, and the coefficients and thresholds of the confidence."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.answering.confidence import Basis
from tools.quality.cases import FIELDS, Case

Floats = NDArray[np.float64]
# Pull numbers that the cases say little of towards 0. Cosines differ by little, so their weights have to be large:
# ten times the pull costs up to 3 of 100 questions that are answered by meaning.
_PULL, _PULL_OF_CONFIDENCE = 1e-5, 1e-4
# Of questions whose right paragraph is there, so many may be refused; of those where it is hidden, so many found.
_REFUSED, _FALSELY_FOUND = 0.05, 0.1


def ranking_weights(sets: Mapping[str, Sequence[Case]], fields: Sequence[str]) -> dict[str, float]:
    """Return the weights of these fields, none below 0, by which right candidates have most of a softmax.

    Each set counts alike, however many questions it has.
    """
    columns = [FIELDS.index(name) for name in fields]
    groups = [
        [(one.evidence[:, columns], one.right) for one in cases if one.right.any() and not one.right.all()]
        for cases in sets.values()
    ]
    used = [group for group in groups if group]
    bounds = [(0.0, None)] * len(fields)
    fitted = minimize(_loss, np.ones(len(fields)), (used,), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 2) for name, weight in zip(fields, fitted.x, strict=True) if weight >= 0.01}


def _loss(weights: Floats, groups: Sequence[Sequence[tuple[Floats, NDArray[np.bool_]]]]) -> tuple[float, Floats]:
    total, slope = _PULL * float(weights @ weights), 2 * _PULL * weights
    for group in groups:
        for evidence, right in group:
            shares = _softmax(evidence @ weights)
            of_right = shares * right / (shares @ right)
            total -= float(np.log(shares @ right)) / len(group) / len(groups)
            slope -= (of_right - shares) @ evidence / len(group) / len(groups)
    return total, slope


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum() + 1e-12)


def confidence(sets: Sequence[Sequence[Case]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for each basis the logistic regression that tells rankings with an answer from those without."""
    return {
        basis.value: _coefficients([one for one in _seen(sets) if one.basis is basis], names) for basis in Basis
    }


def thresholds(
    sets: Sequence[Sequence[Case]], coefficients: Mapping[str, Mapping[str, float]], names: Sequence[str]
) -> dict[str, float]:
    """Return from which probability on an answer is called found, and from which weak."""
    seen = _seen(sets)
    logits = [np.dot([coefficients[one.basis][name] for name in names], one.features) for one in seen]
    chances, share = 1 / (1 + np.exp(-np.array(logits))), np.array([one.share for one in seen])
    there = np.array([one.is_there for one in seen])
    return {
        "found": round(_quantile(chances[~there], share[~there], 1 - _FALSELY_FOUND), 3),
        "weak": round(_quantile(chances[there], share[there], _REFUSED), 3),
    }


class _Row(NamedTuple):
    basis: Basis
    features: tuple[float, ...]
    is_there: bool
    share: float


def _seen(sets: Sequence[Sequence[Case]]) -> list[_Row]:
    """Return each question twice: as it was answered, and without what is right. Each set counts alike."""
    rows = []
    for cases in sets:
        right = [case for case in cases if case.right.any()]
        both = [
            (seen, is_there) for case in right for seen, is_there in ((case.present, True), (case.hidden, False))
        ]
        rows += [_Row(*seen, is_there, 1 / len(right)) for seen, is_there in both if seen is not None]
    return rows


def _coefficients(rows: Sequence[_Row], names: Sequence[str]) -> dict[str, float]:
    x, y = np.array([one.features for one in rows]), np.where([one.is_there for one in rows], 1.0, -1.0)
    share = np.array([one.share for one in rows])
    spread = x.std(axis=0) + (x.std(axis=0) == 0)
    # More evidence is never a reason to be less sure: what these sets say otherwise, would not hold elsewhere.
    bounds = [(None if name == "constant" else 0.0, None) for name in names]
    arguments = (x / spread, y, share / share.sum())
    fitted = minimize(_logistic, np.zeros(x.shape[1]), arguments, jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(one), 3) for name, one in zip(names, fitted.x / spread, strict=True)}


def _logistic(coefficients: Floats, x: Floats, y: Floats, share: Floats) -> tuple[float, Floats]:
    margins = y * (x @ coefficients)
    slope = -(y * share / (1 + np.exp(np.minimum(margins, 500)))) @ x
    return (
        float(share @ np.logaddexp(0, -margins) + _PULL_OF_CONFIDENCE * coefficients @ coefficients),
        slope + 2 * _PULL_OF_CONFIDENCE * coefficients,
    )


def _quantile(values: Floats, share: Floats, below: float) -> float:
    """Return the value below which this part of the whole lies, each value counting by its share."""
    order = np.argsort(values)
    reached = np.cumsum(share[order]) / share.sum()
    return float(values[order][np.searchsorted(reached, below)])
