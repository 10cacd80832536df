"""Recognise a number or a time that is written in words, for questions that ask how many or when, and units."""

from functools import cache

import regex

from index.analysis import word_lists, words

_UNIT = regex.compile(r"(?P<unit>Rp|[$€£¥])[. ]{0,2}(?=\d)|(?<=\d)[ -]?(?P<unit>\p{L}+|%)", regex.IGNORECASE)


def knows_number_words(language: str) -> bool:
    return language in word_lists.read_phrases("number_words")


def has_number_word(text: str, language: str) -> bool:
    """Return whether a text in a language with a list has a word for a number, a part of the day or the like."""
    return _pattern(language, ("numbers", "times")).search(text) is not None


def has_time_word(text: str, language: str) -> bool:
    """Return whether a text in a language with a list has a word for a time; "the first ruling" has none."""
    return _pattern(language, ("times",)).search(text) is not None


def units(text: str) -> frozenset[str]:
    """Return the words and signs beside the numbers in a text: "rp", "persen"."""
    return frozenset(words.fold(match["unit"]) for match in _UNIT.finditer(text))


@cache
def _pattern(language: str, kinds: tuple[str, ...]) -> "regex.Pattern[str]":
    listed = word_lists.read_phrases("number_words")[language]
    words_of_kinds = "|".join(word for kind in kinds for word in listed[kind].split())
    return regex.compile(rf"(?<!\w)(?:{words_of_kinds})(?!\w)", regex.IGNORECASE)
