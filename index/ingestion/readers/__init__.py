"""Sources to articles. The table below names every reader by the suffix of its files."""

import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from index.ingestion.fetching import files as retrieve
from index.ingestion.layout.encoding import decode
from index.ingestion.readers.base import Parser
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle
from index.model.web_address import is_web_address

READERS = {
    ".txt": "index.ingestion.readers.text:parse",
    ".text": "index.ingestion.readers.text:parse",
    ".md": "index.ingestion.readers.markdown:parse",
    ".markdown": "index.ingestion.readers.markdown:parse",
    ".jsonl": "index.ingestion.readers.json_lines:parse",
    ".ndjson": "index.ingestion.readers.json_lines:parse",
    ".html": "index.ingestion.readers.html:parse",
    ".htm": "index.ingestion.readers.html:parse",
}
# What pip install "kutip[web]" brings.
WEB_EXTRA = ("httpcore", "httpx", "lxml", "trafilatura")
DEFAULT_LIMIT = 2_000_000


def read(
    names: Sequence[str], limit: int = DEFAULT_LIMIT, meter: retrieve.Meter | None = None
) -> Iterator[ParsedArticle | ReadError]:
    """Yield the articles of files, folders, web pages and standard input ("-"); a ReadError for what is none."""
    meter = meter or retrieve.Meter()
    suffixes = frozenset(READERS)
    meter.total = retrieve.measure(retrieve.find([name for name in names if not is_web_address(name)], suffixes))
    for name in names:
        if is_web_address(name):
            yield from read_page(name)
            continue
        for found in retrieve.find([name], suffixes):
            if isinstance(found, ReadError):
                yield found
            else:
                yield from _read_file(found, limit, meter)


def read_page(url: str) -> Iterator[ParsedArticle | ReadError]:
    """Yield the article of a web page, or a ReadError."""
    try:
        from index.ingestion.fetching import web
        from index.ingestion.readers import html
    except ModuleNotFoundError as error:
        if error.name not in WEB_EXTRA:
            raise
        yield ReadError(Fault.WEB_NOT_INSTALLED, source=url)
        return
    try:
        page = web.fetch(url)
        if page.is_html:
            yield html.read_page(page.data, url, page.url)
        else:
            yield from read_text(decode(page.data, url), url, Credits(title="", url=page.url), len(page.data))
    except ReadError as error:
        yield error


def read_bytes(data: bytes, source: str, limit: int = DEFAULT_LIMIT) -> Iterator[ParsedArticle | ReadError]:
    """Yield the articles in bytes that came from elsewhere; ``source`` is a name and is never opened."""
    yield from _parse(io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data))), source, limit)


def read_text(text: str, source: str, stated: Credits, limit: int) -> Iterator[ParsedArticle | ReadError]:
    """Yield the article in a text: plain, with credits that are known from elsewhere, or with front matter."""
    if text.startswith("---"):
        yield from read_bytes(text.encode(errors="replace"), source, limit)
        return
    from index.ingestion.layout import assemble

    try:
        yield assemble.from_text(text, stated, source)
    except ReadError as error:
        yield error


def _read_file(path: Path, limit: int, meter: retrieve.Meter) -> Iterator[ParsedArticle | ReadError]:
    try:
        with retrieve.opened(path, meter) as file:
            yield from _parse(file, str(path), limit)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(Fault.UNREADABLE, source=str(path), problem=error.strerror)


def _parse(file: io.BufferedReader, source: str, limit: int) -> Iterator[ParsedArticle | ReadError]:
    suffix = Path(source).suffix.lower()
    if suffix in READERS:
        try:
            parser = _load(READERS[suffix])
        except ModuleNotFoundError as error:
            if error.name not in WEB_EXTRA:
                raise
            yield ReadError(Fault.WEB_NOT_INSTALLED, source=source)
            return
    elif suffix and source != retrieve.STANDARD_INPUT:
        yield ReadError(Fault.UNKNOWN_FORMAT, source=source, suffix=suffix, suffixes=sorted(READERS))
        return
    else:
        parser = _load(READERS[_guess(file.peek(16))])
    yield from parser(file, source, limit)


def _guess(beginning: bytes) -> str:
    """Tell the format of a source without a suffix, as standard input is, by how it begins."""
    beginning = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"{"):
        return ".jsonl"
    return ".md" if beginning.startswith(b"---") else ".txt"


def _load(name: str) -> Parser:
    module, _, attribute = name.partition(":")
    return cast("Parser", getattr(import_module(module), attribute))
