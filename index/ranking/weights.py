"""The numbers that ``make weights`` has made from judged questions, as they are in weights.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Thresholds:
    """From which probability on an answer is found, or at least weak."""

    found: float
    weak: float


def of_ranking(name: str) -> Mapping[str, float]:
    """Return the weights of "words", "meaning" or "across", by the fields of Evidence."""
    weights: dict[str, float] = _read()["ranking"][name]
    return weights


def of_confidence(name: str) -> Mapping[str, float]:
    """Return the coefficients for a basis of index.answering.confidence, by the names of its FEATURES."""
    coefficients: dict[str, float] = _read()["confidence"][name]
    return coefficients


@cache
def thresholds() -> Thresholds:
    return Thresholds(**_read()["thresholds"])


@cache
def _read() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))
