"""Fit how sure the words that answer have to be before they are shown."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.answering.answer_words.choosing import INPUTS, Basis, Choice
from index.evaluation.calibration.fitting import Floats, minimum
from index.query.answer_kinds.kinds import AnswerKind

NEVER = 1.01
"""A threshold that no probability reaches."""
# More than the 90 of 100 that are wanted of what is shown later: the thresholds are fitted to few questions.
_WANTED = {Basis.READER: 0.92, Basis.WORDS: 0.95}
# Fitted to 90 of 100, 82 of what is of no kind were right in other questions, and 80 of places, even at 97.
_WANTED_OF_KIND = {AnswerKind.OTHER: 0.97, AnswerKind.PLACE: NEVER}
_WANTED_OF_OTHERS = 0.9
_L2 = 5e-3
# With fewer answers, or fewer that would be shown, no words are shown: of all, and of one kind.
_FEWEST, _FEWEST_OF_KIND = 15, 8


class Pointed(NamedTuple):
    """The words that were chosen in the first quote of a found answer.

    Args:
        is_right: whether they overlap with those that people marked.
    """

    choice: Choice
    is_right: bool


def answer_words_coefficients(chosen: Sequence[Pointed], basis: Basis) -> dict[str, float]:
    """Return the coefficients of a logistic regression for a basis, and the probabilities that words need.

    Of the words that are shown, the wanted share is right, of all and of each kind. Other kinds never are.
    """
    mine = [one for one in chosen if one.choice.basis is basis]
    right = np.array([one.is_right for one in mine], bool)
    names = (*INPUTS[basis], "constant")
    if len(mine) < _FEWEST or right.all() or not right.any():
        return {**dict.fromkeys(names, 0.0), **_thresholds(dict.fromkeys(AnswerKind, NEVER))}
    x = np.array([[{**one.choice.inputs, "constant": 1.0}[name] for name in names] for one in mine])
    coefficients = {name: round(float(value), 3) for name, value in zip(names, _fitted(x, right), strict=True)}
    probabilities = 1 / (1 + np.exp(-x @ [coefficients[name] for name in names]))
    least = _shown_from(probabilities, right, _WANTED[basis], _FEWEST)
    kinds = np.array([one.choice.kind for one in mine])
    return {**coefficients, **_thresholds(_by_kind(probabilities, right, kinds, least))}


def _fitted(x: Floats, right: np.ndarray) -> Floats:
    y = np.where(right, 1.0, -1.0)
    # The constant is free.
    penalty = np.array([_L2] * (x.shape[1] - 1) + [0.0])

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = y * (x @ weights)
        gradient = -(y / (1 + np.exp(np.minimum(margins, 500)))) @ x / len(y)
        value = float(np.logaddexp(0, -margins).mean() + penalty @ weights**2)
        return value, gradient + 2 * penalty * weights

    bounds: list[tuple[float | None, float | None]] = [(0.0, None)] * (x.shape[1] - 1) + [(None, None)]
    return minimum(loss, np.zeros(x.shape[1]), bounds)


def _by_kind(
    probabilities: Floats, right: np.ndarray, kinds: np.ndarray, least: float
) -> Mapping[AnswerKind, float]:
    """Return the threshold of each kind: the common one, or a higher one that the kind needs."""
    found = {}
    for kind in AnswerKind:
        mine = (kinds == kind) & (probabilities >= least)
        wanted = _WANTED_OF_KIND.get(kind, _WANTED_OF_OTHERS)
        found[kind] = max(least, _shown_from(probabilities[mine], right[mine], wanted, _FEWEST_OF_KIND))
    return found


def _shown_from(probabilities: Floats, right: np.ndarray, wanted: float, fewest: int) -> float:
    """Return the lowest probability above which this share is right; NEVER if there is none."""
    order = np.argsort(-probabilities, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = [place for place in range(fewest - 1, len(order)) if shares[place] >= wanted]
    return float(np.floor(probabilities[order[enough[-1]]] * 1000) / 1000) if enough else NEVER


def _thresholds(by_kind: Mapping[AnswerKind, float]) -> dict[str, float]:
    return {f"{kind}_shown_from": value for kind, value in by_kind.items()}
