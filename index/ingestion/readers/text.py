"""Parse plain text: one article, laid out as news is."""

from collections.abc import Iterator
from typing import BinaryIO

from index.ingestion.layout import assemble
from index.ingestion.layout.encoding import decode
from index.ingestion.readers.base import ReadResult, read_all
from index.model.errors import ReadError
from index.model.records import Credits


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a plain text file, as a ``Reader``."""
    try:
        text = decode(read_all(file, source, limit), source)
        yield assemble.from_text(text, Credits(title=""), source)
    except ReadError as error:
        yield error
