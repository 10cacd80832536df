"""How well confidence tells questions that a library answers from those that it does not.

Each question is asked twice: with the paragraphs that are right, and with these hidden. Questions that are known
to have no answer may stand in for the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

REFUSED = 0.05

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Refusals:
    """Args:
    auroc: the area under the ROC curve: how often an answerable question has more confidence than one that is not.
    false_answers: the share of unanswerable questions that are answered where REFUSED of the others are refused.
    """

    auroc: float
    false_answers: float


def refusals(answerable: Sequence[float], unanswerable: Sequence[float]) -> Refusals | None:
    """Return how confidences of the two differ; None where there are none of a kind."""
    if not answerable or not unanswerable:
        return None
    right, wrong = np.sort(np.asarray(answerable, float)), np.asarray(unanswerable, float)
    # Mann and Whitney's U over the number of pairs; equal ones count half.
    below, up_to = (np.searchsorted(right, wrong, side=side) for side in ("left", "right"))
    auroc = float(np.mean(1 - (below + up_to) / (2 * len(right))))
    threshold = right[int(REFUSED * len(right))]
    return Refusals(auroc, float(np.mean(wrong >= threshold)))


def curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> list[tuple[float, float]]:
    """Return for each threshold which share of the answerable is refused, and of the others answered."""
    right, wrong = np.asarray(answerable, float), np.asarray(unanswerable, float)
    return [
        (float(np.mean(right < threshold)), float(np.mean(wrong >= threshold)))
        for threshold in np.unique(np.concatenate((right, wrong)))
    ]
