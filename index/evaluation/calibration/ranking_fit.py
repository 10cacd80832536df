"""Fit the weights of the ranking to cases."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.evaluation.calibration.cases import FEATURES, Case
from index.evaluation.calibration.fitting import minimum

Floats = NDArray[np.float64]
# L2 regularisation. Cosines differ by little, so their weights have to be large: ten times the regularisation
# costs up to 3 of 100 questions that are answered by meaning.
_L2 = 1e-5
# Lower bounds for two features that people's questions need, but that judged questions hardly ever use: the words
# "jarak pagar" together name a plant, and a question about the president is about the current one. Without bounds,
# both weights are fitted to 0. Across languages, adjacent words are mostly names, so only the second one applies.
_LEAST = {"adjacent": 1.5, "holder": 3.0}
_LEAST_ACROSS = {"holder": 3.0}
_LANGUAGE = FEATURES.index("other_language")


class _Ranking(NamedTuple):
    """The features of the candidates of a question, which of them are relevant, and how much it counts."""

    features: Floats
    relevant: NDArray[np.bool_]
    share: float


def ranking_weights(sets: Mapping[str, Sequence[Case]], names: Sequence[str]) -> dict[str, float]:
    """Return the weights that give relevant candidates the largest share of a softmax.

    None is below 0, or below what is set by hand. Each set counts by its weight, however many questions it has.

    Args:
        names: the features to fit a weight for.
    """
    columns = [FEATURES.index(name) for name in names]
    return _rounded(names, _fitted(_rankings(sets, lambda features: features[:, columns]), _lowest(names)))


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

    lowest = [*_lowest(names), *_lowest(names, _LEAST_ACROSS), None]
    fitted = _fitted(_rankings(sets, divided), lowest)
    count = len(names)
    own, other = _rounded(names, fitted[:count]), _rounded(names, fitted[count : 2 * count])
    return own, {**other, "other_language": round(float(fitted[-1]), 2)}


def _lowest(names: Sequence[str], least: Mapping[str, float] = _LEAST) -> list[float]:
    return [least.get(name, 0.0) for name in names]


def _rounded(names: Sequence[str], fitted: Floats) -> dict[str, float]:
    return {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True) if weight >= 0.01}


def _rankings(sets: Mapping[str, Sequence[Case]], chosen: Callable[[Floats], Floats]) -> list[_Ranking]:
    rankings = []
    for cases in sets.values():
        ranked = [case for case in cases if case.relevant.any() and not case.relevant.all()]
        rankings += [_Ranking(chosen(case.features), case.relevant, case.weight / len(ranked)) for case in ranked]
    total = sum(one.share for one in rankings)
    return [one._replace(share=one.share / total) for one in rankings]


def _fitted(rankings: Sequence[_Ranking], lowest: Sequence[float | None]) -> Floats:
    bounds = [(low, None) for low in lowest]
    return minimum(lambda weights: _loss(weights, rankings), np.ones(len(lowest)), bounds)


def _loss(weights: Floats, rankings: Sequence[_Ranking]) -> tuple[float, Floats]:
    """Return the mean negative log of the share of the relevant candidates, and its gradient."""
    loss, gradient = _L2 * float(weights @ weights), 2 * _L2 * weights
    for features, relevant, counted in rankings:
        shares = _softmax(features @ weights)
        of_relevant = shares * relevant / (shares @ relevant)
        loss -= counted * float(np.log(shares @ relevant))
        gradient -= counted * ((of_relevant - shares) @ features)
    return loss, gradient


def _softmax(scores: Floats) -> Floats:
    exponentials: Floats = np.exp(scores - scores.max())
    return np.asarray(exponentials / exponentials.sum() + 1e-12)
