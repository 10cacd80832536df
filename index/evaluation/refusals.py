"""Measure how well the confidence separates answerable questions from unanswerable ones.

Each question is asked twice: with its relevant paragraphs, and with these hidden. Questions that are known to have
no answer can take the place of the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

REFUSED = 0.05
"""The share of answerable questions that may be refused."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Refusals:
    """How well the confidence separates the two.

    Args:
        auroc: the area under the ROC curve: the probability that an answerable question has the higher confidence.
        false_answers: the share of unanswerable questions that are answered if REFUSED of the others, or
            another share that was asked for, are refused.
    """

    auroc: float
    false_answers: float


def refusals(
    answerable: Sequence[float], unanswerable: Sequence[float], refused: float = REFUSED
) -> Refusals | None:
    """Return the measures for the confidences of both kinds; None if one of them is empty."""
    if not answerable or not unanswerable:
        return None
    with_answer, without = np.sort(np.asarray(answerable, float)), np.asarray(unanswerable, float)
    # Mann and Whitney's U over the number of pairs; ties count half.
    below, up_to = (np.searchsorted(with_answer, without, side=side) for side in ("left", "right"))
    auroc = float(np.mean(1 - (below + up_to) / (2 * len(with_answer))))
    threshold = with_answer[int(refused * len(with_answer))]
    return Refusals(auroc, float(np.mean(without >= threshold)))


def curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> list[tuple[float, float]]:
    """Return the share of answerable questions refused and of others answered, at each threshold."""
    with_answer, without = np.asarray(answerable, float), np.asarray(unanswerable, float)
    return [
        (float(np.mean(with_answer < threshold)), float(np.mean(without >= threshold)))
        for threshold in np.unique(np.concatenate((with_answer, without)))
    ]
