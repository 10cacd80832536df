"""Read ODT: the text without what is deleted, noted or remarked."""

from collections.abc import Iterator

from lxml import etree

from index.ingestion.layout.headings import BELOW_ALL, Outline
from index.ingestion.readers.formats.content import Content, lines_of
from index.ingestion.readers.formats.packed import Package
from index.ingestion.readers.formats.table import MOST_COLUMNS, rows_as_paragraphs
from index.model.records import Credits, ParsedParagraph
from index.text.paragraphs import clean

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# The first of these holds the text that was deleted while changes were tracked.
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}sequence-decls",
    }
    | {f"{_TEXT}table-of-content", f"{_TEXT}hidden-text", f"{_OFFICE}forms"}
)
_AS_TEXT = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}


def read(data: bytes, source: str) -> Content:
    """Return what is in a document. Raises ReadError."""
    package = Package(data, source, "ODT")
    body = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise package.damaged()
    title = package.xml("meta.xml").findtext(f".//{_DC}title") if "meta.xml" in package else None
    return Content(Credits(title=clean(title or "")), list(_blocks(body, Outline())))


def _blocks(parent: etree._Element, outline: Outline) -> Iterator[ParsedParagraph]:
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        if element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "")
            outline.enter(min(int(level), BELOW_ALL) if level.isdecimal() else BELOW_ALL, clean(_text(element)))
        elif element.tag == f"{_TEXT}p":
            yield from map(outline.paragraph, _lines(element))
            yield from _boxes(element, outline)
        elif element.tag == f"{_TABLE}table":
            heads = sum(1 for _ in element.iterfind(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
            yield from rows_as_paragraphs(list(_rows(element)), outline, heads)
        else:
            yield from _blocks(element, outline)


def _rows(table: etree._Element) -> Iterator[list[list[str]]]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield list(_cells(element))
        elif element.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[list[str]]:
    left = MOST_COLUMNS
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = cell.get(f"{_TABLE}number-columns-repeated", "1")
        count = min(int(times), left) if times.isdecimal() and len(times) < 6 else min(1, left)
        lines = [line for each in cell.iter(f"{_TEXT}p", f"{_TEXT}h") for line in _lines(each)]
        yield from (lines for _ in range(count))
        left -= count


def _lines(element: etree._Element) -> list[str]:
    return lines_of(_text(element))


def _boxes(element: etree._Element, outline: Outline) -> Iterator[ParsedParagraph]:
    """Yield the paragraphs of boxes that are anchored in a paragraph."""
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list", f"{_TABLE}table"):
            yield from _blocks(element, outline)
            return
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _boxes(child, outline)


def _text(element: etree._Element) -> str:
    pieces = [_spaced(element.text)]
    for child in element:
        is_box = child.tag in (f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list", f"{_TABLE}table")
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and not is_box:
            pieces.append(_AS_TEXT.get(child.tag) or _text(child))
        pieces.append("" if is_box else _spaced(child.tail))
    return "".join(pieces)


def _spaced(text: str | None) -> str:
    """Return a text of XML, in which a line's end is a space."""
    return (text or "").replace("\n", " ")
