"""What was worked out once for a word, kept for the next time it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar, TypeVar

Value = TypeVar("Value")

# Text without spaces comes as one piece, and hardly ever comes again.
_LONGEST = 40


class Memo(dict[str, Value]):
    """The values of a function for pieces of text: ``memo[piece]``, at the speed of a dict. Safe in any thread.

    All is dropped when there are ``limit``. A million paragraphs may have millions of different words; dropping
    only what was not used of late saved 1 to 3 of 100 words from being worked out again.
    """

    limit: ClassVar[int] = 600_000

    def __init__(self, work_out: Callable[[str], Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, piece: str) -> Value:
        value = self._work_out(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= self.limit:
                self.clear()
            self[piece] = value
        return value


@contextmanager
def limited_memos(pieces: int) -> Iterator[None]:
    """Have every memo hold fewer until the end of the block, so that a process stays small.

    100,000 words take some 15 MB.
    """
    before, Memo.limit = Memo.limit, pieces
    try:
        yield
    finally:
        Memo.limit = before
