"""Fit what the readings of a reranker count for, in the ranking and in the confidence.

Both are fitted on top of the weights of all other features, which stay as they are. A question that could not be
read in time is therefore answered as well as without a reranker.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.answering.certainty.inputs import INPUTS
from index.answering.confidence import Basis
from index.evaluation.calibration.cases import Case
from index.evaluation.calibration.confidence_fit import Sample, samples_of
from index.evaluation.calibration.fitting import minimum

Floats = NDArray[np.float64]
_L2 = 1e-4
# With fewer rankings of a basis, readings keep counting for nothing.
_FEWEST = 50
_NEUTRAL = {"base": 1.0, "reading": 0.0, "constant": 0.0}


def reading_weight(sets: Mapping[str, Sequence[Case]]) -> float:
    """Return the weight, not below 0, that gives right paragraphs the largest share of those that were read.

    The shares are a softmax of the scores with their readings, as in the fitting of all other weights.
    """
    read = [
        (case.scores[case.readings > 0], case.readings[case.readings > 0], relevant, case.weight / len(cases))
        for cases in sets.values()
        for case in cases
        if (relevant := case.relevant[case.readings > 0]).any() and not relevant.all()
    ]
    if len(read) < _FEWEST:
        return 0.0
    total = sum(share for *_, share in read)

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = 0.0, 0.0
        for scores, readings, relevant, share in read:
            shares = _softmax(scores + weights[0] * readings)
            of_relevant = shares * relevant / (shares @ relevant)
            value -= share / total * float(np.log(shares @ relevant))
            slope -= share / total * float((of_relevant - shares) @ readings)
        return value, np.array([slope])

    return round(float(minimum(loss, np.zeros(1), [(0.0, None)])[0]), 3)


def reading_coefficients(
    sets: Sequence[Sequence[Case]], coefficients: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Return for each basis what its logit and a reading count for, by a logistic regression on both.

    Only rankings with as many readings as there ever are count. The best of six readings is higher than the best
    of two, and a library with the answer has more to read than one without: that alone would tell them apart.

    Args:
        coefficients: of the confidence without readings.
    """
    samples = [one for one in samples_of(sets, hidden=0.5, elsewhere=0.5) if one.inputs.reading > 0]
    most = max((one.inputs.read for one in samples), default=0)
    full = [one for one in samples if one.inputs.read == most]
    return {
        basis.value: _coefficients([one for one in full if one.inputs.basis is basis], coefficients[basis])
        for basis in Basis
    }


def _coefficients(samples: Sequence[Sample], base: Mapping[str, float]) -> dict[str, float]:
    if len(samples) < _FEWEST or len({one.is_right for one in samples}) < 2:
        return dict(_NEUTRAL)
    logits = [np.dot([base[name] for name in INPUTS], one.inputs.values) for one in samples]
    x = np.array([[logit, one.inputs.reading, 1.0] for logit, one in zip(logits, samples, strict=True)])
    y = np.where([one.is_right for one in samples], 1.0, -1.0)
    shares = np.array([one.share for one in samples])
    shares = shares / shares.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = y * (x @ weights)
        gradient = -(y * shares / (1 + np.exp(np.minimum(margins, 500)))) @ x
        value = float(shares @ np.logaddexp(0, -margins) + _L2 * weights @ weights)
        return value, gradient + 2 * _L2 * weights

    fitted = minimum(loss, np.array([1.0, 0.0, 0.0]), [(0.0, None), (0.0, None), (None, None)])
    return {name: round(float(value), 3) for name, value in zip(_NEUTRAL, fitted, strict=True)}


def _softmax(scores: Floats) -> Floats:
    exponentials: Floats = np.exp(scores - scores.max())
    return np.asarray(exponentials / exponentials.sum() + 1e-12)
