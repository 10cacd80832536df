"""Mark the headings of a page, and the headers of its tables, that only bold type or several rows show."""

from itertools import islice, takewhile

from lxml.html import HtmlElement, fragment_fromstring

from index.ingestion.layout.headings import MOST_CHARACTERS, may_be_heading
from index.ingestion.layout.table_rows import names_columns
from index.ingestion.readers.web_page.tables import MOST_COLUMNS, rows_of, span_of
from index.ingestion.readers.web_page.tree import drop
from index.text.paragraphs import clean

_BOLD = frozenset({"b", "strong"})
_AROUND_BOLD = frozenset({"span", "u", "em", "font"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND_BUTTONS = _HEADINGS | {"summary", "dt"}
_LOWEST = "h6"
# Bounds on the work, which would otherwise grow with the square of what a hostile page nests or repeats.
_DEEPEST, _MOST_SIBLINGS, _MOST_ROWS = 3, 5, 4


def name_headings(tree: HtmlElement) -> None:
    """Give headings their elements: blocks with that role, and the buttons that open the text below them."""
    for element in list(tree.iter("div", "p", "span")):
        if (element.get("role") or "").lower() == "heading":
            level = element.get("aria-level") or ""
            element.tag = f"h{level}" if f"h{level}" in _HEADINGS else "h2"
    for button in list(tree.iter("button")):
        above = button.getparent()
        if above is not None and above.tag in _AROUND_BUTTONS:
            button.drop_tag()
        elif button.get("aria-expanded") and may_be_heading(_text(button)) and _stands_above_text(button):
            button.tag = _LOWEST


def drop_empty_headings(tree: HtmlElement) -> None:
    """Take out the headings with nothing below them before the next of their level or above.

    trafilatura counts what it has read after each element, which grows with the square of the headings in a row.
    """
    for heading in list(tree.iter(*_HEADINGS)):
        below = heading.getnext()
        if below is not None and below.tag in _HEADINGS and _is_blank(heading.tail) and below.tag <= heading.tag:
            drop(heading)


def mark_headings(tree: HtmlElement) -> None:
    """Turn bold lines into headings, and the rows at the top of a table into a caption and one header."""
    for line in list(tree.iter("p", "div")):
        if _is_bold(line) and may_be_heading(_text(line)) and _stands_above_text(line):
            line.tag = _LOWEST
        else:
            _split_off_heading(line)
    for table in list(tree.iter("table")):
        _mark_header(table)


def _text(element: HtmlElement) -> str:
    """Return the text of an element, or somewhat more than the longest heading has of it."""
    pieces, length = list[str](), 0
    for piece in element.itertext():
        pieces.append(piece[: 2 * MOST_CHARACTERS])
        length += len(piece.strip())
        if length > MOST_CHARACTERS:
            break
    return clean("".join(pieces))


def _is_bold(element: HtmlElement, depth: int = 0) -> bool:
    """Return whether all text of an element is in bold type, and none of it a link."""
    if depth > _DEEPEST or not len(element) or not _is_blank(element.text):
        return False
    return all(_is_blank(child.tail) and (child.tag == "br" or _is_all_bold(child, depth)) for child in element)


def _is_all_bold(element: HtmlElement, depth: int = 0) -> bool:
    if element.tag in _BOLD:
        return next(element.iter("a"), None) is None
    return element.tag in _AROUND_BOLD and _is_bold(element, depth + 1)


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _stands_above_text(line: HtmlElement) -> bool:
    """Return whether the next element is longer, as the text below a heading is, and no heading itself."""
    siblings = (one for one in islice(line.itersiblings(), _MOST_SIBLINGS) if isinstance(one.tag, str))
    below = next((one for one in siblings if _text(one)), None)
    if below is None or below.tag in _HEADINGS or _is_bold(below):
        return False
    return len(_text(below)) > len(_text(line))


def _split_off_heading(line: HtmlElement) -> None:
    """Make a heading of a bold first line that a line break ends: "<b>Bagasi</b><br>Setiap orang boleh ..."."""
    if len(line) < 2 or line[1].tag != "br" or not _is_blank(line.text) or not _is_blank(line[0].tail):
        return
    first, line_break = line[0], line[1]
    if _is_all_bold(first) and not _is_blank(line_break.tail) and may_be_heading(text := _text(first)):
        line.addprevious(_element(_LOWEST, text))
        line.text = line_break.tail
        line.remove(first)
        line.remove(line_break)


def _mark_header(table: HtmlElement) -> None:
    rows = rows_of(table)
    headers = list(takewhile(_is_header, islice(rows, _MOST_ROWS)))
    if not headers:
        headers = _named_columns(rows)
    if not headers or len(headers) == len(rows):
        return
    while len(headers) > 1 and len(texts := [text for cell in headers[0] if (text := _text(cell))]) == 1:
        headers.pop(0).drop_tree()
        headers[0].addprevious(_element("caption", texts[0]))
    for row in headers[1:]:
        row.drop_tree()
    headers[0][:] = [_element("th", text) for text in _columns(headers)]


def _is_header(row: HtmlElement) -> bool:
    cells = [cell for cell in row.iterchildren("td", "th") if _text(cell)]
    parent = row.getparent()
    is_in_head = parent is not None and parent.tag == "thead"
    return bool(cells) and (is_in_head or all(cell.tag == "th" or _is_bold(cell) for cell in cells))


def _named_columns(rows: list[HtmlElement]) -> list[HtmlElement]:
    """Return the first rows if they name the columns of the others: one row, or as many as their cells span."""
    first = list(islice(rows[0].iterchildren("td"), MOST_COLUMNS)) if rows else []
    spans_columns = any(span_of(cell, "colspan") > 1 for cell in first)
    depth = max([2 if spans_columns else 1, *(span_of(cell, "rowspan") for cell in first)])
    if depth > _DEEPEST:
        return []
    names, *below = [_columns(rows[:depth]), *_grid(rows[: depth + _MOST_ROWS])[depth:]]
    return rows[:depth] if names_columns([names, *below]) else []


def _grid(rows: list[HtmlElement]) -> list[list[str]]:
    """Return the texts of rows by column, again for what spans rows, and "" for what spans columns."""
    open_: dict[int, tuple[str, int]] = {}
    grid = list[list[str]]()
    for row in rows:
        line, cells = list[str](), list(islice(row.iterchildren("td"), MOST_COLUMNS))
        while len(line) < MOST_COLUMNS and (cells or len(line) in open_):
            if len(line) in open_:
                text, more = open_.pop(len(line))
                across = 1
            else:
                cell = cells.pop(0)
                across, more = span_of(cell, "colspan"), span_of(cell, "rowspan")
                text = _text(cell) if across == 1 else ""
            if more > 1:
                open_ |= {len(line) + place: (text, more - 1) for place in range(across)}
            line += [text] * across
        grid.append(line)
    return grid


def _columns(headers: list[HtmlElement]) -> list[str]:
    """Return the header of each column: the texts above it, each once, from top to bottom."""
    columns: list[list[str]] = [[] for _ in range(MOST_COLUMNS)]
    used = 0
    for number, row in enumerate(headers):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column < MOST_COLUMNS and len(columns[column]) > number:
                column += 1
            for one in columns[column : column + span_of(cell, "colspan")]:
                one += [_text(cell)] * span_of(cell, "rowspan")
            column += span_of(cell, "colspan")
            used = max(used, column)
        for one in columns:
            one += [""] * (number + 1 - len(one))
    return [" ".join(dict.fromkeys(filter(None, one))) for one in columns[:used]]


def _element(tag: str, text: str) -> HtmlElement:
    made = fragment_fromstring(f"<{tag}></{tag}>")
    made.text = text
    return made
