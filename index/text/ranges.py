"""Compare ranges of characters."""

from typing import Protocol


class Range(Protocol):
    """Characters of a text, from ``start`` to before ``end``."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def overlap(one: Range, other: Range) -> bool:
    """Return whether two ranges of the same text have a character in common."""
    return one.start < other.end and other.start < one.end
