"""The weights and coefficients in weights.json, which ``make weights`` fits to judged questions."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

JUDGED_BY = ("words", "meaning", "reading")
"""The bases of a verdict, each with thresholds of its own. The last is that of what a reranker has read."""
_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Thresholds:
    """The lowest probability of an answer that is found, and of one that is weak."""

    found: float
    weak: float


def ranking_weights(name: str) -> Mapping[str, float]:
    """Return the weights of "words", "meaning" or "across", by the names of the features."""
    weights: dict[str, float] = _read()["ranking"][name]
    return weights


def reading_weight(name: str) -> float:
    """Return the weight of the feature ``reading`` for "words", "meaning" or "across"."""
    weight: float = _read()["reading"]["ranking"][name]
    return weight


def reading_coefficients(name: str) -> Mapping[str, float]:
    """Return what makes a logit of the logit of a basis and a reading: coefficients of both, and a constant."""
    coefficients: dict[str, float] = _read()["reading"]["confidence"][name]
    return coefficients


def answer_words_coefficients(basis: str) -> Mapping[str, float]:
    """Return the coefficients of index.answering.answer_words for "reader" or "words", by name.

    Those that end with "_shown_from" are the probabilities from which words of a kind are shown.
    """
    coefficients: dict[str, float] = _read()["answer_words"][basis]
    return coefficients


def confidence_coefficients(name: str) -> Mapping[str, float]:
    """Return the coefficients of a basis of index.answering.confidence, by the names of its INPUTS."""
    coefficients: dict[str, float] = _read()["confidence"][name]
    return coefficients


@lru_cache(maxsize=256)  # the answers to most questions come from few combinations of libraries
def thresholds(judged_by: str, paragraphs: int) -> Thresholds:
    """Return the thresholds for a library of so many paragraphs: the larger it is, the more is like an answer.

    That of found answers is fitted at a few sizes. Between two of them, it changes with the logarithm of the size.

    Args:
        judged_by: one of JUDGED_BY.
    """
    fitted = _read()["thresholds"]
    found = {int(size): limit for size, limit in fitted["found"][judged_by].items()}
    within = min(max(paragraphs, min(found)), max(found))
    below, above = max(size for size in found if size <= within), min(size for size in found if size >= within)
    share = math.log(within / below) / math.log(above / below) if below < above else 0.0
    return Thresholds(found[below] + share * (found[above] - found[below]), fitted["weak"])


def forget() -> None:
    """Read the file again when it is next needed, as a program has written it."""
    _read.cache_clear()
    thresholds.cache_clear()


@cache
def _read() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))
