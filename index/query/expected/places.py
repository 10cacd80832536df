"""Recognise a text that names a place, for questions that ask where."""

from collections.abc import Collection
from functools import cache

import regex

from index.analysis import word_lists

_NAME = r"[\p{Lu}][\p{L}\p{M}'’.-]+"


def has_place(text: str, said: Collection[str], language: str) -> bool:
    """Return whether a text names a place that a question does not say: a name behind "in", "di" or the like.

    ``said`` are the words of the question, in lower case. In a language without a list, a text may.
    """
    pattern = _pattern(language)
    return pattern is None or any(
        not any(word.lower() in said for word in match["name"].split()) for match in pattern.finditer(text)
    )


@cache
def _pattern(language: str) -> "regex.Pattern[str] | None":
    listed = word_lists.read_words("places").get(language)
    if not listed:
        return None
    before = "|".join(map(regex.escape, listed.split(", ")))
    return regex.compile(rf"(?<!\w)(?:(?i:{before})) (?:\p{{Ll}}+ )?(?<name>{_NAME}(?: {_NAME})*)")
