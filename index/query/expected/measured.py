"""Recognise a question for a measure, such as an age or a distance, and a text that states one."""

from collections.abc import Sequence
from functools import cache

import regex

from index.analysis import word_lists, words

_STATED = "stated"


def asked_measure(question: Sequence[str]) -> str | None:
    """Return which measure a question asks for, given its content words in lower case; None if it asks for none.

    "umur Messi" and "Messi umur" ask for one, but not "putusan usia pensiun" or "pengadilan tinggi", which only
    have such a word. It may stand last where no other word can be meant.
    """
    if len(question) < 2:
        return None
    for measure in word_lists.read_phrases("measured"):
        if question[0] in _asking(measure) or (measure == "age" and question[-1] in _asking(measure)):
            return measure
    return None


def asks_for(word: str, measure: str) -> bool:
    """Return whether a folded word asks for a measure, as "umur" does for an age."""
    return word in _asking(measure)


def states(text: str, measure: str) -> bool:
    """Return whether a text has a number of this measure."""
    return _pattern(measure).search(text) is not None


@cache
def _asking(measure: str) -> frozenset[str]:
    listed = word_lists.read_phrases("measured")[measure]
    return frozenset(words.fold(one) for code, some in listed.items() if code != _STATED for one in some.split())


@cache
def _pattern(measure: str) -> "regex.Pattern[str]":
    return regex.compile(word_lists.read_phrases("measured")[measure][_STATED], regex.IGNORECASE)
