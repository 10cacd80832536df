"""Make blocks of the tables that are the layout of a page, and give tables of data a cell in each place."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from index.ingestion.layout.table_rows import EMPTY
from index.ingestion.readers.web_page.tree import short_text
from index.text.line_breaks import ends_sentence

MOST_COLUMNS = 50
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"
_LONGEST_REPEATED = 100
# trafilatura pads rows with empty cells for spans: 60 KB of cells that span 50 rows and columns took 50 s.
_MOST_REPEATED = 2_000
# A cell of a table of data holds a few words, perhaps in a paragraph.
_LONGEST_CELL, _MOST_BLOCKS = 400, 1
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section"}
)
_GRID_CELLS = frozenset({"div", "span", "li", "p", "b", "strong"})
_NEVER_IN_GRIDS = ("table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "img", "form")
_LONGEST_GRID_CELL = 60
_ROW_NAME = regex.compile(r"(?<![\w-])(?:[\w-]+[-_])?(?:row|tr|baris)(?![\w-])", flags=regex.IGNORECASE)
_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})


@dataclass
class _Cell:
    letters: int = 0
    blocks: int = 0


@dataclass
class _Table:
    rows: int = 0
    in_row: int = 0
    columns: int = 0
    has_blocks: bool = False
    is_layout: bool = False

    def is_for_layout(self) -> bool:
        return self.is_layout or self.columns == 1 or (self.rows == 1 and self.has_blocks)


def name_grids(tree: HtmlElement) -> None:
    """Turn blocks that draw a table into one: rows by their role or class, with as many short cells in each."""
    named = (block for block in tree.iter("div", "section", "ul") if _is_named_row(block))
    for grid in dict.fromkeys(row.getparent() for row in named):
        rows = [child for child in grid if isinstance(child.tag, str)] if grid is not None else []
        cells = [_grid_cells(row) for row in rows] if all(map(_is_named_row, rows)) else []
        if grid is None or len(rows) < 2 or not cells or not all(cells) or len({len(each) for each in cells}) != 1:
            continue
        grid.tag = "table"
        for row, its_cells in zip(rows, cells, strict=True):
            row.tag = "tr"
            for cell in its_cells:
                cell.tag = "th" if (cell.get("role") or "").endswith("header") else "td"


def _is_named_row(element: HtmlElement) -> bool:
    return element.get("role") == "row" or _ROW_NAME.search(element.get("class") or "") is not None


def _grid_cells(row: HtmlElement) -> list[HtmlElement]:
    """Return the cells of a row that is drawn by blocks, or none."""
    cells = [child for child in row if isinstance(child.tag, str)]
    is_bare = (row.text or "").strip() or any((cell.tail or "").strip() for cell in cells)
    if is_bare or not 2 <= len(cells) <= MOST_COLUMNS or not all(map(_is_grid_cell, cells)):
        return []
    return cells


def _is_grid_cell(cell: HtmlElement) -> bool:
    text = short_text(cell, _LONGEST_GRID_CELL)
    if cell.tag not in _GRID_CELLS or text is None or next(cell.iter(*_NEVER_IN_GRIDS), None) is not None:
        return False
    return not ends_sentence(text) and next(cell.iter("a"), None) is None


def flatten_layouts(tree: HtmlElement) -> None:
    """Turn each layout table into blocks."""
    for table in list(_layouts(tree)):
        _flatten(table)


def unwrap_tables(tree: HtmlElement) -> None:
    """Take tables of data out of the boxes that hold nothing else: trafilatura drops some by their names."""
    for cell in tree.iter("td", "th"):
        if len(cell) == 1 and cell[0].tag == "p":
            cell[0].drop_tag()
    for table in list(tree.iter("table")):
        while (box := table.getparent()) is not None and box.tag == "div" and _is_alone(table):
            above, tail = box.getparent(), box.tail
            if above is None:
                return
            above.replace(box, table)
            table.tail = tail


def _is_alone(table: HtmlElement) -> bool:
    # Not by len(box): counting children takes the longer the more there are.
    if table.getprevious() is not None or table.getnext() is not None:
        return False
    return not (table.getparent().text or "").strip() and not (table.tail or "").strip()


def _layouts(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the tables that hold tables, long texts or several blocks in a cell, or have one column."""
    tables: list[_Table] = []
    cells: list[_Cell] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        is_cell = element.tag in ("td", "th") and tables
        if event == "start":
            if element.tag == "table":
                if tables:
                    tables[-1].is_layout = True
                tables.append(_Table())
            elif is_cell:
                tables[-1].in_row += 1
                tables[-1].columns = max(tables[-1].columns, tables[-1].in_row)
                cells.append(_Cell())
            elif element.tag == "tr" and tables:
                tables[-1].rows += 1
                tables[-1].in_row = 0
            _count(cells, element.text, element.tag in _BLOCKS)
            continue
        if element.tag == "table" and tables.pop().is_for_layout():
            yield element
        elif is_cell:
            cell = cells.pop()
            tables[-1].has_blocks |= cell.blocks > 0
            tables[-1].is_layout |= cell.letters > _LONGEST_CELL or cell.blocks > _MOST_BLOCKS
        _count(cells, element.tail)


