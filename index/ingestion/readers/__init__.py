"""Parse bytes into articles, by the readers in the table below. No reader opens a file or a connection."""

import io
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from index.files.names import suffix_of
from index.ingestion.readers.base import Reader, ReadResult, optional_libraries
from index.ingestion.readers.other_formats import unknown_format
from index.ingestion.readers.telegram_export import is_exported_page
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.errors import ReadError
from index.model.records import Credits

READERS = {
    ".txt": "index.ingestion.readers.text:parse",
    ".text": "index.ingestion.readers.text:parse",
    ".md": "index.ingestion.readers.markdown:parse",
    ".markdown": "index.ingestion.readers.markdown:parse",
    ".jsonl": "index.ingestion.readers.json_lines:parse",
    ".ndjson": "index.ingestion.readers.json_lines:parse",
    ".json": "index.ingestion.readers.telegram_export.json_export:parse",
    ".html": "index.ingestion.readers.html:parse",
    ".htm": "index.ingestion.readers.html:parse",
    ".csv": "index.ingestion.readers.archives:parse",
    ".tsv": "index.ingestion.readers.archives:parse",
    ".eml": "index.ingestion.readers.archives:parse",
    ".mht": "index.ingestion.readers.archives:parse",
    ".mhtml": "index.ingestion.readers.archives:parse",
    ".mbox": "index.ingestion.readers.archives:parse",
    ".warc": "index.ingestion.readers.archives:parse",
    ".warc.gz": "index.ingestion.readers.archives:parse",
    ".wxr": "index.ingestion.readers.archives:parse",
    ".xml": "index.ingestion.readers.archives:parse",
    ".docx": "index.ingestion.readers.documents:parse",
    ".pdf": "index.ingestion.readers.documents:parse",
    ".docm": "index.ingestion.readers.documents:parse",
    ".odt": "index.ingestion.readers.documents:parse",
    ".epub": "index.ingestion.readers.documents:parse",
}
Parse = Callable[[io.BufferedReader, str, int], Iterator[ReadResult]]
"""Yields the articles of an open file, as ``parse`` does."""
SUFFIXES_OF_MANY = frozenset(
    {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".mbox", ".warc", ".warc.gz", ".wxr", ".xml"}
)
"""The suffixes of files that may have many articles."""
SUFFIXES_OF_DOCUMENTS = frozenset({".docx", ".docm", ".odt", ".epub", ".pdf"})
"""The suffixes of documents, whose readers get more to do by what a file holds than by its size."""
SUFFIXES_OF_LARGE = SUFFIXES_OF_MANY | SUFFIXES_OF_DOCUMENTS | {".eml", ".mht", ".mhtml"}
"""The suffixes of files that may be larger than an article may be."""
_PAGES = (".html", ".htm")
_EXPORTED_PAGE = "index.ingestion.readers.telegram_export.html_export:parse"
_PEEKED = 8_000


def parse(file: io.BufferedReader, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the articles of an open file, by the reader for the suffix of its name.

    A source without a suffix, such as standard input, is recognised by its first bytes.
    """
    suffix = suffix_of(source) or _suffix_for(file.peek(_PEEKED))
    if suffix not in READERS:
        yield unknown_format(source, suffix, READERS)
        return
    is_export = suffix in _PAGES and is_exported_page(file.peek(_PEEKED))
    module, _, attribute = (_EXPORTED_PAGE if is_export else READERS[suffix]).partition(":")
    try:
        with optional_libraries(source):
            reader = cast("Reader", getattr(import_module(module), attribute))
    except ReadError as error:
        yield error
        return
    yield from reader(file, source, limit)


def parse_bytes(data: bytes, source: str, limit: int = DEFAULT_ARTICLE_BYTES) -> Iterator[ReadResult]:
    """Yield the articles in bytes; ``source`` is a name for messages and is never opened."""
    yield from parse(io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data))), source, limit)


def parse_text(text: str, source: str, stated: Credits, limit: int) -> Iterator[ReadResult]:
    """Yield the article in a text with front matter, or in a plain text with these credits."""
    from index.ingestion.layout import assemble, front_matter  # 30 ms, and asking does not need them

    if front_matter.has_front_matter(text):
        yield from parse_bytes(text.encode(errors="replace"), source, limit)
        return
    try:
        article = assemble.from_text(text, stated, source)
        yield article
        yield from assemble.notes_on_day(article, text, source)
    except ReadError as error:
        yield error


def _suffix_for(beginning: bytes) -> str:
    from index.ingestion.layout import front_matter

    text = beginning.decode("utf-8-sig", "replace").lstrip()
    if front_matter.has_front_matter(text):
        return ".md"
    return ".jsonl" if text.startswith("{") else ".txt"
