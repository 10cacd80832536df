"""Write the row of a table as one paragraph, and read rows that a text draws with pipes."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import regex

from index.text.paragraphs import has_blank_line

SEPARATOR = " · "
EMPTY = "–"
"""Without it, what stands in the column of 2026 would be read as that of 2025."""
_DIGIT, _YEAR = regex.compile(r"\d"), regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = regex.compile(
    r"\b(?:harga|jumlah|total|nilai|skor|poin|tarif|biaya|luas|suara|persen(?:tase)?|korban|stok"
    r"|price|number|amount|score|points|count|votes|share|cost|population)\b",
    flags=regex.IGNORECASE,
)
_ROWS_TO_LOOK_AT = 20
_RULE = regex.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_LONGEST_CELL, _FEWEST_TABS = 60, 2
# As many pipes as a row of two cells has.
_FEWEST_PIPES = 3


def row_text(cells: Iterable[str]) -> str:
    """Return the cells in order, word for word, a dash for an empty one; the first one may stand alone."""
    first, *others = [*cells] or [""]
    if not any(others):
        return first
    return SEPARATOR.join(cell or EMPTY for cell in (first, *others))


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first of three rows or more names columns, one of which holds nothing but figures.

    Of two columns, the first may name what the second says ("Nama · Budi", "Umur · 14"), unless it counts.
    """
    names, *below = rows[:_ROWS_TO_LOOK_AT] or [[]]
    is_square = len(names) > 1 and len(below) > 1 and all(len(row) == len(names) for row in below)
    if not is_square or not all(names[1:]) or any(_DIGIT.search(_YEAR.sub("", name)) for name in names):
        return False
    counting = [name for name, *cells in zip(names, *below, strict=True) if _are_figures(name, cells)]
    return bool(counting) if len(names) > 2 else any(map(_COUNTED.search, counting))


def _are_figures(name: str, cells: Sequence[str]) -> bool:
    is_year = _YEAR.fullmatch(name) is not None
    return any(cells) and all(
        not cell or (_DIGIT.search(cell) and not (is_year and _YEAR.fullmatch(cell))) for cell in cells
    )


def piped_row(line: str) -> str | None:
    """Return the text of a row such as "| Krajan | 12 |", or None for any other line."""
    if not (line.startswith("|") and line.endswith("|")) or line.count("|") < _FEWEST_PIPES:
        return None
    return row_text(map(str.strip, line[1:-1].split("|")))


def is_rule(line: str) -> bool:
    """Return whether a line is that between the header and the rows of a table, such as "| --- | ---: |"."""
    return _RULE.fullmatch(line) is not None


def draw_tab_tables(text: str) -> str:
    """Return a text with pipes in place of the tabs between the cells of tables of three columns or more.

    A table is several lines with as many cells, below other text, as its first line may be the headline.
    """
    if "\t" not in text:
        return text
    # Without blank lines, each line is a paragraph already, and with one no more.
    blank = [""] if has_blank_line(text) else []
    drawn, has_text = list[str](), False
    for tabs, group in groupby(text.split("\n"), _tabs_between_cells):
        lines = list(group)
        is_below = has_text
        has_text = has_text or any(map(str.strip, lines))
        drawn += [*blank, *_drawn(lines), *blank] if tabs and len(lines) > 1 and is_below else lines
    return "\n".join(drawn)


def _tabs_between_cells(line: str) -> int:
    """Return the number of tabs of a line that may be a row, or 0."""
    if line.count("\t") < _FEWEST_TABS or "|" in line:
        return 0
    cells = line.split("\t")
    is_row = (
        cells[0].strip() and max(map(len, cells)) <= _LONGEST_CELL and sum(map(bool, map(str.strip, cells))) > 1
    )
    return len(cells) - 1 if is_row else 0


def _drawn(lines: Sequence[str]) -> list[str]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    if names_columns(rows):
        drawn.insert(1, "|" + "-|" * len(rows[0]))
    return drawn
