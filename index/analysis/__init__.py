"""Turn text into terms, in the same way for paragraphs and questions. Engines and highlighting see only terms."""

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from index.analysis import dates, numbers, stems, unspaced, words
from index.analysis.memo import LONGEST_REMEMBERED, Memo
from index.model.records import Span

# Raise it whenever a change gives any text other terms: indexes of another version are rebuilt.
VERSION = 8
# Abbreviations that are common words without their capitals, and the term of each, by stemmer.
_CAPITALS = {
    "indonesian": {"AS": "usa", "US": "usa", "WHO": "whoun"},
    "english": {"US": "usa", "WHO": "whoun"},
}
_ABBREVIATION = re.compile(r"(?<![\w.])(?:AS|US|WHO|A\.S|U\.S|W\.H\.O)(?![\w'])")
# The longest words in news have about 60 letters. Anything longer is not a word, and indexes limit the size of a
# term.
_LONGEST = 255


class Term(NamedTuple):
    """A term in a text, with its place: the offsets of the word, and its position among the terms, from 0."""

    text: str
    span: Span
    position: int


class Occurrences(NamedTuple):
    """The wanted terms of a text: first the dates, then the words, each in order. Some overlap.

    ``length`` is the number of all terms in the text.
    """

    terms: list[Term]
    length: int


