"""Recognise a number or a time that is written in words, for questions that ask how many or when."""

from functools import cache

import regex

from index.analysis import word_lists


def knows_number_words(language: str) -> bool:
    return language in word_lists.read_words("number_words")


def has_number_word(text: str, language: str) -> bool:
    """Return whether a text in a language with a list has a word for a number, a part of the day or the like."""
    return _pattern(language).search(text) is not None


@cache
def _pattern(language: str) -> "regex.Pattern[str]":
    words = "|".join(word_lists.read_words("number_words")[language].split())
    return regex.compile(rf"(?<!\w)(?:{words})(?!\w)", regex.IGNORECASE)
