"""Read sources: fetch the bytes of files, folders, standard input and web pages, and parse them into articles."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from index.files.names import suffix_of
from index.ingestion.fetching import files
from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.readers import READERS, SUFFIXES_OF_MANY, Parse, parse
from index.ingestion.readers.base import ReadResult, optional_libraries
from index.ingestion.readers.telegram_export.folders import is_no_export
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from index.model.web_address import is_web_address
from index.store.identity.files import file_identity, identity_prefix


def read_sources(
    names: Sequence[str],
    limit: int = DEFAULT_ARTICLE_BYTES,
    progress: files.ReadProgress | None = None,
    parse_file: Parse = parse,
) -> Iterator[ReadResult]:
    """Yield the articles of files, folders, web pages and standard input ("-"), and a ReadError for each failure.

    Args:
        limit: the most bytes that one article may have.
        progress: is updated while files are read.
        parse_file: reads each file.
    """
    progress = progress or files.ReadProgress()
    # Every folder is listed before the first file is read, because the progress needs the total.
    found = {name: list(find_files(name)) for name in names if not is_web_address(name)}
    progress.total = files.total_bytes(result for results in found.values() for result in results)
    for name in names:
        if name not in found:
            yield from read_web_page(name, parse_file=parse_file)
            continue
        for result in found[name]:
            if isinstance(result, ReadError):
                yield result
            else:
                added = Path(os.path.expanduser(name))  # noqa: PTH111
                yield from _read_file(result, added, limit, progress, parse_file)


def find_files(name: str) -> Iterator[Path | ReadError]:
    """Yield the file with a name or, for a folder, the files in it that can be read, and errors for the others."""
    return files.find_files([name], frozenset(READERS), is_no_export)


def read_file(path: Path, folder: Path, limit: int, parse_file: Parse = parse) -> Iterator[ReadResult]:
    """Yield the articles of a file in a folder, and a ReadError for each failure, as if the folder were read."""
    return _read_file(path, folder, limit, files.ReadProgress(), parse_file)


def read_web_page(
    url: str, allowed: Callable[[Address], bool] = is_public, parse_file: Parse = parse
) -> Iterator[ReadResult]:
    """Yield the article of a web page at an ``allowed`` address, or a ReadError.

    Args:
        parse_file: reads a document that is at the address.
    """
    try:
        with optional_libraries(url):
            from index.ingestion.fetching import web
            from index.ingestion.paged_article import read_article
        with closing(web.Session(allowed)) as session:
            yield from read_article(session.fetch, url, parse_file=parse_file)
    except ReadError as error:
        yield error


def _read_file(
    path: Path, added: Path, limit: int, progress: files.ReadProgress, parse_file: Parse = parse
) -> Iterator[ReadResult]:
    try:
        with files.open_source(path, progress) as file:
            origin, prefix = _origin(path, added)
            for result in parse_file(file, str(path), limit):
                yield _from_file(result, origin, prefix) if isinstance(result, ParsedArticle) else result
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(Fault.UNREADABLE, source=str(path), problem=error.strerror)


def _from_file(article: ParsedArticle, origin: str | None, prefix: str | None) -> ParsedArticle:
    if article.origin:  # a post of an export, which is recognised wherever its file is
        return article
    return replace(article, origin=origin, origin_prefix=prefix)


def _origin(path: Path, added: Path) -> tuple[str | None, str | None]:
    """Return by what the next version of a file is recognised that holds one article, and how that begins.

    Args:
        added: the file itself, or the folder that it was found in.
    """
    if not path.is_file() or suffix_of(path.name) in SUFFIXES_OF_MANY:
        return None, None
    within = Path(path.name) if path == added else path.relative_to(added)
    return file_identity(path.resolve()), identity_prefix(within)