def terms_version() -> str:
    """Return the version of everything that terms depend on: these rules and the libraries below them."""
    return f"{VERSION}-{stems.stemmer_version()}-{dates.month_names_version()}-{unicodedata.unidata_version}"


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text in the given language, in order. No term is empty or contains white space.

    A date has one term besides those of its words. The terms of dates come first. Safe in any thread.
    """
    written = dates.find_dates(text, language)
    found = " ".join(terms_by_piece(text, language)).split()
    return [term for _, term in written] + found if written else found


def terms_by_piece(text: str, language: str) -> list[str]:
    """Return the terms of each piece of a text, joined by spaces, without those of dates."""
    return list(map(memo_of(language).__getitem__, pieces(text, language)))


def pieces(text: str, language: str) -> list[str]:
    """Return the pieces between white space. To find 40 words takes 60 µs, to look up such pieces 8 µs."""
    if text.isascii():
        # This gives the same words and a third as many different pieces to remember. Other scripts are left to
        # fold.
        text = _with_capitals(text, language).lower().replace(". ", " ").replace(", ", " ")
    return text.split()


def terms_in_place(text: str, language: str) -> list[str]:
    """Return all terms that ``occurrences`` finds in a text, in order: the place of a term here is its position.

    This takes a third of the time. The text has no script without spaces, in which one character may be wanted.
    """
    found = " ".join(map(memo_of(language).__getitem__, text.split())).split()
    written = dates.find_dates(text, language)
    return [*(term for _, term in written), *found] if written else found


def _with_capitals(text: str, language: str) -> str:
    """Return a text with the terms of abbreviations that are other words without their capitals."""
    capitals = _CAPITALS.get(stems.algorithm_of(language) or "")
    if capitals and any(abbreviation in text for abbreviation in capitals):
        return _ABBREVIATION.sub(lambda match: capitals.get(match[0].replace(".", ""), match[0]), text)
    return text


def occurrences(text: str, language: str, wanted: Set[str]) -> Occurrences:
    """Return the places of the wanted terms in a text. Safe in any thread.

    A wanted term with spaces is a phrase: it stands where its terms follow one another, at the place of the first.
    """
    if not any(" " in term for term in wanted):
        return _occurrences(text, language, wanted)
    found, length = _occurrences(text, language, frozenset(part for term in wanted for part in term.split()))
    return Occurrences(with_phrases(found, wanted), length)


def with_phrases(found: Sequence[Term], wanted: Set[str]) -> list[Term]:
    """Return the wanted terms and phrases of a text by its terms of which they consist, which are in order."""
    at = {term.position: term for term in found}
    joined = []
    for phrase in [term for term in wanted if " " in term]:
        first, *others = phrase.split()
        for term in found:
            if term.text != first:
                continue
            following = [at.get(term.position + distance) for distance in range(1, len(others) + 1)]
            if all(one is not None and one.text == other for one, other in zip(following, others, strict=True)):
                end = max(term.span.end, *[one.span.end for one in following if one])
                joined.append(Term(phrase, Span(term.span.start, end), term.position))
    return sorted([*[term for term in found if term.text in wanted], *joined], key=lambda term: term.position)


def _occurrences(text: str, language: str, wanted: Set[str]) -> Occurrences:
    written = dates.find_dates(text, language)
    found = [Term(term, span, number) for number, (span, term) in enumerate(written) if term in wanted]
    memo, wanted = memo_of(language), frozenset(wanted)
    pieces = text.split(" ")  # only by the space, so that the offsets add up
    terms = [memo[piece] if len(piece) <= LONGEST_REMEMBERED else " " for piece in pieces]
    hits = wanted.intersection(terms)
    ends = list(accumulate(map(len, pieces)))
    # Most pieces are one word that is not wanted. Only the others are looked at one by one.
    position = len(written)
    for number in [n for n, term in enumerate(terms) if term in hits or " " in term or not term]:
        piece, term = pieces[number], terms[number]
        start, place = ends[number] - len(piece) + number, position + number
        if term in hits:
            word = piece if piece.isalnum() else words.bare(piece)
            if word:
                begin = start + piece.index(word)
                found.append(Term(term, Span(begin, begin + len(word)), place))
            else:
                position += _place(piece, memo, wanted, Term("", Span(start, start), place), found) - place - 1
        elif term and (several := term.split()) and wanted.isdisjoint(several) and not _has_character(wanted):
            position += len(several) - 1
        else:
            position += _place(piece, memo, wanted, Term("", Span(start, start), place), found) - place - 1
    return Occurrences(found, position + len(pieces))


@lru_cache(maxsize=64)
def _has_character(wanted: frozenset[str]) -> bool:
    """Return whether a term is one Chinese character, which stands within pairs that are other terms."""
    return any(len(term) == 1 and unspaced.is_one_character(term) for term in wanted)


def _place(piece: str, memo: Memo[str], wanted: frozenset[str], at: Term, found: list[Term]) -> int:
    """Do what ``place_words`` does, and look only at a few pairs of a script without spaces."""
    position, parts = at.position, unspaced.split_usual(piece) if unspaced.has_unspaced(piece) else None
    if parts is None:
        return place_words(piece, memo, wanted, at, found)
    start, end, hits = at.span.start, 0, iter(unspaced.find_first(piece, wanted))
    hit = next(hits, len(piece))
    for number, part in enumerate(parts):
        end += len(part)
        if number % 2:
            for nth, first, last in unspaced.usual_pairs(part, wanted) if hit < end else ():
                span = Span(start + first, start + last)
                found.append(Term(memo[part[first:last]], span, position + nth))
            position += len(part) - 1 or 1
        elif part and (terms := memo[part]):
            several = terms.split()
            if not wanted.isdisjoint(several):
                place_words(part, memo, wanted, Term("", Span(start, start), position), found)
            position += len(several)
        start += len(part)
        while hit < end:
            hit = next(hits, len(piece))
    return position


def place_words(piece: str, memo: Memo[str], wanted: frozenset[str], at: Term, found: list[Term]) -> int:
    """Add the wanted terms of a piece of text that starts at a place, and return the position that follows it."""
    position = at.position
    if bare := words.bare(piece):  # as most pieces are; to find the words of any piece takes 4 µs
        term, start = memo[bare], at.span.start + piece.index(bare)
        if term in wanted:
            found.append(Term(term, Span(start, start + len(bare)), position))
        return position + bool(term)
    for offset, word, is_run in words.find_undivided(piece):
        start = at.span.start + offset
        if is_run and (pairs := unspaced.find_pairs(word, wanted)):
            for number, first, end in pairs[0]:
                term = memo[word[first:end]]
                found.append(Term(term, Span(start + first, start + end), position + number))
            position += pairs[1]
            continue
        characters = unspaced.characters(word) if is_run else [word]
        parts = unspaced.pairs(characters)
        terms = list(map(memo.__getitem__, parts))
        if not wanted.isdisjoint(terms):
            starts = accumulate(map(len, characters), initial=start)
            places = zip(terms, parts, starts, accumulate(map(bool, terms), initial=position), strict=False)
            found += [
                Term(term, Span(start, start + len(part)), place)
                for term, part, start, place in places
                if term in wanted
            ]
        position += len(terms) if all(terms) else sum(map(bool, terms))
    return position


def term_of(word: str, language: str) -> str:
    """Return the term of one word, or "" for a word of marks alone."""
    return memo_of(language)[word]


def memo_of(language: str) -> Memo[str]:
    """Return the memo of the terms of pieces of text, joined by spaces."""
    return memo_of_stemmer(stems.algorithm_of(language))


@cache
def memo_of_stemmer(algorithm: str | None) -> Memo[str]:
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
    plain = word[:_LONGEST].replace(".", "")
    if plain.isupper() and plain in _CAPITALS.get(algorithm or "", ()):
        return _CAPITALS[algorithm or ""][plain]
    if algorithm == stems.TURKISH:
        plain = words.without_turkish_ending(plain)
    stem = stems.stem(words.fold(plain), algorithm)
    if stem.isascii() and stem.isalnum():
        return stem[:_LONGEST]
    if algorithm in stems.TONAL:
        marked = words.with_tone_last(stem) if algorithm == stems.VIETNAMESE else stem.replace("'", "")
        return "".join(marked.split())[:_LONGEST]
    # A compatibility form of one character can be several words with spaces (U+FDFA).
    return "".join(words.strip_accents(stem).split())[:_LONGEST]
