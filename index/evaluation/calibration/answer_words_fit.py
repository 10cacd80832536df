"""Fit how sure a reranker has to be of the words that answer before they are shown."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.answering.certainty.answer_words import inputs
from index.evaluation.calibration.fitting import Floats, minimum
from index.model.features import Reading

_WANTED = 0.9
_L2 = 1e-4
# With fewer answers, or fewer that would be shown, no words are shown.
_FEWEST = 50
_NAMES = ("answers", "certainty", "constant")
NEVER = {"answers": 0.0, "certainty": 0.0, "constant": 0.0, "shown_from": 1.0}


class Pointed(NamedTuple):
    """A first quote that was read.

    Args:
        is_right: whether its words overlap with those that people marked.
        is_shown: whether its words are shown.
    """

    reading: Reading
    is_right: bool
    is_shown: bool = False


def answer_words_coefficients(read: Sequence[Pointed], wanted: float = _WANTED) -> dict[str, float]:
    """Return the coefficients of a logistic regression, and the lowest probability from which words are shown.

    Of the words that are shown, the share ``wanted`` is right.
    """
    pointed = [one for one in read if one.reading.words]
    right = np.array([one.is_right for one in pointed], bool)
    if len(pointed) < _FEWEST or right.all() or not right.any():
        return dict(NEVER)
    x = np.array([[inputs(one.reading)[name] for name in _NAMES] for one in pointed])
    y = np.where(right, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = y * (x @ weights)
        gradient = -(y / (1 + np.exp(np.minimum(margins, 500)))) @ x / len(y)
        value = float(np.logaddexp(0, -margins).mean() + _L2 * weights @ weights)
        return value, gradient + 2 * _L2 * weights

    fitted = minimum(loss, np.zeros(len(_NAMES)), [(0.0, None), (0.0, None), (None, None)])
    coefficients = {name: round(float(value), 3) for name, value in zip(_NAMES, fitted, strict=True)}
    probabilities = 1 / (1 + np.exp(-x @ [coefficients[name] for name in _NAMES]))
    return {**coefficients, "shown_from": _shown_from(probabilities, right, wanted)}


def _shown_from(probabilities: Floats, right: np.ndarray, wanted: float) -> float:
    """Return the lowest probability above which this share is right; 1 if there is none."""
    order = np.argsort(-probabilities)
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = [place for place in range(_FEWEST - 1, len(order)) if shares[place] >= wanted]
    return float(np.ceil(probabilities[order[enough[-1]]] * 1000) / 1000) if enough else 1.0
