"""Remember the results of a function for words, which come again and again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar, TypeVar

Value = TypeVar("Value")

# Longer pieces, as in scripts without spaces, hardly ever come again.
LONGEST_REMEMBERED = 40


class Memo(dict[str, Value]):
    """The results of a function for pieces of text: ``memo[piece]``, at the speed of a dict. Safe in any thread.

    All results are dropped when there are ``limit``, because a million paragraphs may have millions of different
    words. Dropping only the least recently used ones saved computing 1 to 3 of 100 words again, and is not worth
    it.
    """

    limit: ClassVar[int] = 600_000

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, piece: str) -> Value:
        value = self._function(piece)
        if len(piece) <= LONGEST_REMEMBERED:
            if len(self) >= self.limit:
                self.clear()
            self[piece] = value
        return value


@contextmanager
def limited_memos(pieces: int) -> Iterator[None]:
    """Limit every memo to this many pieces during the block, so that a process needs less memory.

    100,000 words take about 15 MB.
    """
    before, Memo.limit = Memo.limit, pieces
    try:
        yield
    finally:
        Memo.limit = before
