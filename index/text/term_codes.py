"""Keep the terms of a paragraph as 12 bits each, so that a question finds its words without analysing the text.

    header                     the numbers of terms, of pieces between spaces, of dates, and of irregular pieces
    an irregular piece         its number, and how many terms it has: none, or several
    a term                     its code; first those of the dates, then those of the pieces, in order

One of 4096 other terms has the same code, so the piece at its place is analysed before it counts: a few words in
place of all of them. A piece between spaces is nearly always one term, which is why its place is that of its term.
With codes of one byte, many more pieces were analysed; with two bytes, they took a third of the space of the text.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence, Set

from index import analysis
from index.analysis import dates, stems, unspaced
from index.analysis.memo import Memo

_HEADER = struct.Struct("<HHBB")
# An irregular piece is one number: that of the piece, and its terms in the lowest bits.
_BITS = 4
_MOST_TERMS, _MOST_PIECES, _MOST_COUNTED = (1 << _BITS) - 1, (1 << (16 - _BITS)) - 1, 255
# In characters. Of a longer text, no question reads all.
_LONGEST = 16_000
_DIGITS = 3  # hexadecimal ones of a code
# Where these stand, a text as a whole has other terms than its words by themselves.
_CAPITALS = ("AS", "US", "WHO", "A.S", "U.S", "W.H.O")

Found = list[tuple[int, str]]
"""The positions of terms in a text, in order, each with its term."""


def terms_with_codes(text: str, language: str) -> tuple[list[str], bytes]:
    """Return the terms of a paragraph, and their codes; b"" if a question has to analyse the text itself."""
    written = [term for _, term in dates.find_dates(text, language)]
    by_piece = analysis.terms_by_piece(text, language)
    terms = " ".join([*written, *by_piece]).split()
    return terms, _encoded(len(terms), written, by_piece) if _is_regular(text, language) else b""


def codes_of(terms: Iterable[str]) -> frozenset[str]:
    """Return the codes of some terms."""
    return frozenset(map(_code.__getitem__, terms))


def find(
    codes: bytes, text: str, language: str, wanted: Set[str], wanted_codes: Set[str]
) -> tuple[int, Found] | None:
    """Return the number of a text's terms, and the wanted ones; None if the codes are those of another text.

    Args:
        wanted: the terms to find, none of them a phrase.
        wanted_codes: their codes.
    """
    if len(codes) < _HEADER.size:
        return None
    length, count, dated, irregular = _HEADER.unpack_from(codes)
    pieces, digits = text.split(), codes[_HEADER.size + 2 * irregular :].hex()
    if len(pieces) != count:  # there is a full stop or comma by itself
        pieces = analysis.pieces(text, language)
    if len(pieces) != count or len(digits) < _DIGITS * length or length < dated:
        return None
    hits = _places(digits, wanted_codes, _DIGITS * length)
    if not hits:
        return length, []
    written = [term for _, term in dates.find_dates(text, language)] if hits[0] < dated else []
    if written and len(written) != dated:
        return None
    found = [(position, written[position]) for position in hits if position < dated]
    found += _found_in(pieces, language, [position for position in hits if position >= dated], dated, codes)
    return length, [one for one in found if one[1] in wanted]


def _places(digits: str, wanted_codes: Set[str], end: int) -> list[int]:
    """Return the positions of these codes, in order. Python looks for each in C, so few codes take little time."""
    places = []
    for code in wanted_codes:
        at = digits.find(code, 0, end)
        while at >= 0:
            if at % _DIGITS == 0:
                places.append(at // _DIGITS)
            at = digits.find(code, at + 1, end)
    return sorted(places)


def _found_in(pieces: Sequence[str], language: str, positions: Iterable[int], dated: int, codes: bytes) -> Found:
    """Return the terms at these positions behind the dates, which ascend."""
    irregular = iter(struct.unpack_from(f"<{codes[_HEADER.size - 1]}H", codes, _HEADER.size))
    shift, found = dated, Found()
    number, terms = _next(irregular)
    for position in positions:
        while position >= number + shift + terms:
            shift += terms - 1
            number, terms = _next(irregular)
        piece = min(position - shift, number)
        if piece < len(pieces):
            term = analysis.term_of(pieces[piece], language)
            if piece == number:
                term = [*term.split(), *[""] * terms][position - shift - number]
            found.append((position, term))
    return found


def _next(irregular: Iterable[int]) -> tuple[int, int]:
    """Return the number of the next irregular piece and of its terms; after the last one, one beyond any text."""
    packed = next(iter(irregular), None)
    return (1 << 30, 1) if packed is None else (packed >> _BITS, packed & _MOST_TERMS)


def _encoded(length: int, written: Sequence[str], by_piece: Sequence[str]) -> bytes:
    """Return the codes of a text with so many terms: those of its dates, and those of each piece.

    The terms of pieces are the very objects that index.analysis remembers. Their codes are found in a third of the
    time that those of equal texts take.
    """
    dated, digits = len(written), "".join(map(_code.__getitem__, by_piece))
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
    packed = struct.pack(f"<{len(irregular)}H", *[number << _BITS | count for number, count in irregular])
    if written:
        digits = "".join(map(_code.__getitem__, written)) + digits
    if length % 2:
        digits += "0"
    return _HEADER.pack(length, len(by_piece), dated, len(irregular)) + packed + bytes.fromhex(digits)


def _is_regular(text: str, language: str) -> bool:
    """Return whether a text has the terms that its words have by themselves, and spaces between them."""
    if len(text) > _LONGEST:
        return False
    if not text.isascii():
        return not unspaced.has_unspaced(text)
    if stems.algorithm_of(language) == stems.TURKISH and "I" in text:
        return False
    return not any(one in text for one in _CAPITALS)


def _codes_in(piece: str) -> str:
    """Return the codes of the terms of a piece, one after the other."""
    # The same in every process, as Python's own hashes are not.
    return "".join(
        [_ALL[zlib.crc32(term.encode("utf-8", "surrogatepass")) & (len(_ALL) - 1)] for term in piece.split()]
    )


# One text for each code, which all words with this code share.
_ALL = tuple(f"{code:03x}" for code in range(1 << 4 * _DIGITS))
_code: Memo[str] = Memo(_codes_in)
