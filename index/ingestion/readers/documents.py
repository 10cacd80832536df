"""Parse documents of word processors and books, each of which is one article."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, cast

from index.ingestion.layout import assemble
from index.ingestion.layout.headings import below_title, heading_above
from index.ingestion.readers.base import ReadResult, optional_libraries, read_all
from index.ingestion.readers.formats.content import TIMES_TEXT, Content
from index.model.errors import Fault, ReadError

_CONTENTS = {
    ".docx": "index.ingestion.readers.formats.docx:read",
    ".docm": "index.ingestion.readers.formats.docx:read",
    ".epub": "index.ingestion.readers.formats.epub:read",
    ".odt": "index.ingestion.readers.formats.odt:read",
    ".pdf": "index.ingestion.readers.pdf.document:read",
}


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article in a document, as a ``Reader``."""
    module, _, attribute = _CONTENTS[PurePath(source).suffix.lower()].partition(":")
    try:
        with optional_libraries(source):
            read = cast("Callable[[bytes, str], Content]", getattr(import_module(module), attribute))
        content = _titled(read(read_all(file, source, TIMES_TEXT * limit), source))
        whole = "\n".join(paragraph.text for paragraph in content.paragraphs)
        if len(whole.encode(errors="replace")) > limit:
            raise ReadError(Fault.TOO_LARGE, source=source, limit=limit)
        yield assemble.from_paragraphs(content.paragraphs, whole, content.stated, source)
        yield from content.notes
    except ReadError as error:
        yield error


def _titled(content: Content) -> Content:
    """Return the content of a document that states no title with the one heading that is above all of it."""
    title = "" if content.stated.title else heading_above(content.paragraphs)
    if not title:
        return content
    return replace(
        content, stated=replace(content.stated, title=title), paragraphs=below_title(content.paragraphs, title)
    )