def _count(cells: list[_Cell], text: str | None, is_block: bool = False) -> None:
    if cells:
        cells[-1].letters += len((text or "").strip())
        cells[-1].blocks += is_block


def _flatten(table: HtmlElement) -> None:
    """Make blocks of a table and its own parts, but not of a table in it."""
    parts = [table]
    while parts:
        part = parts.pop()
        if part.tag not in ("td", "th"):
            parts += [child for child in part if child.tag in _PARTS]
        part.tag = "div"


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """Return the rows of a table, without those of a table in it."""
    return list(table.xpath(_ROWS))


def span_of(cell: HtmlElement, name: str) -> int:
    """Return how many columns or rows a cell stands in."""
    value = cell.get(name) or "1"
    return max(1, min(int(value), MOST_COLUMNS)) if value.isdecimal() and len(value) < 4 else 1


def fill_tables(tree: HtmlElement) -> None:
    """Give each row of a table a cell in each column: what spans rows or columns again, and a dash for nothing."""
    left = _MOST_REPEATED
    for table in tree.iter("table"):
        rows = rows_of(table)
        left -= _repeat_spans(rows, left)
        _fill_empty(rows)
    for cell in tree.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            cell.attrib.pop(name, None)


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren("td", "th"))


def _repeat_spans(rows: list[HtmlElement], most: int) -> int:
    """Insert copies of the cells that span rows or columns, at most so many, and return their number."""
    open_: dict[int, tuple[HtmlElement, int]] = {}  # by column: a cell from above, and how many rows it goes on
    count = 0
    for row in rows:
        cells, line = _cells(row), list[HtmlElement]()
        is_line = len(cells) == 1 and not open_  # such as "Source: ..." below all columns
        while len(line) < MOST_COLUMNS and (cells or len(line) in open_):
            column = len(line)
            if column in open_:
                above, more = open_.pop(column)
                if more > 1:
                    open_[column] = above, more - 1
                line.append(_copy(above))
                count += 1
                continue
            cell = cells.pop(0)
            across, down = 1 if is_line else span_of(cell, "colspan"), span_of(cell, "rowspan")
            for place in range(column, min(column + across, MOST_COLUMNS)):
                line.append(cell if place == column else _copy(cell))
                count += place > column
                if down > 1:
                    open_[place] = cell, down - 1
        if count > most:
            break
        for place, cell in enumerate(line):
            row.insert(place, cell)
    return count


def _copy(cell: HtmlElement) -> HtmlElement:
    copy = cell.makeelement(cell.tag)
    copy.text = short_text(cell, _LONGEST_REPEATED) or ""
    return copy


def _fill_empty(rows: list[HtmlElement]) -> None:
    """Write a dash into the empty cells of the columns that have text somewhere, and take out other columns."""
    table = [[(cell, short_text(cell, 0) != "") for cell in _cells(row)] for row in rows]
    filled = {column for row in table for column, (_, has_text) in enumerate(row) if has_text}
    for row in table:
        kept = [cell for column, cell in enumerate(row) if column in filled]
        is_line = not any(has_text for _, has_text in kept[1:])
        for column, (cell, _) in enumerate(row):
            if column not in filled:
                cell.drop_tree()
        for cell, has_text in kept:
            if not has_text and not is_line:
                cell[:] = []
                cell.text = EMPTY
