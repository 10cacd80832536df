"""Read the paragraphs of an article that trafilatura found in a page."""

from collections.abc import Iterator
from itertools import takewhile

import regex
from lxml.etree import _Element

from index.ingestion.layout.headings import BELOW_ALL, Outline
from index.ingestion.layout.table_rows import row_text
from index.model.records import ParsedParagraph
from index.text.paragraphs import clean

_MOST_TERMS = 10
_VALUE = regex.compile(r"[\d.:,/\s–-]*\d[\d.:,/\s–-]*(?:\p{L}{1,4}|%)?")


def paragraphs_of(body: _Element) -> Iterator[ParsedParagraph]:
    """Yield the paragraphs, list items and table rows of an article, each below the headings that it has."""
    yield from _blocks(body, Outline())


def _blocks(parent: _Element, outline: Outline) -> Iterator[ParsedParagraph]:
    for element in parent:
        if not isinstance(element.tag, str):
            continue
        if element.tag == "head":
            outline.enter(_level(element), _text(element))
        elif element.tag == "table":
            yield from _rows(element, outline)
        elif element.get("rend") == "dl":
            yield from _definitions(element, outline)
        elif element.tag in ("list", "quote") and len(element):
            yield from _own_lines(element.text, outline)
            yield from _blocks(element, outline)
        elif element.tag in ("div", "body"):
            yield from _blocks(element, outline)
        else:
            yield from _lines(element, outline)
        if element.tail and element.tail.strip():
            yield from _own_lines(element.tail, outline)


def _level(heading: _Element) -> int:
    digits = (heading.get("rend") or "")[1:]
    return int(digits) if digits.isdecimal() else BELOW_ALL


def _rows(table: _Element, outline: Outline) -> Iterator[ParsedParagraph]:
    rows = [list(row.iter("cell")) for row in table.iter("row")]
    heads = len(list(takewhile(_is_header, rows)))
    texts = [row_text(map(_text, cells)) for cells in rows]
    if heads == len(rows):  # a table of headers alone says something, too
        heads = 0
    yield from (outline.paragraph(text, *texts[:heads]) for text in texts[heads:] if text)


def _is_header(cells: list[_Element]) -> bool:
    return all(cell.get("role") == "head" or not _text(cell) for cell in cells)


def _definitions(element: _Element, outline: Outline) -> Iterator[ParsedParagraph]:
    """Yield the descriptions of a list, each below its terms."""
    terms, is_described = list[str](), False
    for item in element:
        if (item.get("rend") or "").startswith("dt"):
            terms = [*([] if is_described else terms), _text(item)][:_MOST_TERMS]
            is_described = False
        elif text := _text(item):
            is_described = True
            term = row_text(filter(None, terms))
            if term and _VALUE.fullmatch(text):  # as the time of a prayer: nothing without its term
                yield outline.paragraph(row_text([term, text]))
            else:
                yield outline.paragraph(text, term)


def _lines(element: _Element, outline: Outline) -> Iterator[ParsedParagraph]:
    nested = [child for child in element if child.tag in ("list", "quote", "table")]
    for line_break in list(element.iter("lb")):
        line_break.tail = "\n" + (line_break.tail or "")
    if not nested:
        yield from _own_lines("".join(element.itertext()), outline)
        return
    yield from _own_lines(element.text, outline)
    yield from _blocks(element, outline)


def _own_lines(text: str | None, outline: Outline) -> Iterator[ParsedParagraph]:
    yield from (outline.paragraph(line) for raw in (text or "").split("\n") if (line := clean(raw)))


def _text(element: _Element) -> str:
    return clean(" ".join(element.itertext()))
