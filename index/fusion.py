"""One score for a paragraph from all that speaks for it: the only place that says how much each signal counts.

The score is a weighted sum, so each signal can be shown with its part in it. The weights are near those under
which the right paragraph of judged questions gets the highest share of a softmax over all candidates.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.models import Evidence

SIGNALS = ("title", "context", "exact", "meaning")
"""What can be switched off, to see what it is worth."""
_FIELDS_OF = {
    "title": ("title",),
    "context": ("lead", "previous", "article"),
    "exact": ("exact",),
    "meaning": ("meaning", "part"),
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


WORDS = Weights(
    {
        "body": 7.7,
        "title": 12.0,
        "coverage": 3.4,
        "window": 2.1,
        "exact": 2.6,
        "lead": 2.5,
        "previous": 1.5,
        "article": 6.6,
    }
)
MEANING = Weights(
    {
        "body": 1.0,
        "title": 10.0,
        "coverage": 2.5,
        "window": 2.0,
        "exact": 0.5,
        "lead": 0.4,
        "previous": 0.4,
        "article": 2.2,
        "meaning": 40.0,
        "part": 40.0,
    }
)
