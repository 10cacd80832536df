"""Make blocks of the tables that are the layout of a page, and take tables of data out of their boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

# A cell of a table of data holds a few words, perhaps in a paragraph.
_LONGEST_CELL, _MOST_BLOCKS = 400, 1
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section"}
)
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
