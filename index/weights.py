"""The numbers that ``make weights`` has made from judged questions, as they are in weights.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Model:
    """Coefficients of index.confidence.FEATURES; from which probability on an answer is found, or weak."""

    coefficients: Mapping[str, float]
    found: float
    weak: float


def of_ranking(name: str) -> Mapping[str, float]:
    """Returns the weights of "words" or "meaning", by the fields of Evidence."""
    found: dict[str, float] = _read()["ranking"][name]
    return found


@cache
def of_confidence(name: str) -> Model:
    """Returns the model of "words", "meaning" or "across"."""
    return Model(**_read()["confidence"][name])


@cache
def _read() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))
