"""Keep where the terms of a paragraph begin, in scripts without spaces and in Korean.

    header        a marker, and the numbers of characters, of terms, of dates, and of words
    a character   one bit: whether a term begins there
    a word        where it begins, in 16 bits
    a code        12 bits; first those of the dates, then those of the words

Nearly all terms are pairs of characters, which stand in the text as they are. A question looks for them there, and
needs to know no more than how many terms begin before each. The few words of other scripts have codes.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from typing import ClassVar, NamedTuple

from index import analysis
from index.analysis import dates, stems, unspaced, words
from index.analysis.memo import LONGEST_REMEMBERED, Memo
from index.text.term_codes.coding import DIGITS, Wanted, code_of, packed, places_of

MARKER = b"\xff\xff"
"""The first bytes of these codes. Those of other texts begin with the number of terms, which is always smaller."""
_HEADER = struct.Struct("<2sHHBH")
_MOST_DATES = 255
# In bytes, of the text. If its codes were larger, it gets none, and each question analyses it.
_LARGEST_SHARE = 1 / 3
# A letter of a run: beside one, U.S. is no abbreviation.
_BESIDE = "\u4e00"

Hit = tuple[int, int, int, str]
"""The position of a term, where it starts and ends, and the term."""
_Places = Sequence[tuple[int, str]]
"""Words or their terms, each with the place where it begins."""
_Piece = tuple[str, str, _Places]
"""The terms of a text between spaces, joined by spaces; for each of its characters, "1" if a term begins there and
"0" if not; and the terms that are no pairs, with their places.
"""


class _Codes(NamedTuple):
    """The codes of a text; ``begins`` has a bit for each character, the highest for the first one."""

    length: int
    dated: int
    begins: int
    starts: Sequence[int]
    digits: str


def terms_with_codes(text: str, language: str) -> tuple[list[str], bytes] | None:
    """Return the terms of a text, and its codes; None if its pairs are no terms as they stand."""
    pieces = list(map(_pieces_of(language).__getitem__, text.split(" ")))
    if None in pieces:
        return None
    of_pieces, begins, others = zip(*pieces, strict=True)
    written = [term for _, term in dates.find_dates(text, language)]
    terms = " ".join([*written, *of_pieces]).split()
    found = list(_placed(begins, others)) if any(others) else []
    codes = _encoded("0".join(begins), written, found, len(terms)) if len(written) <= _MOST_DATES else b""
    return terms, codes if len(codes) <= _LARGEST_SHARE * len(text.encode("utf-8", "surrogatepass")) else b""


def find(codes: bytes, text: str, language: str, wanted: Wanted) -> tuple[int, list[Hit]] | None:
    """Return the number of a text's terms, and the wanted ones in order; None if the text has to be analysed.

    The codes begin with the marker. They may be damaged, or those of another text.
    """
    read = _read(codes, len(text))
    if read is None:
        return None
    others = _others_in(text, language, read, wanted) if wanted.other_codes and read.digits else []
    if others is None:
        return None
    hits = [*_pairs_in(text, read, wanted), *others]
    if wanted.characters:
        characters = _characters_in(text, read, wanted, hits)
        if characters is None:
            return None
        hits += characters
    hits.sort()
    return read.length, hits


def _read(codes: bytes, size: int) -> _Codes | None:
    """Return the codes of a text with so many characters; None if they cannot be its own."""
    if len(codes) < _HEADER.size:
        return None
    _, characters, length, dated, others = _HEADER.unpack_from(codes)
    middle = _HEADER.size + (characters + 7) // 8
    end = middle + 2 * others
    begins = int.from_bytes(codes[_HEADER.size : middle], "big")
    digits = codes[end:].hex() if others or dated else ""
    if characters != size or begins.bit_count() + dated != length or len(digits) < DIGITS * (dated + others):
        return None
    starts = struct.unpack_from(f"<{others}H", codes, middle) if others else ()
    return _Codes(length, dated, begins, starts, digits)


def _pairs_in(text: str, read: _Codes, wanted: Wanted) -> list[Hit]:
    """Return the wanted pairs, in no order."""
    hits: list[Hit] = []
    begins, before, last, followed, signs = read.begins, read.dated - 1, len(text) - 1, text + " ", unspaced.SIGNS
    for written, term in wanted.pairs:
        start = text.find(written)
        while start >= 0:  # 60 times in a Thai text, so no function of Python is called here
            passed, end = begins >> (last - start), start + len(written)
            if passed & 1 and followed[end] not in signs:
                hits.append((before + passed.bit_count(), start, end, term))
            start = text.find(written, start + 1)
    return hits


def _characters_in(text: str, read: _Codes, wanted: Wanted, hits: Sequence[Hit]) -> list[Hit] | None:
    """Return the wanted characters; None if one of Thai may end a run. ``hits`` are those of the other terms."""
    begins, before, last = read.begins, read.dated - 1, len(text) - 1
    runs, ends = list[Hit](), list[Hit]()
    for written, term in wanted.characters:
        start = text.find(written)
        while start >= 0:
            passed, end = begins >> (last - start), start + len(written)
            hit, after = (before + passed.bit_count(), start, end, term), text[end : end + 1]
            if not passed & 1:
                if unspaced.is_thai(written):
                    return None
                ends.append(hit)
            elif after not in unspaced.SIGNS and not unspaced.are_beside(written[0], after):
                runs.append(hit)
            start = text.find(written, start + 1)
    places = [start for _, start, _, _ in (*hits, *runs)]
    return [*runs, *[end for end in ends if _counts(text, end[1], read, wanted, places)]]


def _counts(text: str, start: int, read: _Codes, wanted: Wanted, places: Sequence[int]) -> bool:
    """Return whether an analysis finds the last character of a run, which it seeks in few pieces between spaces.

    Args:
        places: where the other wanted terms start.
    """
    first, end = text.rfind(" ", 0, start) + 1, text.find(" ", start)
    piece = text[first : end if end >= 0 else len(text)]
    if len(piece) > LONGEST_REMEMBERED:
        return True
    has_other = any(first <= place < first + len(piece) for place in places)
    begun = (read.begins >> (len(text) - first - len(piece))) & ((1 << len(piece)) - 1)
    if begun.bit_count() > 1:
        return has_other or wanted.has_chinese_character
    return has_other and not piece.isalnum()


def _others_in(text: str, language: str, read: _Codes, wanted: Wanted) -> list[Hit] | None:
    """Return the wanted terms that are no pairs; None if the dates are those of another text."""
    hits: list[Hit] = []
    memo, last = analysis.memo_of(language), len(text) - 1
    places = places_of(wanted.other_codes, read.digits, DIGITS * (read.dated + len(read.starts)))
    some_dates = bool(places) and places[0] < read.dated
    written = dates.find_dates(text, language) if some_dates else []
    if some_dates and len(written) != read.dated:
        return None
    for place in places:
        if place < len(written):
            span, term = written[place]
            hits.append((place, *span, term))
        elif place >= read.dated:
            start = min(read.starts[place - read.dated], last)
            word = words.word_at(text, start)
            position = read.dated - 1 + (read.begins >> (last - start)).bit_count()
            hits.append((position, start, start + len(word), memo[word]))
    return [hit for hit in hits if hit[3] in wanted.terms]


def _placed(begins: Iterable[str], others: Iterable[_Places]) -> Iterator[tuple[int, str]]:
    """Yield the words of pieces, and where each begins in the text."""
    offset = 0
    for marks, places in zip(begins, others, strict=True):
        for start, term in places:
            yield offset + start, term
        offset += len(marks) + 1


def _encoded(begins: str, written: Sequence[str], others: _Places, length: int) -> bytes:
    digits = "".join(map(code_of.__getitem__, [*written, *[term for _, term in others]]))
    return b"".join(
        [
            _HEADER.pack(MARKER, len(begins), length, len(written), len(others)),
            int(begins, 2).to_bytes((len(begins) + 7) // 8, "big"),
            struct.pack(f"<{len(others)}H", *[start for start, _ in others]),
            packed(digits),
        ]
    )


class _Pieces(Memo[_Piece | None]):
    # The values are plain tuples, so garbage collection does not look into them again and again.
    limit: ClassVar[int] = 50_000  # about 15 MB


class _Gaps(Memo[_Places]):
    limit: ClassVar[int] = 50_000


def _pieces_of(language: str) -> _Pieces:
    return _pieces_of_stemmer(stems.algorithm_of(language))


@cache
def _pieces_of_stemmer(algorithm: str | None) -> _Pieces:
    memo = analysis.memo_of_stemmer(algorithm)
    return _Pieces(lambda piece: _analysed(piece, memo))


def _analysed(piece: str, memo: Memo[str]) -> _Piece | None:
    """Return the terms of a piece; None if its pairs are no terms as they stand."""
    parts = unspaced.split_regular(piece)
    if parts is None:
        return None
    terms, begins, others, offset = list[str](), list[str](), list[tuple[int, str]](), 0
    for number, part in enumerate(parts):
        if number % 2:
            pairs, marks = unspaced.regular_pairs(part)
            terms += pairs
            begins.append(marks)
        elif part:
            found = [(start, memo[word]) for start, word in _gaps[_BESIDE + part if number else part]]
            found = [(start, term) for start, term in found if term]
            if any(" " in term for _, term in found):
                return None
            terms += [term for _, term in found]
            others += [(offset + start, term) for start, term in found]
            begins.append(_marks(len(part), {start for start, _ in found}))
        offset += len(part)
    return " ".join(terms), "".join(begins), tuple(others)


def _marks(size: int, starts: Set[int]) -> str:
    return "".join(["1" if start in starts else "0" for start in range(size)]) if starts else "0" * size


def _words_in(text: str) -> _Places:
    """Return the words of a text and where they begin; behind a letter of a run, which does not count itself."""
    start = len(_BESIDE) if text.startswith(_BESIDE) else 0
    return tuple([(place - start, word) for place, word, is_run in words.find_undivided(text) if not is_run])


_gaps = _Gaps(_words_in)
