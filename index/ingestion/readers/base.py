"""What a reader is: it turns bytes into articles and never touches the network or a path."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle


class Parser(Protocol):
    """Read one open file.

    Yields an article for each good part and a ReadError for each bad one, in order, so that one broken line does
    not cost the rest. Never raises a ReadError itself.

    Args:
        file: positioned at its start; read once, forwards.
        source: what people call it, for messages.
        limit: the most bytes that one article may have.
    """

    def __call__(self, file: BinaryIO, source: str, limit: int) -> Iterator[ParsedArticle | ReadError]: ...


def read_all(file: BinaryIO, source: str, limit: int) -> bytes:
    """Return the whole file, or raises a ReadError when it is empty or larger than ``limit`` bytes."""
    data = file.read(limit + 1)
    if not data.strip():
        raise ReadError(Fault.EMPTY, source=source)
    if len(data) > limit:
        raise ReadError(Fault.TOO_LARGE, source=source, limit=limit)
    return data
