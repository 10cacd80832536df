"""The contract of readers, which parse bytes into articles and never open a file or a connection."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from index.model.article_size import MOST_LINES, MOST_PARAGRAPHS
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle

ReadResult = ParsedArticle | ReadError
# The libraries of the extras `web` and `documents`, which need not be installed.
_OF_WEB = frozenset({"feedparser", "httpcore", "httpx", "protego", "trafilatura"})
_OF_DOCUMENTS = frozenset({"lxml", "pypdfium2", "warcio"})
_LINE = re.compile(r"\S[^\r\n]*")


class Reader(Protocol):
    """Parse one open file.

    Yield an article for each good part and a ReadError for each bad one, in order, so that one broken line does
    not cost the rest. Never raise a ReadError.

    Args:
        file: positioned at its start, and read once, forwards.
        source: the name of the file in messages; it is never opened.
        limit: the most bytes that one article may have.
    """

    def __call__(self, file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]: ...


@contextmanager
def optional_libraries(source: str) -> Iterator[None]:
    """Import what an extra brings in the block. Raises ReadError if its libraries are not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name in _OF_WEB:
            raise ReadError(Fault.WEB_NOT_INSTALLED, source=source) from error
        if name in _OF_DOCUMENTS:
            raise ReadError(Fault.DOCUMENTS_NOT_INSTALLED, source=source) from error
        raise


def read_all(file: BinaryIO, source: str, limit: int) -> bytes:
    """Return the whole file. Raises ReadError when it is empty or larger than ``limit`` bytes."""
    data = file.read(limit + 1)
    if not data.strip():
        raise ReadError(Fault.EMPTY, source=source)
    if len(data) > limit:
        raise ReadError(Fault.TOO_LARGE, source=source, limit=limit)
    return data


def check_lines(text: str, source: str) -> None:
    """Raise ReadError for a text of so many lines that it has too many paragraphs.

    To find the paragraphs of 2 MB of such lines took 155 MB of memory.
    """
    if text.count("\n") + text.count("\r") <= MOST_LINES:
        return
    if (count := sum(1 for _ in _LINE.finditer(text))) > MOST_LINES:
        raise ReadError(Fault.TOO_MANY_PARAGRAPHS, source=source, count=count, limit=MOST_PARAGRAPHS)
