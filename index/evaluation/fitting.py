"""Fit the weights of the ranking, and the coefficients and thresholds of the confidence, to cases."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.answering.confidence import INPUTS, Basis
from index.evaluation.cases import FEATURES, Case

Floats = NDArray[np.float64]
# L2 regularisation. Cosines differ by little, so their weights have to be large: ten times the regularisation of
# the ranking costs up to 3 of 100 questions that are answered by meaning.
_RANKING_L2, _CONFIDENCE_L2 = 1e-5, 1e-4
# The share of questions that may be refused although a relevant paragraph is there, and the share that may be
# answered although all relevant paragraphs are hidden.
_REFUSED, _FALSELY_FOUND = 0.05, 0.1


def ranking_weights(sets: Mapping[str, Sequence[Case]], names: Sequence[str]) -> dict[str, float]:
    """Return the weights, none below 0, that give relevant candidates the largest share of a softmax.

    Each set counts the same, however many questions it has.

    Args:
        names: the features to fit a weight for.
    """
    columns = [FEATURES.index(name) for name in names]
    groups = [
        [
            (case.features[:, columns], case.relevant)
            for case in cases
            if case.relevant.any() and not case.relevant.all()
        ]
        for cases in sets.values()
    ]
    used = [group for group in groups if group]
    bounds = [(0.0, None)] * len(names)
    fitted = minimize(_ranking_loss, np.ones(len(names)), (used,), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 2) for name, weight in zip(names, fitted.x, strict=True) if weight >= 0.01}


def _ranking_loss(
    weights: Floats, groups: Sequence[Sequence[tuple[Floats, NDArray[np.bool_]]]]
) -> tuple[float, Floats]:
    """Return the mean negative log of the share of the relevant candidates, and its gradient."""
    loss, gradient = _RANKING_L2 * float(weights @ weights), 2 * _RANKING_L2 * weights
    for group in groups:
        for features, relevant in group:
            shares = _softmax(features @ weights)
            of_relevant = shares * relevant / (shares @ relevant)
            loss -= float(np.log(shares @ relevant)) / len(group) / len(groups)
            gradient -= (of_relevant - shares) @ features / len(group) / len(groups)
    return loss, gradient


def _softmax(scores: Floats) -> Floats:
    exponentials: Floats = np.exp(scores - scores.max())
    return np.asarray(exponentials / exponentials.sum() + 1e-12)


def confidence_coefficients(sets: Sequence[Sequence[Case]]) -> dict[str, dict[str, float]]:
    """Return the coefficients of a logistic regression for each basis, by the names of INPUTS.

    The regression separates rankings with a relevant paragraph from those where all relevant ones are hidden.
    """
    samples = _samples(sets)
    return {basis.value: _coefficients([one for one in samples if one.basis is basis]) for basis in Basis}


def thresholds(
    sets: Sequence[Sequence[Case]], coefficients: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return the lowest probability of an answer that is found, and of one that is weak."""
    samples = _samples(sets)
    logits = [np.dot([coefficients[one.basis][name] for name in INPUTS], one.values) for one in samples]
    probabilities = 1 / (1 + np.exp(-np.array(logits)))
    share = np.array([one.share for one in samples])
    answerable = np.array([one.is_answerable for one in samples])
    return {
        "found": round(_quantile(probabilities[~answerable], share[~answerable], 1 - _FALSELY_FOUND), 3),
        "weak": round(_quantile(probabilities[answerable], share[answerable], _REFUSED), 3),
    }


class _Sample(NamedTuple):
    basis: Basis
    values: tuple[float, ...]
    is_answerable: bool
    share: float


def _samples(sets: Sequence[Sequence[Case]]) -> list[_Sample]:
    """Return each question twice: with its relevant paragraphs and without them. Each set counts the same."""
    samples = []
    for cases in sets:
        answerable = [case for case in cases if case.relevant.any()]
        both = [pair for case in answerable for pair in ((case.present, True), (case.hidden, False))]
        samples += [
            _Sample(*inputs, is_answerable, 1 / len(answerable))
            for inputs, is_answerable in both
            if inputs is not None
        ]
    return samples


def _coefficients(samples: Sequence[_Sample]) -> dict[str, float]:
    x, y = np.array([one.values for one in samples]), np.where([one.is_answerable for one in samples], 1.0, -1.0)
    share = np.array([one.share for one in samples])
    spread = x.std(axis=0) + (x.std(axis=0) == 0)
    # A larger input is never a reason for less confidence: a negative coefficient would fit these sets only.
    bounds = [(None if name == "constant" else 0.0, None) for name in INPUTS]
    arguments = (x / spread, y, share / share.sum())
    fitted = minimize(_logistic_loss, np.zeros(x.shape[1]), arguments, jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(one), 3) for name, one in zip(INPUTS, fitted.x / spread, strict=True)}


def _logistic_loss(coefficients: Floats, x: Floats, y: Floats, share: Floats) -> tuple[float, Floats]:
    margins = y * (x @ coefficients)
    gradient = -(y * share / (1 + np.exp(np.minimum(margins, 500)))) @ x
    return (
        float(share @ np.logaddexp(0, -margins) + _CONFIDENCE_L2 * coefficients @ coefficients),
        gradient + 2 * _CONFIDENCE_L2 * coefficients,
    )


def _quantile(values: Floats, share: Floats, below: float) -> float:
    """Return the weighted quantile: the value that this share of the whole is below."""
    order = np.argsort(values)
    reached = np.cumsum(share[order]) / share.sum()
    return float(values[order][np.searchsorted(reached, below)])
