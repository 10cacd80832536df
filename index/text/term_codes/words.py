"""Keep the terms of a paragraph with spaces between its words as 12 bits each.

    header                     the numbers of terms, of pieces between spaces, of dates, and of irregular pieces
    an irregular piece         its number, and how many terms it has: none, or several
    a term                     its code; first those of the dates, then those of the pieces, in order

One of 4096 other terms has the same code, so the piece at its place is analysed before it counts: a few words in
place of all of them. A piece between spaces is nearly always one term, which is why its place is that of its term.
With codes of one byte, many more pieces were analysed; with two bytes, they took a third of the space of the text.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate

from index import analysis
from index.analysis import Term, dates, stems
from index.model.records import Span
from index.text.term_codes.coding import DIGITS, Found, Wanted, code_of, packed, places_of

_HEADER = struct.Struct("<HHBB")
# An irregular piece is one number: that of the piece, and its terms in the lowest bits.
_BITS = 4
_MOST_TERMS, _MOST_PIECES, _MOST_COUNTED = (1 << _BITS) - 1, (1 << (16 - _BITS)) - 1, 255
# In characters. Of a longer text, no question reads all.
_LONGEST = 16_000
# Where these stand, a text as a whole has other terms than its words by themselves.
_CAPITALS = ("AS", "US", "WHO", "A.S", "U.S", "W.H.O")


def terms_with_codes(text: str, language: str) -> tuple[list[str], bytes]:
    """Return the terms of a paragraph, and their codes; b"" if a question has to analyse the text itself."""
    written = [term for _, term in dates.find_dates(text, language)]
    by_piece = analysis.terms_by_piece(text, language)
    terms = " ".join([*written, *by_piece]).split()
    return terms, _encoded(len(terms), written, by_piece) if _is_regular(text, language) else b""


def find(codes: bytes, text: str, language: str, wanted: Wanted) -> tuple[int, Found] | None:
    """Return the number of a text's terms, and the wanted ones; None if the codes are those of another text."""
    pieces = text.split()
    if len(codes) >= _HEADER.size and len(pieces) != _HEADER.unpack_from(codes)[1]:
        pieces = analysis.pieces(text, language)  # there is a full stop or comma by itself
    hits = _hits(codes, pieces, wanted.codes)
    if hits is None:
        return None
    length, dated, places = hits
    if not places:
        return length, []
    written = dates.find_dates(text, language) if places[0] < dated else []
    if written and len(written) != dated:
        return None
    found = [(position, written[position][1]) for position in places if position < dated] if written else []
    found += _found_in(pieces, language, places, dated, codes)
    return length, [one for one in found if one[1] in wanted.terms]


def occurrences(codes: bytes, text: str, language: str, wanted: Wanted) -> list[Term] | None:
    """Return the wanted terms of a text with their places, as ``analysis.occurrences`` does.

    Only pieces that may have one are analysed. The result is None if the codes are those of another text, or if
    other spaces than single ones stand between the pieces.
    """
    pieces = text.split(" ")
    hits = _hits(codes, pieces, wanted.codes) if pieces == text.split() else None
    written = dates.find_dates(text, language) if hits else []
    if hits is None or len(written) != hits[1]:
        return None
    _, dated, places = hits
    found = [Term(term, span, number) for number, (span, term) in enumerate(written) if term in wanted.terms]
    starts = list(accumulate([len(piece) + 1 for piece in pieces], initial=0))
    memo = analysis.memo_of(language)
    # A piece may have several of the terms.
    firsts = {number: position - nth for position, number, nth in _pieces_of(places, dated, codes)}
    for number, first in firsts.items():
        if number < len(pieces) and not wanted.terms.isdisjoint(memo[pieces[number]].split()):
            at = Term("", Span(starts[number], starts[number]), first)
            analysis.place_words(pieces[number], memo, wanted.terms, at, found)
    return found


def _hits(codes: bytes, pieces: Sequence[str], wanted_codes: Set[str]) -> tuple[int, int, list[int]] | None:
    """Return the numbers of terms and of dates, and the positions of the wanted codes; None for another text."""
    if len(codes) < _HEADER.size:
        return None
    length, count, dated, irregular = _HEADER.unpack_from(codes)
    digits = codes[_HEADER.size + 2 * irregular :].hex()
    if len(pieces) != count or len(digits) < DIGITS * length or length < dated:
        return None
    return length, dated, places_of(wanted_codes, digits, DIGITS * length)


def _found_in(pieces: Sequence[str], language: str, positions: Iterable[int], dated: int, codes: bytes) -> Found:
    """Return the terms at those of these positions that are behind the dates."""
    memo, found = analysis.memo_of(language), Found()
    if not dated and not codes[_HEADER.size - 1]:  # each piece is one term, as in one of four paragraphs
        return [(position, memo[pieces[position]]) for position in positions if position < len(pieces)]
    for position, number, nth in _pieces_of(positions, dated, codes):
        if number < len(pieces):
            term = memo[pieces[number]]
            if " " in term:
                several = term.split()
                term = several[nth] if nth < len(several) else ""
            found.append((position, term))
    return found


def _pieces_of(positions: Iterable[int], dated: int, codes: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each position behind the dates, which ascend, with the number of its piece and its place in that."""
    irregular = iter(struct.unpack_from(f"<{codes[_HEADER.size - 1]}H", codes, _HEADER.size))
    shift = dated
    number, terms = _next(irregular)
    for position in positions:
        if position < dated:
            continue
        while position >= number + shift + terms:
            shift += terms - 1
            number, terms = _next(irregular)
        piece = min(position - shift, number)
        yield position, piece, position - shift - piece


def _next(irregular: Iterable[int]) -> tuple[int, int]:
    """Return the number of the next irregular piece and of its terms; after the last one, one beyond any text."""
    packed = next(iter(irregular), None)
    return (1 << 30, 1) if packed is None else (packed >> _BITS, packed & _MOST_TERMS)


def _encoded(length: int, written: Sequence[str], by_piece: Sequence[str]) -> bytes:
    """Return the codes of a text with so many terms: those of its dates, and those of each piece.

    The terms of pieces are the very objects that index.analysis remembers. Their codes are found in a third of the
    time that those of equal texts take.
    """
    dated, digits = len(written), "".join(map(code_of.__getitem__, by_piece))
    irregular = []
    if length != dated + len(by_piece) or "" in by_piece:
        irregular = [
            (number, term.count(" ") + 1 if term else 0)
            for number, term in enumerate(by_piece)
            if not term or " " in term
        ]
    most = max([count for _, count in irregular]) if irregular else 0
    if (
        max(dated, len(irregular)) > _MOST_COUNTED
        or most > _MOST_TERMS
        or len(by_piece) > _MOST_PIECES
        or length > 0xFFFF
    ):
        return b""
    numbers = struct.pack(f"<{len(irregular)}H", *[number << _BITS | count for number, count in irregular])
    if written:
        digits = "".join(map(code_of.__getitem__, written)) + digits
    return _HEADER.pack(length, len(by_piece), dated, len(irregular)) + numbers + packed(digits)


def _is_regular(text: str, language: str) -> bool:
    """Return whether a text has the terms that its words have by themselves, and spaces between them."""
    if len(text) > _LONGEST:
        return False
    if not text.isascii():
        return True
    if stems.algorithm_of(language) == stems.TURKISH and "I" in text:
        return False
    return not any(one in text for one in _CAPITALS)
