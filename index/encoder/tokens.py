"""Split text into the tokens of multilingual-e5, with the range of characters that each stands for.

This is the unigram model of SentencePiece (Kudo 2018, "Subword Regularization"): the split of a word whose pieces
have the highest product of probabilities, by Viterbi's algorithm. The library tokenizers takes 180 MB and 1.2 s to
load this vocabulary, sentencepiece 55 MB and 0.9 s, and a dict of the pieces 35 MB.
"""

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder.e5_file import Vocabulary

# What a word begins with in the vocabulary.
_WORD_START = "\u2581"
# A word with the space before it; the first one may have none, and a space at the end is a word by itself.
_WORD = re.compile(r"\s+\S*|^\S+")
# How much less likely an unknown character is than the least likely piece, as in SentencePiece.
_UNKNOWN_PENALTY = 10.0
_REMEMBERED = 8192
# In characters. A text without spaces is one long word, and none is met twice.
_LONGEST_REMEMBERED = 24
_IMPOSSIBLE = float("-inf")
# Odd, with digits that look random: Steele and Vigna 2021, "Computationally Easy, Spectrally Good Multipliers".
_FACTOR = 0xD1342543DE82EF95
_ALL_BITS = 2**64 - 1
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Tokens:
    """Token ids and, for each, the range of characters that it stands for, without the space before a word."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


class _Piece(NamedTuple):
    """A token and the number of characters of the normal text that it stands for."""

    id: int
    length: int


class Tokenizer:
    """The tokenizer of a model file. Special tokens in a text are text: they cannot end a question early."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._scores = array("f", vocabulary.scores.tobytes())
        self._pieces = _Pieces(vocabulary)
        self._unknown = vocabulary.special[-1]
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._remembered = lru_cache(_REMEMBERED)(self._split_word)

    def split(self, text: str) -> Tokens:
        """Return the tokens of a text, without special ones."""
        normal, starts, ends = _normalised(text)
        ids, places = list[int](), list[tuple[int, int]]()
        for found in _WORD.finditer(normal):
            word = found[0].strip()
            at = found.end() - len(word)
            split = self._remembered if len(word) <= _LONGEST_REMEMBERED else self._split_word
            for number, piece in enumerate(split(word)):
                # The first piece has the space, which is no part of the place.
                length = piece.length - (number == 0)
                start = starts[at] if at < len(starts) else len(text)
                ids.append(piece.id)
                places.append((start, ends[at + length - 1] if length else start))
                at += length
        return Tokens(tuple(ids), tuple(places))

    def _split_word(self, word: str) -> tuple[_Piece, ...]:
        """Return the most likely pieces of a word, of which the first begins with the space before it."""
        text = f" {word}"
        best = [0.0, *[_IMPOSSIBLE] * len(text)]
        last = [_Piece(self._unknown, 0)] * len(best)
        for start, ends in enumerate(self._pieces.within(text)):
            known = False
            for end, number in ends:
                known = known or end == start + 1
                if (score := best[start] + self._scores[number]) > best[end]:
                    best[end], last[end] = score, _Piece(number, end - start)
            if not known and (score := best[start] + self._unknown_score) > best[start + 1]:
                best[start + 1], last[start + 1] = score, _Piece(self._unknown, 1)
        return tuple(reversed(list(self._backwards(last))))

    def _backwards(self, last: Sequence[_Piece]) -> Iterator[_Piece]:
        """Yield the pieces from the end, with unknown ones that stand side by side as one."""
        at, unknown = len(last) - 1, 0
        while at:
            piece = last[at]
            at -= piece.length
            if piece.id == self._unknown:
                unknown += piece.length
                continue
            if unknown:
                yield _Piece(self._unknown, unknown)
                unknown = 0
            yield piece
        if unknown:
            yield _Piece(self._unknown, unknown)


class _Pieces:
    """The pieces of a vocabulary by the hashes of their characters: 4 MB, made in 0.03 s.

    Of 250,000 pieces, two would have the same hash of 64 bits in one of 600 million vocabularies.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Hash the pieces. Raises ValueError for some that are no text."""
        characters, starts, lengths = _characters_of(vocabulary)
        # All that is special has the score 0, the best there is, so text that spells it would become it.
        usable = np.flatnonzero((vocabulary.scores < 0) & (lengths > 0))
        starts, lengths = starts[usable], lengths[usable]
        longest = np.zeros(sys.maxunicode + 1, np.uint8)
        np.maximum.at(longest, characters[starts], lengths)
        # The length of the longest piece that begins with a character.
        self._longest = longest.tobytes()
        hashes = _hashes(characters, starts, lengths)
        order = hashes.argsort()
        self._hashes, self._ids = hashes[order], usable[order].astype(np.int32)

    def within(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Yield for each character the pieces that begin there: where each ends, and its id."""
        characters, hashes, ends = list(map(ord, text)), list[int](), list[range]()
        for start, first in enumerate(characters):
            found = 0
            ends.append(range(start + 1, 1 + min(len(characters), start + self._longest[first])))
            for end in ends[-1]:
                found = (found * _FACTOR + characters[end - 1]) & _ALL_BITS
                hashes.append(found)
        asked = np.array(hashes, np.uint64)
        places = np.searchsorted(self._hashes[:-1], asked)
        ids = iter(np.where(self._hashes[places] == asked, self._ids[places], -1).tolist())
        for each in ends:
            yield [(end, number) for end, number in zip(each, ids, strict=False) if number >= 0]


def _characters_of(vocabulary: Vocabulary) -> tuple[Numbers, Numbers, Numbers]:
    """Return the code points of all pieces, one after the other, and the start and the length of each piece.

    Raises ValueError for pieces that are no text.
    """
    characters = np.frombuffer(str(vocabulary.pieces, "utf-8").encode("utf-32-le"), np.uint32).astype(np.int64)
    characters[characters == ord(_WORD_START)] = ord(" ")
    begins = np.frombuffer(vocabulary.pieces, np.uint8) & 0b1100_0000 != 0b1000_0000
    before = np.concatenate([[0], np.cumsum(begins)])[vocabulary.offsets]
    return characters, before[:-1], np.diff(before)


def _hashes(characters: Numbers, starts: Numbers, lengths: Numbers) -> NDArray[np.uint64]:
    """Return the hash of each piece: its characters as the digits of a number, modulo 2 to the power of 64."""
    found = np.zeros(len(starts), np.uint64)
    for at in range(lengths.max(initial=0)):
        longer = np.flatnonzero(lengths > at)
        found[longer] *= np.uint64(_FACTOR)
        found[longer] += characters[starts[longer] + at].astype(np.uint64)
    return found


def _normalised(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return a text in NFKC, and where the part of the text begins and ends that became each of its characters."""
    text = text.replace(_WORD_START, " ")
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text)), range(1, len(text) + 1)
    parts, starts, ends = list[str](), list[int](), list[int]()
    for start, end in _parts(text):
        part = unicodedata.normalize("NFKC", text[start:end])
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    return "".join(parts), starts, ends


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of characters that are normalised by themselves: one with all marks behind it.

    A mark is taken wherever NFKC may compose it with the character before it.
    """
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _composes(text[at]):
            yield start, at
            start = at


@lru_cache(4096)
def _composes(character: str) -> bool:
    """Return whether a character may become one with the one before it, as accents and parts of Hangul do."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
