"""Parse files of many articles: mailboxes, tables and exports. A message in a file of its own is one of them."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO, cast

from index.ingestion.layout import assemble
from index.ingestion.readers.base import ReadResult, check_lines, optional_libraries
from index.ingestion.readers.formats.content import Part
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle

_PARTS = {
    ".csv": "index.ingestion.readers.formats.delimited:rows",
    ".tsv": "index.ingestion.readers.formats.delimited:rows",
    ".eml": "index.ingestion.readers.formats.mail:single",
    ".mht": "index.ingestion.readers.formats.mail:saved_page",
    ".mhtml": "index.ingestion.readers.formats.mail:saved_page",
    ".mbox": "index.ingestion.readers.formats.mail:mailbox",
    ".wxr": "index.ingestion.readers.formats.wordpress:posts",
    ".xml": "index.ingestion.readers.formats.wordpress:posts",
}
_Parts = Callable[[BinaryIO, str, int], Iterable[Part | ReadError]]


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the articles of an archive, as a ``Reader``. Parts without a text are counted in one note."""
    module, _, attribute = _PARTS[PurePath(source).suffix.lower()].partition(":")
    count = empty = 0
    try:
        with optional_libraries(source):
            parts = cast("_Parts", getattr(import_module(module), attribute))
        for part in parts(file, source, limit):
            for result in _read(part, source, limit):
                if _is_empty(result):
                    empty += 1
                else:
                    count += 1
                    yield result
    except ReadError as error:
        yield error
        return
    if empty and count:
        yield ReadError(Fault.PARTS_LEFT_OUT, source=source, count=empty)
    elif not count:
        yield ReadError(Fault.NO_PARAGRAPHS, source=source)


def _is_empty(result: ReadResult) -> bool:
    """Return whether a part that has no place to name has no text."""
    if not isinstance(result, ReadError) or result.fault is not Fault.NO_PARAGRAPHS:
        return False
    return "line" not in result.details


def _read(part: Part | ReadError, source: str, limit: int) -> Iterator[ReadResult]:
    if isinstance(part, ReadError):
        yield part
        return
    try:
        yield from chain([_article(part, source, limit)], part.notes)
    except ReadError as error:
        if error.details.get("line") is None:
            error.details.pop("line", None)
            if part.line is not None:
                error.details["line"] = part.line
        yield error


def _article(part: Part, source: str, limit: int) -> ParsedArticle:
    if len(part.text.encode(errors="replace")) > limit:
        raise ReadError(Fault.TOO_LARGE, source=source, limit=limit)
    check_lines(part.text, source)
    if not part.is_html:
        return assemble.from_text(part.text, part.stated, source, part.line)
    with optional_libraries(source):
        from index.ingestion.readers import html
    if part.is_page:
        return html.parse_page(part.text, source, part.stated.url)
    paragraphs = html.parse_fragment(part.text)
    if not paragraphs:
        raise ReadError(Fault.NO_PARAGRAPHS, source=source, line=part.line)
    whole = "\n".join(one.text for one in paragraphs)
    return assemble.from_paragraphs(paragraphs, whole, part.stated, source, part.line)
