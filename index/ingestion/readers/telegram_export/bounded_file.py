"""A file that is read in parts, none of which may be larger than a limit."""

from typing import BinaryIO

from index.model.errors import Fault, ReadError

_BLOCK = 1 << 16
_END_BYTES = 100


class BoundedFile:
    """What a parser reads from. Whoever takes the parts from the parser says when one has ended."""

    def __init__(self, file: BinaryIO, source: str, limit: int) -> None:
        self._file, self._source, self._limit = file, source, limit
        self._unused = 0
        self.end = b""
        """The last bytes that were read."""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, a block at most. Raises ReadError where no part ends within the limit."""
        block = self._file.read(_BLOCK if size < 0 else min(size, _BLOCK))
        self._unused += len(block)
        self.end = (self.end + block[-_END_BYTES:])[-_END_BYTES:]
        if self._unused > self._limit + 2 * _BLOCK:  # of which the parser may hold some
            raise ReadError(Fault.TOO_LARGE, source=self._source, limit=self._limit)
        return block

    def forget(self) -> None:
        """Begin to count the bytes of the next part."""
        self._unused = 0
