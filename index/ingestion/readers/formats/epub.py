"""Read EPUB: the chapters of a book in the order of its spine."""

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.headings import Outline
from index.ingestion.readers.formats.content import Content
from index.ingestion.readers.formats.packed import Package, path_of
from index.ingestion.readers.formats.xhtml import blocks
from index.model.errors import Fault, ReadError
from index.model.records import ParsedParagraph

_DC = "{http://purl.org/dc/elements/1.1/}"
_FIELDS = {
    "title": "title",
    "author": "creator",
    "publisher": "publisher",
    "published": "date",
    "language": "language",
}
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_MOST_CHAPTERS = 3_000


def read(data: bytes, source: str) -> Content:
    """Return what is in a book. Raises ReadError."""
    package = Package(data, source, "EPUB")
    container = package.xml("META-INF/container.xml")
    rootfile = next((one for one in container.iter("{*}rootfile") if one.get("full-path")), None)
    if rootfile is None:
        raise package.damaged()
    base = path_of("", rootfile.get("full-path"))
    book = package.xml(base)
    locked = _locked(package)
    outline, paragraphs, left = Outline(), list[ParsedParagraph](), 0
    for path in dict.fromkeys(_chapters(book, base)):  # each once, however often it is named
        if path in locked:
            raise ReadError(Fault.DOCUMENT_PROTECTED, source=source)
        if path in package:
            paragraphs += blocks(package.read(path), outline)
        else:
            left += 1
    if left and not paragraphs:
        raise package.damaged()
    stated, notes = read_credits(_fields(book), source)
    return Content(stated, paragraphs, notes)


def _chapters(book: etree._Element, base: str) -> Iterator[str]:
    """Yield the path of each chapter, in order, without tables of contents."""
    files = {one.get("id"): one for one in book.iter("{*}item")}
    for place in list(book.iter("{*}itemref"))[:_MOST_CHAPTERS]:
        item = files.get(place.get("idref"))
        if item is None or place.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type") in _PAGES:
            yield path_of(base, unquote(item.get("href", "")))


def _fields(book: etree._Element) -> dict[str, str]:
    found = {name: book.findtext(f".//{_DC}{tag}") for name, tag in _FIELDS.items()}
    return {name: value for name, value in found.items() if value}


def _locked(package: Package) -> frozenset[str]:
    """Return the members that only their seller's program can read."""
    if "META-INF/encryption.xml" not in package:
        return frozenset()
    named = package.xml("META-INF/encryption.xml").iter("{*}CipherReference")
    return frozenset(unquote(one.get("URI", "")) for one in named)
