"""One score for a paragraph from all that speaks for it: the only place that says how much each signal counts.

The score is a weighted sum, so each signal can be shown with its part in it. The weights are those under which the
right paragraphs of judged questions get the highest share of a softmax over all candidates: ``make weights``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from index.model.features import Evidence
from index.ranking.weights import of_ranking

SIGNALS = ("title", "context", "exact", "kind", "meaning", "time")
"""What can be switched off, to see what it is worth."""
_FIELDS_OF = {
    "title": ("title",),
    "context": ("article", "names"),
    "exact": ("exact", "numbers"),
    "kind": ("kind",),
    "meaning": ("meaning", "part"),
    "time": ("time",),
}


@dataclass(frozen=True)
class Weights:
    """How much each field of Evidence counts, by its name."""

    of: Mapping[str, float]

    def score(self, evidence: Evidence) -> float:
        return float(sum(weight * getattr(evidence, name) for name, weight in self.of.items()))

    def without(self, signals: Collection[str]) -> "Weights":
        gone = {name for signal in signals for name in _FIELDS_OF.get(signal, ())}
        return Weights({name: weight for name, weight in self.of.items() if name not in gone})


# Judged questions name no times. About as much as a telling word more or less: an article of the day goes before
# one that says the same, and not before one that says much more.
_TIME = {"time": 2.0}


@cache
def weights(by_meaning: bool, across: bool) -> Weights:
    """Return those for candidates that have vectors, or of their words alone.

    ``across`` says that the library lacks the language of the question: by words it then shares little but names.
    """
    basis = ("across" if across else "meaning") if by_meaning else "words"
    return Weights({**of_ranking(basis), **_TIME})
