"""Cut a text at the ends of its marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Range = tuple[int, int]
"""A range of characters: ``text[start:end]``."""


@dataclass(frozen=True)
class Piece:
    """A part of a quote whose characters have the same marks."""

    text: str
    in_sentence: bool
    is_word: bool
    in_answer: bool


def cut(text: str, shown: Range, sentence: Range, answer: Range | None, words: Sequence[Range]) -> Iterator[Piece]:
    """Yield the shown part of a text in pieces.

    Args:
        words: in order and without overlaps.
    """
    starts = dict(words)
    answer = answer or (0, 0)
    cuts = {*shown, *sentence, *answer, *(end for word in words for end in word)}
    inside = sorted(one for one in cuts if shown[0] <= one <= shown[1])
    word_end = max((end for start, end in words if start < shown[0]), default=0)
    for start, end in pairwise(inside):
        word_end = starts.get(start, word_end)
        yield Piece(
            text[start:end],
            in_sentence=sentence[0] <= start < sentence[1],
            is_word=start < word_end,
            in_answer=answer[0] <= start < answer[1],
        )
