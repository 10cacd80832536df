"""Abbreviations in text: with which of them a sentence may end, and what has to follow then."""

from enum import StrEnum
from functools import cache

import regex

from index.analysis import stopwords, word_lists

_SHARING = {"ms": ("ms", "id"), "nb": ("no",), "nn": ("no",)}
# For a text in a language without a list.
_DEFAULT = ("en",)
_MARKS_BEFORE = "\"'([“‘«„-/"
_DEGREE = regex.compile(r"\p{L}{1,4}(?:\.\p{L}{1,4})+")
_NUMERAL = regex.compile(r"\p{Nd}|[IVXLC]+\b")
_CAPITAL = regex.compile(r"[\p{Lu}\p{Lt}][\p{L}\p{M}'’]*")
# "5 p.m. Monday", "11 a.m. ET"
_AFTER_CLOCK = regex.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4})\b")
_CLOCK = frozenset({"a.m", "p.m", "m"})


class Kind(StrEnum):
    """What an abbreviation stands before, if it stands before something."""

    NAME = "name"
    NUMBER = "number"
    ANYWHERE = "anywhere"


def may_end_with(word: str, rest: str, language: str) -> bool:
    """Return whether a sentence may end with a word and its full stop, before the rest of the text."""
    short = word.lstrip(_MARKS_BEFORE).removesuffix(".").lower()
    kinds = _kinds(language)
    if short in _CLOCK and _AFTER_CLOCK.match(rest):
        return False
    if short in kinds[Kind.ANYWHERE] or (
        "." in short and short not in kinds[Kind.NAME] and _DEGREE.fullmatch(short)
    ):
        return _CAPITAL.match(rest) is not None
    if short in kinds[Kind.NUMBER]:
        return _NUMERAL.match(rest) is None and is_beginning(rest, language)
    return short not in kinds[Kind.NAME]


def ends_with(word: str, rest: str, language: str) -> bool:
    """Return whether a sentence ends with a word, which may be an abbreviation, and its full stop.

    Splitters take "etc. Prices" and "No. It is" for the middle of a sentence.
    """
    short, kinds = word.lstrip(_MARKS_BEFORE).removesuffix(".").lower(), _kinds(language)
    if short not in kinds[Kind.ANYWHERE] | kinds[Kind.NUMBER]:
        return False
    return may_end_with(word, rest, language)


def is_beginning(rest: str, language: str) -> bool:
    """Return whether a text goes on as a sentence begins: with a function word that has a capital letter."""
    first = _CAPITAL.match(rest)
    return first is not None and first[0].lower() in stopwords.stop_words(language or "en")


@cache
def _kinds(language: str) -> dict[Kind, frozenset[str]]:
    lists = word_lists.read_phrases("abbreviations")
    codes = _SHARING.get(language, (language,) if language in lists[Kind.NAME] else _DEFAULT)
    return {kind: frozenset(word for code in codes for word in lists[kind].get(code, "").split()) for kind in Kind}
