"""Parse JSON Lines: one article a line, with "text" or "paragraphs" and the credits.

A paragraph is a text, or an object with a "text" and a "heading".
"""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.ingestion.layout import assemble
from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.headings import BELOW_ALL, Outline
from index.ingestion.readers.base import ReadResult
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle, ParsedParagraph
from index.text.paragraphs import clean


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of each line, as a ``Reader``."""
    empty = True
    for number, data in enumerate(_lines(file, limit), start=1):
        if not data.strip():
            continue
        empty = False
        try:
            if len(data) > limit:
                raise ReadError(Fault.TOO_LARGE, source=source, line=number, limit=limit)
            yield from _read(_decoded(data, source, number), source, number)
        except ReadError as error:
            error.details.setdefault("line", number)
            yield error
    if empty:
        yield ReadError(Fault.EMPTY, source=source)


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield each line, cut soon after ``limit`` bytes, so that a huge line takes little memory."""
    while line := file.readline(limit + 1):
        yield line
        while line and len(line) > limit and not line.endswith(b"\n"):
            line = file.readline(limit + 1)


def _decoded(data: bytes, source: str, number: int) -> str:
    """Return a line as UTF-8, as JSON must be: guessing the encoding line by line would give different ones."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source, line=number) from None


def _read(text: str, source: str, number: int) -> Iterator[ReadResult]:
    fields = _fields(text, source, number)
    stated, notes = read_credits(fields, source, number)
    yield _article(fields, stated, source, number)
    yield from notes


def _article(fields: Mapping[str, object], stated: Credits, source: str, number: int) -> ParsedArticle:
    paragraphs, whole = fields.get("paragraphs"), fields.get("text")
    if isinstance(paragraphs, list):
        read = [paragraph for value in paragraphs if (paragraph := _paragraph(value)) is not None]
        return assemble.from_paragraphs(read, "\n".join(one.text for one in read), stated, source, number)
    if isinstance(whole, str):
        return assemble.from_text(whole, stated, source, number)
    raise ReadError(Fault.NO_TEXT_FIELD, source=source, line=number)


def _paragraph(value: object) -> ParsedParagraph | None:
    """Return a paragraph that is a text, or an object with one and perhaps a heading; None for all else."""
    text, heading = (value.get("text"), value.get("heading")) if isinstance(value, dict) else (value, None)
    if not isinstance(text, str) or not (cleaned := clean(text)):
        return None
    outline = Outline()
    if isinstance(heading, str):
        outline.enter(BELOW_ALL, heading)
    return outline.paragraph(cleaned)


def _fields(text: str, source: str, number: int) -> Mapping[str, object]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else None
        raise ReadError(Fault.NOT_JSON, source=source, line=number, column=column) from None
    if not isinstance(fields, dict):
        raise ReadError(Fault.NOT_JSON, source=source, line=number, column=None)
    return fields
