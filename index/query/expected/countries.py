"""Find countries and their people in texts, in Indonesian and English: "Vietnam", "Vietnamese", "Arab Saudi"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex
from babel import Locale
from babel.core import get_global

from index.analysis import word_lists, words

_LANGUAGES = ("id", "en")
# Of "Brazil", "Canada", "Japan", "Iraq" and "Ireland", by what the names of their people end in.
_ENDINGS = ("n", "an", "ian", "ean", "ese", "i", "ish")
_VOWELS = "aeiouy"
_WORD = regex.compile(r"\w+")
# Neither English nor Arabic is the word for the people of one country.
_OF_MANY = frozenset({"en", "ar"})
_SHORTEST_LANGUAGE = _ALIKE = 5
_ALIASES = "aliases"
# "Ukrainian Foreign Minister", "Gubernur Bank Indonesia", "President of the Philippines".
_CAPITALS_BEFORE = regex.compile(r"(?:\p{Lu}[\p{L}.'’-]* ){1,2}$")
_CAPITALS_BEHIND = regex.compile(r"(?:(?: of)?(?: the)? \p{Lu}[\p{L}.'’-]*){1,3}")


class Country(NamedTuple):
    """A place in a text where it names a country or its people, and the code of the country."""

    start: int
    end: int
    code: str


def countries(text: str) -> list[Country]:
    """Return the countries that a text names, in order."""
    codes, found, end = _codes(), list[Country](), 0
    for word in _WORD.finditer(text):
        pattern = _named_from(word[0].lower()) if word.start() >= end else None
        if match := pattern and pattern.match(text, word.start()):
            end = match.end()
            found.append(Country(match.start(), end, codes[words.fold(match[0])]))
    return found


def countries_beside(text: str, start: int, end: int) -> frozenset[str]:
    """Return the codes of the countries named in one run of capitals with a word: "Gubernur Bank Indonesia"."""
    runs = (_CAPITALS_BEFORE.search(text[:start]), _CAPITALS_BEHIND.match(text, end))
    return frozenset(one.code for run in runs if run for one in countries(run[0]))


def _of_language(name: str, likely: str, named: Mapping[str, Sequence[str]]) -> str:
    """Return the country of a language: the one named like it, not the one where most speak it (Portuguese)."""
    alike = (code for code, names in named.items() if names[-1][:_ALIKE] == name[:_ALIKE])
    return next(alike, likely)


@cache
def _by_beginning() -> Mapping[str, Sequence[str]]:
    """Return the names by their first words: one pattern of all would take a tenth of a second to make."""
    names = defaultdict[str, list[str]](list)
    for name in _codes():
        if beginning := _WORD.match(name):
            names[beginning[0]].append(name)
    return names


@cache
def _pattern(beginning: str) -> "regex.Pattern[str]":
    longest_first = sorted(_by_beginning()[beginning], key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)", regex.IGNORECASE)


def _named_from(beginning: str) -> "regex.Pattern[str] | None":
    return _pattern(beginning) if beginning in _by_beginning() else None


@cache
def _codes() -> Mapping[str, str]:
    """Return the codes of the countries by the folded names of each and of its people."""
    shared = set(Locale("en").territories) & set(Locale("id").territories)
    named = {code: [*_names(code)] for code in sorted(shared) if _is_country(code)}
    codes = {people: code for code, names in named.items() for people in _people(names[-1])}
    by_language = {name: _of_language(name, code, named) for name, code in _by_language().items()}
    codes |= {name: code for name, code in by_language.items() if name not in codes}
    codes |= {name: code for code, names in named.items() for name in names}
    aliases = word_lists.read_phrases("countries")[_ALIASES]
    return codes | {alias: code for code, listed in aliases.items() for alias in listed.split(", ")}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")


def _names(code: str) -> Iterator[str]:
    yield from (words.fold(Locale(language).territories[code]) for language in _LANGUAGES)


def _people(name: str) -> Iterator[str]:
    """Yield what the people of a country may be called: Brazilian, Canadian, Japanese, Iraqi, Spanish."""
    if " " in name:
        return
    for stem in (name, name.rstrip(_VOWELS)):
        yield from (f"{stem}{ending}" for ending in _ENDINGS)


def _by_language() -> dict[str, str]:
    """Return the countries by the English names of their languages: "French", "Dutch"."""
    likely = get_global("likely_subtags")
    return {
        words.fold(name): likely[code].rsplit("_", 1)[-1]
        for code, name in Locale("en").languages.items()
        if code in likely and len(code) == 2 and code not in _OF_MANY and len(name) >= _SHORTEST_LANGUAGE
    }
