"""Read a page that is text and nothing else, such as a chapter of a book."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from index.ingestion.layout.headings import Outline
from index.ingestion.readers.formats.table import rows_as_paragraphs
from index.ingestion.readers.web_page.tree import INLINE
from index.model.records import ParsedParagraph
from index.text.paragraphs import clean

_SKIPPED = frozenset({"script", "style", "head", "nav", "svg", "math", "template", "rt", "rp", "iframe", "object"})
_INLINE = INLINE | {"bdi", "bdo", "del", "img", "rb", "ruby"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = str.maketrans("\n\r", "  ")


def blocks(data: bytes, outline: Outline) -> Iterator[ParsedParagraph]:
    """Yield the paragraphs, items and rows of a page; ``outline`` goes on from page to page."""
    if not data.strip():
        return
    try:
        tree = document_fromstring(
            data, parser=HTMLParser(huge_tree=False, no_network=True, encoding=_encoding(data))
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return
    yield from _Page(outline).read(tree)


def _encoding(data: bytes) -> str | None:
    """Return UTF-8, which pages in books are in unless they say otherwise in a way that the parser understands."""
    head = data[:300].lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"encoding=" in head and b"utf-8" not in head):
        return None
    return "utf-8"


class _Page:
    """The line that the reading of a page has begun."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._pieces: list[str] = []

    def read(self, tree: etree._Element) -> Iterator[ParsedParagraph]:
        yield from self._inside(tree)
        yield from self._line()

    def _inside(self, parent: etree._Element) -> Iterator[ParsedParagraph]:
        self._add(parent.text)
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._element(child)
            self._add(child.tail)

    def _element(self, element: etree._Element) -> Iterator[ParsedParagraph]:
        if element.tag == "br":
            self._add(" ")
            return
        if element.tag in _INLINE:
            yield from self._inside(element)
            return
        yield from self._line()
        if element.tag in _HEADINGS:
            self._outline.enter(_HEADINGS[element.tag], clean(" ".join(_texts(element))))
        elif element.tag == "table" and element.find(".//table") is None:
            rows = [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
            heads = sum(1 for _ in element.iterfind("thead/tr"))
            yield from rows_as_paragraphs(rows, self._outline, heads)
        else:
            yield from self._inside(element)
            yield from self._line()

    def _line(self) -> Iterator[ParsedParagraph]:
        text, self._pieces = clean("".join(self._pieces)), []
        if text:
            yield self._outline.paragraph(text)

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.translate(_SPACES))


def _cell(cell: etree._Element) -> list[str]:
    return list(filter(None, (clean("".join(_texts(block))) for block in _cell_blocks(cell))))


def _cell_blocks(cell: etree._Element) -> list[etree._Element]:
    paragraphs = list(cell.iterchildren("p"))
    return paragraphs if paragraphs and not (cell.text or "").strip() else [cell]


def _texts(element: etree._Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from [" "] if child.tag == "br" else _texts(child)
        if child.tail:
            yield child.tail
