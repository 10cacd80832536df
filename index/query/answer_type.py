"""What kind of answer a question asks for, and whether a sentence has one: a name, a time, a number."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import regex

from index.analysis import dates, word_lists, words

_GLUED = "glued"
_NUMBER = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)*|[一二三四五六七八九十百千万亿兩两]+")
_YEAR = regex.compile(r"(?<!\p{Nd})(?:1[0-9]|20)\p{Nd}{2}(?!\p{Nd})")
_CLOCK = regex.compile(r"(?<!\p{Nd})[0-2]?\p{Nd}[.:][0-5]\p{Nd}(?!\p{Nd})")
# A word with a capital that does not begin the sentence, or two of them.
_NAME = regex.compile(r"(?<=\S )[\p{Lu}][\p{L}\p{M}'’-]+|^[\p{Lu}][\p{L}\p{M}'’-]+ [\p{Lu}][\p{L}\p{M}'’-]+")


class Kind(StrEnum):
    NAME = "name"
    TIME = "time"
    NUMBER = "number"


# "tahun berapa" asks for a time and "siapa dan berapa" first for a name; a number is what is left.
_IN_ORDER = (Kind.TIME, Kind.NAME, Kind.NUMBER)


class AskedKind(NamedTuple):
    """The kind of answer asked for, and the words of the question, in lower case: these are no answer."""

    kind: Kind
    said: frozenset[str]


def asked_for(question: str, languages: Sequence[str]) -> AskedKind | None:
    """Return the kind of answer that a question in one of these languages asks for, as far as its words tell."""
    padded = f" {' '.join(words.fold(word) for word in words.undivided_words(question))} "
    phrases = _phrases()
    for kind in _IN_ORDER:
        if any(phrase in padded for phrase in phrases[_GLUED].get(kind, ())) or any(
            f" {phrase} " in padded for code in languages for phrase in phrases.get(code, {}).get(kind, ())
        ):
            return AskedKind(kind, frozenset(words.fold(word) for word in words.split_words(question)))
    return None


def has(text: str, asked: AskedKind, language: str) -> bool:
    """Return whether a text has an answer of the kind asked for, other than what the question says."""
    kind, said = asked
    if kind is Kind.NAME:
        return any(said.isdisjoint(match[0].lower().split()) for match in _NAME.finditer(text))
    if kind is Kind.TIME:
        # What tells most quickly first: the names of months are those of a language, and have to be looked up.
        return (
            any(match[0] not in said for pattern in (_YEAR, _CLOCK) for match in pattern.finditer(text))
            or bool(dates.calendar_names(text, language))
            or bool(dates.find_dates(text, language))
        )
    numbers = [match for match in _NUMBER.finditer(text) if match[0] not in said]
    of_dates = [span for span, _ in dates.find_dates(text, language)] if numbers else []
    return any(not any(span.start <= match.start() < span.end for span in of_dates) for match in numbers)


@cache
def _phrases() -> Mapping[str, Mapping[Kind, tuple[str, ...]]]:
    return {
        code: {
            Kind(kind): tuple(words.fold(phrase) for phrase in text.split(", ")) for kind, text in kinds.items()
        }
        for code, kinds in word_lists.read_list("answer_kinds").items()
    }
