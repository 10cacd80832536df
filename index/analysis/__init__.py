"""Text to terms, the same way for paragraphs and questions. Engines and highlighting see only these."""

import unicodedata
from collections.abc import Iterator, Set
from functools import cache
from typing import NamedTuple

from index.analysis import dates, numbers, stems, words
from index.analysis.memo import Memo
from index.model.records import Span

# Raise it whenever a change gives any text other terms: stored indexes are made anew then.
VERSION = 2
# The longest word of news has some 60 letters. What is longer is no word, and indexes limit the bytes of a term.
_LONGEST = 255


class Term(NamedTuple):
    """A word of a text: what it is searched as, where it stands, and as which of the terms, from 0."""

    text: str
    span: Span
    position: int


class Occurrences(NamedTuple):
    """The dates, then the words of a text whose terms are wanted, each in order; some overlap.

    ``length`` is the number of all terms of the text.
    """

    terms: list[Term]
    length: int


def terms_version() -> str:
    """Return what the terms of a text depend on: these rules, and the releases of what they stand on."""
    return f"{VERSION}-{stems.stemmer_version()}-{dates.month_names_version()}-{unicodedata.unidata_version}"


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text in the given language, in order; none is empty or has white space in it.

    A date has a term of its own beside those of its words; these come first. Safe in any thread.
    """
    written = dates.find_dates(text, language)
    # No word goes across white space, so the text is looked up in pieces between it. On 40 words that takes 8 µs,
    # and finding each word takes 60.
    if text.isascii():
        # The same words, a third as many different pieces to remember. What other scripts make of it is for fold.
        text = text.lower().replace(". ", " ").replace(", ", " ")
    found = " ".join(map(_memo(language).__getitem__, text.split())).split()
    return [term for _, term in written] + found if written else found


def occurrences(text: str, language: str, wanted: Set[str]) -> Occurrences:
    """Return where the wanted terms of a text are. Safe in any thread."""
    written = dates.find_dates(text, language)
    found = [Term(term, span, number) for number, (span, term) in enumerate(written) if term in wanted]
    memo = _memo(language)
    start, position = 0, len(written)
    for piece in text.split(" "):  # by the space alone, so that offsets add up
        terms = memo[piece]
        if terms in wanted and piece.isalnum():
            found.append(Term(terms, Span(start, start + len(piece)), position))
            position += 1
        elif terms in wanted or " " in terms:
            several = terms.split()
            if not wanted.isdisjoint(several):
                found += _placed(piece, memo, wanted, start, position)
            position += len(several)
        elif terms:
            position += 1
        start += len(piece) + 1
    return Occurrences(found, position)


def _placed(piece: str, memo: Memo[str], wanted: Set[str], start: int, position: int) -> Iterator[Term]:
    """Yield the wanted terms of a piece of text that starts here, as which of the terms they stand."""
    for span in words.find_words(piece):
        term = memo[piece[span.start : span.end]]
        if term in wanted:
            yield Term(term, Span(start + span.start, start + span.end), position)
        position += bool(term)


def term_of(word: str, language: str) -> str:
    """Return the term of one word, or "" when nothing but marks is left of it."""
    return _memo(language)[word]


def _memo(language: str) -> Memo[str]:
    return _memo_of(stems.algorithm_of(language))


@cache
def _memo_of(algorithm: str | None) -> Memo[str]:
    """The terms of each piece of text, joined by spaces; languages that are stemmed alike share them."""
    memo: Memo[str] = Memo(lambda piece: _joined_terms(piece, algorithm, memo))
    return memo


def _joined_terms(piece: str, algorithm: str | None, memo: Memo[str]) -> str:
    found = words.split_words(piece)
    if found == [piece]:
        return _term(piece, algorithm)
    return " ".join([memo[word] for word in found])


def _term(word: str, algorithm: str | None) -> str:
    if word[:1].isdecimal() and not (word.isascii() and word.isalnum()):
        return numbers.normalised_number(word)[:_LONGEST]
    stem = stems.stem(words.fold(word[:_LONGEST]), algorithm)
    if stem.isascii() and stem.isalnum():
        return stem[:_LONGEST]
    # Compatible characters of one letter can be words with spaces between them (U+FDFA).
    return "".join(words.strip_accents(stem).split())[:_LONGEST]
