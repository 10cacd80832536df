"""A question and a paragraph as one sequence of tokens, cut to what the reader was trained to read."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from index.encoder.encoder import PARAGRAPH
from index.encoder.tokens import Tokens
from index.ranking.reranking.base import Passage

# In tokens.
MOST_TOKENS = 160
_MOST_OF_QUESTION, _MOST_OF_HEAD = 48, 32


class Pair(NamedTuple):
    """A question and a paragraph as one sequence.

    Args:
        ids: of all tokens.
        body: the first token of the paragraph's own text, behind its title.
        places: the ranges of characters in the paragraph's text, for the tokens from ``body`` on but the last.
    """

    ids: tuple[int, ...]
    body: int
    places: tuple[tuple[int, int], ...]


def head(passage: Passage, with_day: bool = False) -> str:
    """Return what stands before the text of a passage."""
    day = passage.day.isoformat() if with_day and passage.day else ""
    return PARAGRAPH + "".join(f"{one}. " for one in (*passage.titles, day) if one)


def join(
    question: Tokens,
    above: Tokens,
    text: Tokens,
    ends: tuple[int, int],
    words: Sequence[tuple[int, int]] = (),
    most: int = MOST_TOKENS,
) -> Pair:
    """Join a question, the head of a paragraph, and that part of its text that fits into ``most`` tokens.

    Args:
        ends: the tokens that begin and end a text; between question and paragraph stands the second.
        words: the ranges of characters to have in that part, as many as there are room for.
    """
    first, last = ends
    ids = (first, *question.ids[:_MOST_OF_QUESTION], last, *above.ids[:_MOST_OF_HEAD])
    room = most - len(ids) - 1
    start = _best_start(text, room, words)
    part = slice(start, start + room)
    return Pair((*ids, *text.ids[part], last), len(ids), text.places[part])


def _best_start(text: Tokens, room: int, words: Sequence[tuple[int, int]]) -> int:
    """Return the first of the ``room`` tokens that have as many of the words as possible."""
    if len(text.ids) <= room or not words:
        return 0
    starts = [start for start, _ in text.places]
    counted = [0] * len(starts)
    for start, end in words:
        number = max(0, bisect_right(starts, start) - 1)
        if bisect_left(starts, end) > number:
            counted[number] += 1
    before = [0, *accumulate(counted)]
    found = max(range(len(starts) - room + 1), key=lambda at: before[at + room] - before[at])
    # Room for what leads up to the first of the words.
    first = next((at for at in range(found, found + room) if counted[at]), found)
    last = max((at for at in range(found, found + room) if counted[at]), default=found)
    middle = (first + last + 1 - room) // 2
    return max(0, min(middle, len(starts) - room))
