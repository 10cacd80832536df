"""Parse plain text: one article, laid out as news is."""

from collections.abc import Iterator
from typing import BinaryIO

from index.ingestion.layout import assemble
from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.encoding import decode
from index.ingestion.layout.front_matter import split_front_matter
from index.ingestion.readers.base import ReadResult, check_lines, read_all
from index.model.errors import ReadError


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a plain text file, as a ``Reader``."""
    try:
        text, guesses = decode(read_all(file, source, limit), source)
        check_lines(text, source)
        fields, body, lost = split_front_matter(text, source)
        stated, notes = read_credits(fields, source)
        article = assemble.from_text(body, stated, source)
        yield article
        yield from (*guesses, *lost, *notes, *assemble.notes_on_day(article, body, source))
    except ReadError as error:
        yield error
