"""Words of a claim beside words of a paragraph, by their numbers."""

from typing import NamedTuple


class Pair(NamedTuple):
    """A word of a claim and the word of a paragraph beside it, by their numbers; None where one side has none."""

    claimed: int | None
    written: int | None


class Block(NamedTuple):
    """A stretch of words in common: its numbers on each side, and its length."""

    claimed: int
    written: int
    size: int
