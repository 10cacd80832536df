"""Read DOCX: the text as it stands with all tracked changes accepted.

python-docx leaves out what is inserted while changes are tracked, so sentences would miss words.
"""

from collections.abc import Iterator

from lxml import etree

from index.ingestion.layout.headings import Outline
from index.ingestion.readers.formats.content import Content, lines_of
from index.ingestion.readers.formats.packed import Package
from index.ingestion.readers.formats.table import rows_as_paragraphs
from index.model.records import Credits, ParsedParagraph

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
# Text that is deleted, moved away, hidden, a field's code, or there a second time for older programs.
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "Fallback",
        "pPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
    }
    | {"footnoteReference", "endnoteReference", "annotationRef"}
)
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = frozenset({"0", "false", "off", "none"})
_TITLE = 0
"""The level of the style of titles; those of headings are from 1 to 9."""


def read(data: bytes, source: str) -> Content:
    """Return what is in a document. Raises ReadError."""
    package = Package(data, source, "DOCX")
    body = _child(package.xml(_DOCUMENT), "body")
    if body is None:
        raise package.damaged()
    reading = _Reading(_levels(package.xml(_STYLES)) if _STYLES in package else {})
    paragraphs = [*reading.blocks(body), *reading.end()]
    return Content(Credits(title=reading.title), paragraphs)


class _Reading:
    """The place that the reading of a document has reached."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.title = ""
        self._levels = levels
        self._outline = Outline()
        self._unfinished = list[str]()
        self._is_empty = True

    def blocks(self, parent: etree._Element) -> Iterator[ParsedParagraph]:
        """Yield the paragraphs and the rows of tables, in order, each below its headings."""
        for element in parent:
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from rows_as_paragraphs(_rows(element), self._outline, _header_rows(element))
            elif name not in _SKIPPED:
                yield from self.blocks(element)

    def end(self) -> Iterator[ParsedParagraph]:
        """Yield the paragraph that was to be joined with a next one, if there was none."""
        yield from map(self._outline.paragraph, lines_of("".join(self._unfinished)))

    def _paragraph(self, element: etree._Element) -> Iterator[ParsedParagraph]:
        self._unfinished.append(_text(element))
        lines = list[str]()
        if not _is_joined(element):
            lines = lines_of("".join(self._unfinished))
            self._unfinished.clear()
        level = self._level(element)
        if level == _TITLE and lines and self._is_empty:
            self.title = " ".join([self.title, *lines]).strip()
        elif level and lines:
            self._outline.enter(level, " ".join(lines))
            self._is_empty = False
        else:
            self._is_empty &= not lines
            yield from map(self._outline.paragraph, lines)
        for box in _boxes(element):
            yield from self.blocks(box)

    def _level(self, element: etree._Element) -> int | None:
        properties = _child(element, "pPr")
        own = _value(_child(properties, "outlineLvl"))
        if own.isdecimal() and int(own) < 9:
            return int(own) + 1
        return self._levels.get(_value(_child(properties, "pStyle")))


def _levels(styles: etree._Element) -> dict[str, int]:
    """Return the levels of the styles for titles and headings. Their names are in English in every language."""
    levels: dict[str, int] = {}
    for style in styles:
        if _name(style) != "style" or _attribute(style, "type") != "paragraph":
            continue
        name = _value(_child(style, "name")).casefold()
        outline = _value(_child(_child(style, "pPr"), "outlineLvl"))
        if name == "title":
            levels[_attribute(style, "styleId")] = _TITLE
        elif name.startswith("heading ") and name[8:].isdecimal():
            levels[_attribute(style, "styleId")] = min(int(name[8:10]), 9)
        elif outline.isdecimal() and int(outline) < 9:
            levels[_attribute(style, "styleId")] = int(outline) + 1
    return levels


def _text(element: etree._Element) -> str:
    """Return the text of a paragraph, without that of boxes that float beside it."""
    pieces = []
    for child in element:
        name = _name(child)
        if name in _SKIPPED or name == "txbxContent" or (name == "r" and _is_hidden(child)):
            continue
        pieces.append((child.text or "").replace("\n", " ") if name == "t" else _AS_TEXT.get(name) or _text(child))
    return "".join(pieces)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in _SKIPPED:
            yield from _boxes(child)


def _rows(table: etree._Element) -> list[list[list[str]]]:
    return [[_lines(cell) for cell in _within(row, "tc")] for row in _within(table, "tr") if not _is_deleted(row)]


def _lines(cell: etree._Element) -> list[str]:
    lines: list[str] = []
    for child in cell:
        if _name(child) == "p":
            lines += lines_of(_text(child))
        elif _name(child) not in _SKIPPED:
            lines += _lines(child)
    return lines


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of this name, also those that a control for content holds."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _within(child, name)


def _header_rows(table: etree._Element) -> int:
    rows = list(_within(table, "tr"))
    return next((at for at, row in enumerate(rows) if not _is_on(_child(_child(row, "trPr"), "tblHeader"))), 0)


def _is_deleted(row: etree._Element) -> bool:
    return _child(_child(row, "trPr"), "del") is not None


def _is_joined(paragraph: etree._Element) -> bool:
    """Return whether the end of a paragraph is deleted, which makes one of it and the next."""
    return _child(_child(_child(paragraph, "pPr"), "rPr"), "del") is not None


def _is_hidden(run: etree._Element) -> bool:
    return _is_on(_child(_child(run, "rPr"), "vanish"))


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and _value(switch).casefold() not in _OFF


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in parent if _name(child) == name), None) if parent is not None else None


def _name(element: etree._Element) -> str:
    """Return the name of an element, whichever of the two namespaces the document has."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: etree._Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
