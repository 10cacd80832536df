"""Read the paragraphs of an article that trafilatura found in a page."""

import json
from collections.abc import Iterator
from itertools import takewhile

from lxml.etree import _Element
from lxml.html import HtmlElement, fromstring

from index.ingestion.layout.headings import BELOW_ALL, Outline, under_headings
from index.ingestion.layout.table_rows import row_text
from index.model.records import ParsedParagraph
from index.text.paragraphs import clean, split_paragraphs

_DEEPEST = 20
_MOST_TERMS = 10


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
            yield outline.paragraph(text, row_text(terms))


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


def stated_body(tree: HtmlElement, text: str) -> list[ParsedParagraph] | None:
    """Return the paragraphs of the article body in JSON-LD, if the page has no other text than that."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (body := _find_body(_loaded(script.text))):
            paragraphs = _split_body(body)
            if len(paragraphs) > 1 and _squeezed("".join(paragraphs)) == _squeezed(text):
                return under_headings(paragraphs)
    return None


def _loaded(text: str | None) -> object:
    try:
        return json.loads(text or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _find_body(value: object, depth: int = 0) -> str | None:
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return None
    if isinstance(value, dict) and isinstance(body := value.get("articleBody"), str):
        return body
    inner = value.values() if isinstance(value, dict) else value
    return next((body for one in inner if (body := _find_body(one, depth + 1))), None)


def _split_body(body: str) -> list[str]:
    if "</p>" in body.lower():
        blocks = fromstring(f"<div>{body}</div>").iter("p", "li")
        return [text for block in blocks if (text := clean(block.text_content()))]
    return split_paragraphs(body)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))
