"""Fit the coefficients and the thresholds of the confidence to cases.

The regression separates rankings whose first quote is right from all others: those with a wrong first quote, and
those of libraries that lack the relevant paragraphs. It is logistic, with bounds and L2 regularisation: its loss
is the mean of ln(1 + exp(-y x·c)), where y is 1 for a right quote and -1 for others (Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 2nd edition, sections 4.4 and 10.6).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.certainty.inputs import FREE, INPUTS
from index.answering.confidence import Basis
from index.evaluation.calibration.cases import Case, ConfidenceInputs
from index.evaluation.calibration.fitting import minimum

Floats = NDArray[np.float64]
Readings = Mapping[str, Mapping[str, float]]
"""What readings count for, as index.evaluation.calibration.reading_fit gives it; empty if there are none."""
_L2 = 1e-4
# Inputs are scaled by their standard deviation, but by no less: a name in three of 2,000 rankings, all right, made
# certain whatever has one.
_LEAST_SPREAD = 0.05
# This share of the found answers has to be right: .01 more than questions to which nothing is fitted should reach.
_RIGHT_AMONG_FOUND = 0.93
# Of the thresholds that reach it, we take the highest one that still finds this share of the right answers.
_FOUND_AMONG_RIGHT = 0.8
# If few answers are so sure, as by words in a large library, this share is found, and more of the found are wrong.
_FEWEST_FOUND = 0.6
# At most this share of the right answers is refused.
_REFUSED = 0.04


class Sample(NamedTuple):
    """A ranking: what the confidence in it rests on, whether its first quote is right, and how much it counts."""

    inputs: ConfidenceInputs
    is_right: bool
    share: float


def confidence_coefficients(sets: Sequence[Sequence[Case]]) -> dict[str, dict[str, float]]:
    """Return the coefficients of a logistic regression for each basis, by the names of INPUTS."""
    samples = samples_of(sets, hidden=0.5, elsewhere=0.5)
    return {basis.value: _coefficients([one for one in samples if one.inputs.basis is basis]) for basis in Basis}


def thresholds(
    sets: Sequence[Sequence[Case]],
    coefficients: Mapping[str, Mapping[str, float]],
    readings: Readings = MappingProxyType({}),
) -> dict[str, float]:
    """Return the lowest probability of an answer that is found, and of one that is weak.

    As often as of a library with the right paragraphs, a question is asked of one that lacks their articles. The
    cases were asked without thresholds, so that the answers which are not found lack something.
    """
    samples = samples_of(sets, hidden=0, elsewhere=1)
    certain = _probabilities(samples, coefficients, readings)
    probabilities = np.where([one.inputs.may_be_found for one in samples], certain, certain - 1)
    share = np.array([one.share for one in samples])
    is_right = np.array([one.is_right for one in samples])
    order = np.argsort(-probabilities)
    right_above = np.cumsum((share * is_right)[order]) / np.cumsum(share[order])
    enough = np.flatnonzero((right_above >= _RIGHT_AMONG_FOUND) & (probabilities[order] > 0))
    lowest = float(probabilities[order][enough[-1]]) if len(enough) else 1.0
    most, fewest = (
        _quantile(probabilities[is_right], share[is_right], 1 - some)
        for some in (_FOUND_AMONG_RIGHT, _FEWEST_FOUND)
    )
    found = max(most, min(lowest, fewest) if fewest > 0 else lowest)
    weak = min(found, _quantile(certain[is_right], share[is_right], _REFUSED))
    return {"found": round(found, 3), "weak": round(weak, 3)}


def samples_of(sets: Sequence[Sequence[Case]], hidden: float, elsewhere: float) -> list[Sample]:
    """Return the rankings of each question, with its relevant paragraphs and without, by the weights of the sets.

    Args:
        hidden, elsewhere: how often questions are asked of libraries without these paragraphs, and without their
            articles, for each time that they are asked of one that has them.
    """
    samples = []
    for cases in sets:
        for case in cases:
            share = case.weight / len(cases)
            if case.present:
                samples.append(Sample(case.present, bool(case.relevant[0]), share))
            samples += [
                Sample(without, False, share * often)
                for without, often in ((case.hidden, hidden), (case.elsewhere, elsewhere))
                if without and often
            ]
    return samples


def _probabilities(
    samples: Sequence[Sample], coefficients: Mapping[str, Mapping[str, float]], readings: Readings
) -> Floats:
    logits = np.array([_logit(one.inputs, coefficients, readings) for one in samples])
    return np.asarray(1 / (1 + np.exp(-logits)))


def _logit(one: ConfidenceInputs, coefficients: Mapping[str, Mapping[str, float]], readings: Readings) -> float:
    base = float(np.dot([coefficients[one.basis][name] for name in INPUTS], one.values))
    if not (one.reading and readings):
        return base
    own = readings[one.basis]
    return own["base"] * base + own["reading"] * one.reading + own["constant"]


def _coefficients(samples: Sequence[Sample]) -> dict[str, float]:
    x, y = np.array([one.inputs.values for one in samples]), np.where([one.is_right for one in samples], 1.0, -1.0)
    share = np.array([one.share for one in samples])
    spread = np.maximum(x.std(axis=0), _LEAST_SPREAD)
    # A larger input is never a reason for less confidence: a negative coefficient would fit these sets only.
    bounds = [(None if name in FREE else 0.0, None) for name in INPUTS]
    scaled, shares = x / spread, share / share.sum()
    fitted = minimum(lambda one: _loss(one, scaled, y, shares), np.zeros(len(INPUTS)), bounds)
    return {name: round(float(one), 3) for name, one in zip(INPUTS, fitted / spread, strict=True)}


def _loss(coefficients: Floats, x: Floats, y: Floats, share: Floats) -> tuple[float, Floats]:
    margins = y * (x @ coefficients)
    gradient = -(y * share / (1 + np.exp(np.minimum(margins, 500)))) @ x
    return (
        float(share @ np.logaddexp(0, -margins) + _L2 * coefficients @ coefficients),
        gradient + 2 * _L2 * coefficients,
    )


def _quantile(values: Floats, share: Floats, below: float) -> float:
    """Return the weighted quantile: the value that this share of the whole is below."""
    order = np.argsort(values)
    reached = np.cumsum(share[order]) / share.sum()
    return float(values[order][np.searchsorted(reached, below)])
