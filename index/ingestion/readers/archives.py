"""Parse files of many articles: mailboxes, tables and exports. A message in a file of its own is one of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import chain
from typing import BinaryIO, cast

from index.files.names import suffix_of
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
    ".warc": "index.ingestion.readers.formats.web_archive:pages",
    ".warc.gz": "index.ingestion.readers.formats.web_archive:pages",
    ".wxr": "index.ingestion.readers.formats.wordpress:posts",
    ".xml": "index.ingestion.readers.formats.wordpress:posts",
}
# Most pages of a site are no articles, but lists, forms and the like.
_OF_PAGES = (".warc", ".warc.gz")
_Parts = Callable[[BinaryIO, str, int], Iterable[Part | ReadError]]


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the articles of an archive, as a ``Reader``. Parts without a text are counted in one note."""
    suffix = suffix_of(source)
    module, _, attribute = _PARTS[suffix].partition(":")
    holds_pages = suffix in _OF_PAGES
    count = empty = 0
    try:
        with optional_libraries(source):
            parts = cast("_Parts", getattr(import_module(module), attribute))
        for part in parts(file, source, limit):
            for result in _read(part, source, limit):
                if _is_empty(result) or (holds_pages and isinstance(result, ReadError)):
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
        page = html.parse_page(part.text, source, part.stated.url)
        return replace(page, published=page.published or part.stated.published)
    paragraphs = html.parse_fragment(part.text)
    if not paragraphs:
        raise ReadError(Fault.NO_PARAGRAPHS, source=source, line=part.line)
    whole = "\n".join(one.text for one in paragraphs)
    return assemble.from_paragraphs(paragraphs, whole, part.stated, source, part.line)
