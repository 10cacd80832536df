"""Recognise a number or a time that is written in words, for questions that ask how many or when, and units."""

from functools import cache

import regex

from index.analysis import word_lists, words

_UNIT = regex.compile(r"(?P<unit>Rp|[$€£¥])[. ]{0,2}(?=\d)|(?<=\d)[ -]?(?P<unit>\p{L}+|%)", regex.IGNORECASE)


def knows_number_words(language: str) -> bool:
    return language in word_lists.read_words("number_words")


def has_number_word(text: str, language: str) -> bool:
    """Return whether a text in a language with a list has a word for a number, a part of the day or the like."""
    return _pattern(language).search(text) is not None


def units(text: str) -> frozenset[str]:
    """Return the words and signs beside the numbers in a text: "rp", "persen"."""
    return frozenset(words.fold(match["unit"]) for match in _UNIT.finditer(text))


@cache
def _pattern(language: str) -> "regex.Pattern[str]":
    listed = "|".join(word_lists.read_words("number_words")[language].split())
    return regex.compile(rf"(?<!\w)(?:{listed})(?!\w)", regex.IGNORECASE)
