"""The linear model: the score of a paragraph is the weighted sum of its features.

Because the score is a sum, each feature can be shown with its part in it. The weights are fitted so that the right
paragraphs of judged questions get the highest share of a softmax over all candidates: ``make weights``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter, mul

from index.model.features import Features
from index.ranking.weights import ranking_weights, reading_weight

_FEATURES_OF = {
    "title": ("title",),
    "context": ("article", "names"),
    "exact": ("exact", "numbers", "adjacent", "named"),
    "kind": ("answer_type", "definition", "holder", "reason"),
    "meaning": ("meaning", "part"),
    "time": ("time",),
}
FEATURE_GROUPS = tuple(_FEATURES_OF)
"""The groups of features that can be ablated, to measure what each is worth."""

# The paragraphs of judged sets have no day, so this weight is set by hand, at about that of a content word: the
# newest article goes before one that says the same in better words, but not before one that says much more.
TIME_WEIGHT = 5.0
# By words, judged questions are asked in one language only, so this is set by hand, too. A translated word says
# less than the word itself: "agreed" found "sepakat" before "agreed".
_OTHER_LANGUAGE_BY_WORDS = -4.0


@dataclass(frozen=True)
class LinearModel:
    """The weight of each feature, by its name."""

    weights: Mapping[str, float]

    def score(self, features: Features) -> float:
        return float(sum(map(mul, self.weights.values(), self._values(features))))

    @cached_property
    def _values(self) -> Callable[[Features], Sequence[float]]:
        """Return the weighted features in the order of the weights."""
        return attrgetter(*self.weights)

    def without(self, groups: Collection[str]) -> "LinearModel":
        """Return the model without the features of these groups."""
        if not groups:
            return self
        ablated = {name for group in groups for name in _FEATURES_OF.get(group, ())}
        return LinearModel({name: weight for name, weight in self.weights.items() if name not in ablated})


@cache
def linear_model(by_meaning: bool, is_other_language: bool) -> LinearModel:
    """Return the model for paragraphs with vectors, or for words alone.

    A paragraph in another language than the question shares few words with it but names, so its model relies on
    meaning. The weight of the feature ``other_language`` makes its scores comparable with those of others.
    """
    fitted = ranking_weights(_basis(by_meaning, is_other_language))
    return LinearModel({**_set_by_hand(by_meaning), **fitted})


def weight_of_reading(features: Features) -> float:
    """Return the weight of ``reading``, which is added to the score of what has been read.

    It is no part of the model: what cannot be read in time has the score that it has without a reranker.
    """
    return reading_weight(_basis(bool(features.meaning), bool(features.other_language)))


def fitted_part(score: float, features: Features) -> float:
    """Return a score without its parts from weights set by hand, to which the confidence was not fitted."""
    by_hand = _set_by_hand(bool(features.meaning))
    return score - float(sum([weight * getattr(features, name) for name, weight in by_hand.items()]))


@cache
def _set_by_hand(by_meaning: bool) -> Mapping[str, float]:
    return {"time": TIME_WEIGHT} | ({} if by_meaning else {"other_language": _OTHER_LANGUAGE_BY_WORDS})


def _basis(by_meaning: bool, is_other_language: bool) -> str:
    return ("across" if is_other_language else "meaning") if by_meaning else "words"
