"""Plain text: one article, laid out as news is."""

from collections.abc import Iterator
from typing import BinaryIO

from index.errors import ReadError
from index.models import Credits, ParsedArticle
from index.readers import assemble
from index.readers.base import read_all
from index.readers.decode import decode


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ParsedArticle | ReadError]:
    try:
        text = decode(read_all(file, source, limit), source)
        yield assemble.from_text(text, Credits(title=""), source)
    except ReadError as error:
        yield error
