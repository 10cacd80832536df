"""Text to terms, the same way for paragraphs and questions. Engines and highlighting see only these."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.analysis import stems, words
from index.models import Span

# Raised whenever the same text gives other terms: indexes of another version are made anew.
VERSION = 1


class Term(NamedTuple):
    """A word of a text: what it is searched as, and where it stands."""

    text: str
    span: Span


def version() -> str:
    """Returns what the terms of a text depend on: these rules, and the releases of what they stand on."""
    return f"{VERSION}-{stems.version()}-{unicodedata.unidata_version}"


def analyse(text: str, language: str) -> Iterator[Term]:
    """Yield the terms of a text in the given language, in order. Safe in any thread."""
    for span in words.find(text):
        if term := term_of(text[span.start : span.end], language):
            yield Term(term, span)


def terms(text: str, language: str) -> list[str]:
    return [term.text for term in analyse(text, language)]


# News repeats itself: on 35,000 different words the cache holds nearly all that a day of questions needs.
@lru_cache(maxsize=200_000)
def term_of(word: str, language: str) -> str:
    """Returns the term of one word, or "" when nothing but marks is left of it."""
    return words.without_accents(stems.stem(words.fold(word), language))
