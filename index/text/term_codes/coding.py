"""Codes of terms: 12 bits for each. One of 4096 other terms has the same code."""

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.analysis import unspaced
from index.analysis.memo import Memo

DIGITS = 3
"""How many hexadecimal digits a code has."""

Found = list[tuple[int, str]]
"""The positions of terms in a text, in order, each with its term."""


class Wanted(NamedTuple):
    """Terms to find, none of them a phrase.

    Args:
        codes: of all terms.
        pairs: the pairs of characters in scripts without spaces and in Korean, as they are written, and as terms.
        characters: the same for single characters.
        other_codes: of the other terms.
    """

    terms: frozenset[str]
    codes: frozenset[str]
    pairs: Sequence[tuple[str, str]]
    characters: Sequence[tuple[str, str]]
    other_codes: frozenset[str]

    @property
    def has_chinese_character(self) -> bool:
        """Whether one of the single characters is Chinese."""
        return any(unspaced.is_one_character(term) for _, term in self.characters)

    @classmethod
    def of(cls, terms: Iterable[str]) -> "Wanted":
        every = frozenset(terms)
        codes, in_runs = codes_of(every), frozenset(filter(unspaced.is_run, every))
        if not in_runs:
            return cls(every, codes, (), (), codes)
        single = frozenset(filter(unspaced.is_one_term, in_runs))
        pairs, characters = (
            [(unspaced.as_written(one), one) for one in some] for some in (in_runs - single, single)
        )
        return cls(every, codes, pairs, characters, codes_of(every - in_runs))


def codes_of(terms: Iterable[str]) -> frozenset[str]:
    """Return the codes of some terms."""
    return frozenset(map(code_of.__getitem__, terms))


def places_of(codes: Iterable[str], digits: str, end: int) -> list[int]:
    """Return the positions of these codes, in order, among those in this many hexadecimal digits.

    Python looks for each in C, so few codes take little time.
    """
    places = []
    for code in codes:
        at = digits.find(code, 0, end)
        while at >= 0:
            if at % DIGITS == 0:
                places.append(at // DIGITS)
            at = digits.find(code, at + 1, end)
    return sorted(places)


def packed(digits: str) -> bytes:
    """Return hexadecimal digits as bytes."""
    return bytes.fromhex(digits + "0" if len(digits) % 2 else digits)


def _codes_in(piece: str) -> str:
    # The same in every process, as Python's own hashes are not.
    return "".join(
        [_ALL[zlib.crc32(term.encode("utf-8", "surrogatepass")) & (len(_ALL) - 1)] for term in piece.split()]
    )


# One text for each code, which all words with this code share.
_ALL = tuple(f"{code:03x}" for code in range(1 << 4 * DIGITS))
code_of: Memo[str] = Memo(_codes_in)
"""The codes of the terms of a piece of text, one after the other."""
