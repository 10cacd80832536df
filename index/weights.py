"""The numbers that ``make weights`` has made from judged questions, as they are in weights.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Confidence:
    """Coefficients of index.confidence.FEATURES, and from which probability on an answer is found, or weak."""

    coefficients: tuple[float, ...]
    found: float
    weak: float


def _read() -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, Confidence]]:
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    models = {
        name: Confidence(tuple(one["coefficients"].values()), one["found"], one["weak"])
        for name, one in read["confidence"].items()
    }
    return read["ranking"], models


RANKING, CONFIDENCE = _read()
"""Each by "words" and "meaning". Weights of the ranking are by the fields of Evidence."""
