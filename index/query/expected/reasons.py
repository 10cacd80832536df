"""Recognise a text that states a reason, for questions that ask why."""

from functools import cache
from typing import NamedTuple

import regex

from index.analysis import word_lists

SURE, LIKELY = 1.0, 0.5
_UNSPACED = "unspaced"


class _Patterns(NamedTuple):
    sure: "regex.Pattern[str]"
    likely: "regex.Pattern[str]"


def knows_reasons(language: str) -> bool:
    """Return whether the words are known by which texts in this language state a reason."""
    return language in word_lists.read_phrases("reasons")


def reason(text: str, language: str) -> float:
    """Return how surely a text states a reason, by its words: SURE, LIKELY or 0."""
    patterns = _patterns(language)
    if patterns.sure.search(text):
        return SURE
    return LIKELY if patterns.likely.search(text) else 0.0


@cache
def _patterns(language: str) -> _Patterns:
    listed = word_lists.read_phrases("reasons")
    unspaced, own = listed[_UNSPACED], listed.get(language, {})
    return _Patterns(*(_pattern(own.get(kind, ""), unspaced[kind]) for kind in _Patterns._fields))


def _pattern(words: str, inside: str) -> "regex.Pattern[str]":
    whole = "|".join(map(regex.escape, words.split(", ")))
    any_place = "|".join(map(regex.escape, inside.split(", ")))
    if not words:
        return regex.compile(any_place)
    return regex.compile(rf"(?<!\w)(?:{whole})(?!\w)|{any_place}", regex.IGNORECASE)
