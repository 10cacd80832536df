"""Fit the weights of the ranking, and the coefficients and thresholds of the confidence, to cases."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.answering.confidence import FREE, INPUTS, Basis
from index.evaluation.calibration.cases import FEATURES, Case

Floats = NDArray[np.float64]
# L2 regularisation. Cosines differ by little, so their weights have to be large: ten times the regularisation of
# the ranking costs up to 3 of 100 questions that are answered by meaning.
_RANKING_L2, _CONFIDENCE_L2 = 1e-5, 1e-4
# Of the found answers this share has to be right. Of the right ones, this share may be refused.
_RIGHT_AMONG_FOUND, _REFUSED = 0.9, 0.03
# How often questions without an answer are asked, for each one with an answer.
_UNANSWERABLE = 0.5
_LANGUAGE = FEATURES.index("other_language")

_Group = Sequence[tuple[Floats, NDArray[np.bool_]]]
"""The features of the candidates of each question of a set, and which of them are relevant."""


def ranking_weights(sets: Mapping[str, Sequence[Case]], names: Sequence[str]) -> dict[str, float]:
    """Return the weights, none below 0, that give relevant candidates the largest share of a softmax.

    Each set counts the same, however many questions it has.

    Args:
        names: the features to fit a weight for.
    """
    columns = [FEATURES.index(name) for name in names]
    return _rounded(names, _fitted(_groups(sets, lambda features: features[:, columns]), [0.0] * len(names)))


def weights_by_language(
    sets: Mapping[str, Sequence[Case]], names: Sequence[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return weights for paragraphs in the language of the question, and for those in another one.

    Both are fitted together, on questions whose candidates are in one language and on those where they are in two.
    The second weights have one more, of ``other_language``, which may be negative.
    """
    columns = [FEATURES.index(name) for name in names]

    def divided(features: Floats) -> Floats:
        is_other = features[:, [_LANGUAGE]]
        own = features[:, columns]
        return np.hstack([own * (1 - is_other), own * is_other, is_other])

    lowest = [*[0.0] * (2 * len(names)), None]
    fitted = _fitted(_groups(sets, divided), lowest)
    count = len(names)
    own, other = _rounded(names, fitted[:count]), _rounded(names, fitted[count : 2 * count])
    return own, {**other, "other_language": round(float(fitted[-1]), 2)}


def _rounded(names: Sequence[str], fitted: Floats) -> dict[str, float]:
    return {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True) if weight >= 0.01}


def _groups(sets: Mapping[str, Sequence[Case]], chosen: Callable[[Floats], Floats]) -> list[_Group]:
    groups = [
        [
            (chosen(case.features), case.relevant)
            for case in cases
            if case.relevant.any() and not case.relevant.all()
        ]
        for cases in sets.values()
    ]
    return [group for group in groups if group]


def _fitted(groups: Sequence[_Group], lowest: Sequence[float | None]) -> Floats:
    bounds = [(low, None) for low in lowest]
    start = np.ones(len(lowest))
    fitted = minimize(_ranking_loss, start, (groups,), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(fitted.x)


def _ranking_loss(weights: Floats, groups: Sequence[_Group]) -> tuple[float, Floats]:
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

    The regression separates rankings whose first quote is right from all others: those with a wrong first quote,
    and those of libraries that lack the relevant paragraphs.
    """
    samples = _samples(sets)
    return {basis.value: _coefficients([one for one in samples if one.basis is basis]) for basis in Basis}


def thresholds(
    sets: Sequence[Sequence[Case]], coefficients: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return the lowest probability of an answer that is found, and of one that is weak."""
    samples = _samples(sets)
    probabilities = _probabilities(samples, coefficients)
    share = np.array([one.share for one in samples])
    is_right = np.array([one.is_right for one in samples])
    order = np.argsort(-probabilities)
    right_above = np.cumsum((share * is_right)[order]) / np.cumsum(share[order])
    found = np.flatnonzero(right_above >= _RIGHT_AMONG_FOUND)
    lowest = float(probabilities[order][found[-1]]) if len(found) else 1.0
    weak = _quantile(probabilities[is_right], share[is_right], _REFUSED)
    return {"found": round(lowest, 3), "weak": round(min(weak, lowest), 3)}


class Shares(NamedTuple):
    """Of the right first quotes, the share that is found; of the found ones, the share that is right."""

    found_of_right: float
    right_of_found: float


def shares(
    cases: Sequence[Case], coefficients: Mapping[str, Mapping[str, float]], limits: Mapping[str, float]
) -> Shares:
    """Return how well these coefficients and thresholds do on some cases."""
    samples = _samples([cases])
    is_found = _probabilities(samples, coefficients) >= limits["found"]
    is_right = np.array([one.is_right for one in samples])
    share = np.array([one.share for one in samples])
    both = float(share @ (is_found & is_right))
    return Shares(both / float(share @ is_right or 1), both / float(share @ is_found or 1))


class _Sample(NamedTuple):
    basis: Basis
    values: tuple[float, ...]
    is_right: bool
    share: float


def _samples(sets: Sequence[Sequence[Case]]) -> list[_Sample]:
    """Return the rankings of each question with its relevant paragraphs and without. Each set counts the same."""
    samples = []
    for cases in sets:
        for case in cases:
            share = 1 / len(cases)
            if case.present:
                samples.append(_Sample(*case.present, bool(case.relevant[0]), share))
            each = _UNANSWERABLE * share / (len(case.unanswerable) or 1)
            samples += [_Sample(*inputs, False, each) for inputs in case.unanswerable]
    return samples


def _probabilities(samples: Sequence[_Sample], coefficients: Mapping[str, Mapping[str, float]]) -> Floats:
    logits = [np.dot([coefficients[one.basis][name] for name in INPUTS], one.values) for one in samples]
    return np.asarray(1 / (1 + np.exp(-np.array(logits))))


def _coefficients(samples: Sequence[_Sample]) -> dict[str, float]:
    x, y = np.array([one.values for one in samples]), np.where([one.is_right for one in samples], 1.0, -1.0)
    share = np.array([one.share for one in samples])
    spread = x.std(axis=0) + (x.std(axis=0) == 0)
    # A larger input is never a reason for less confidence: a negative coefficient would fit these sets only.
    bounds = [(None if name in FREE else 0.0, None) for name in INPUTS]
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
