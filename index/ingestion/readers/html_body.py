"""Read the paragraphs of an article that trafilatura found in a page."""

import json
from collections.abc import Iterator

from lxml.etree import _Element
from lxml.html import HtmlElement, fromstring

from index.ingestion.layout.table_rows import row_text
from index.text.paragraphs import clean, split_paragraphs

_DEEPEST = 20


def paragraphs_of(body: _Element) -> Iterator[str]:
    """Yield the paragraphs, list items and table rows of an article; headings are none of them."""
    for element in body:
        if element.tag == "head" or not isinstance(element.tag, str):
            continue
        if element.tag == "table":
            yield from _rows(element)
        elif element.tag in ("list", "quote") and len(element):
            yield from _own_lines(element.text)
            yield from paragraphs_of(element)
        elif element.tag in ("div", "body"):
            yield from paragraphs_of(element)
        else:
            yield from _lines(element)
        if element.tail and element.tail.strip():
            yield from _own_lines(element.tail)


def _rows(table: _Element) -> Iterator[str]:
    rows = list(table.iter("row"))
    for number, row in enumerate(rows):
        cells = list(row.iter("cell"))
        is_header = number == 0 and len(rows) > 1 and all(cell.get("role") == "head" for cell in cells)
        if not is_header and (text := row_text(_text(cell) for cell in cells)):
            yield text


def _lines(element: _Element) -> Iterator[str]:
    nested = [child for child in element if child.tag in ("list", "quote", "table")]
    for line_break in list(element.iter("lb")):
        line_break.tail = "\n" + (line_break.tail or "")
    if not nested:
        yield from _own_lines("".join(element.itertext()))
        return
    yield from _own_lines(element.text)
    yield from paragraphs_of(element)


def _own_lines(text: str | None) -> Iterator[str]:
    yield from (line for raw in (text or "").split("\n") if (line := clean(raw)))


def _text(element: _Element) -> str:
    return clean(" ".join(element.itertext()))


def stated_body(tree: HtmlElement, text: str) -> list[str] | None:
    """Return the paragraphs of the article body in JSON-LD, if the page has no other text than that."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (body := _find_body(_loaded(script.text))):
            paragraphs = _split_body(body)
            if len(paragraphs) > 1 and _squeezed("".join(paragraphs)) == _squeezed(text):
                return paragraphs
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
