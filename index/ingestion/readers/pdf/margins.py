"""Find what stands at the top and the bottom of pages and is no part of their text."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

import regex

from index.ingestion.readers.pdf.rows import Row

# As a share of the height of a page.
_MARGIN = 0.12
_MOST_ROWS, _SMALL = 3, 0.92
# The lines of a text are closer to each other, in sizes of their letters.
_APART = 1.6
_SHARE_OF_PAGES, _FEWEST_PAGES = 0.3, 2
_FIGURES = regex.compile(r"\d+")
_PAGE_NUMBER = regex.compile(
    r"[\s|–—-]*(?:(?:halaman|hal\.?|hlm\.?|page|p\.|seite|página|strona|стр\.?)\s*)?"
    r"(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|dari|of|de|von)\s*\d{1,4})?[\s|–—-]*",
    flags=regex.IGNORECASE,
)


def without_margins(
    pages: Sequence[Sequence[Row]], heights: Sequence[tuple[float, float]], body: float
) -> list[list[Row]]:
    """Return the rows of pages without page numbers, small lines above the text, and lines that many pages repeat.

    Args:
        heights: the bottom and the top of each page.
        body: the size of most lines.
    """
    at_edges = [_at_edges(rows, *height) for rows, height in zip(pages, heights, strict=True)]
    counts = Counter(key for rows in pages for key in {_key(row, top) for row, top in _outer(rows)})
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    kept = []
    for rows, edges in zip(pages, at_edges, strict=True):
        repeated = {(id(row), top) for row, top in _outer(rows) if counts[_key(row, top)] >= fewest}
        text = _text_of_copy(rows, repeated)
        small = {id(row) for row in takewhile(lambda row: row.size < _SMALL * body, rows)}
        dropped = {
            id(row)
            for row, top in edges
            if ((id(row), top) in repeated and id(row) not in text)
            or _PAGE_NUMBER.fullmatch(row.text())
            or (top and id(row) in small)
        }
        kept.append([row for row in rows if id(row) not in dropped])
    return kept


def _at_edges(rows: Sequence[Row], bottom: float, top: float) -> list[tuple[Row, bool]]:
    """Return the rows in the margins of a page, each with whether that is the upper one."""
    margin = _MARGIN * (top - bottom)
    upper = [(row, True) for row in rows[:_MOST_ROWS] if row.y > top - margin]
    lower = [(row, False) for row in rows[-_MOST_ROWS:] if row.y < bottom + margin]
    return upper + lower


def _outer(rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    """Return the rows that may be in the margins and the next one, each with whether that is at the top."""
    most = _MOST_ROWS + 1
    return [(row, True) for row in rows[:most]] + [(row, False) for row in rows[-most:]]


def _text_of_copy(rows: Sequence[Row], repeated: set[tuple[int, bool]]) -> set[int]:
    """Return the rows that belong to the text where a page repeats even that of another one, by their ids.

    The text begins below the first space, or the first change of size, behind which more lines are repeated than
    there are in a margin.
    """
    text = set[int]()
    for order, top in ((rows, True), (rows[::-1], False)):
        outer = order[: _MOST_ROWS + 1]
        if len(outer) <= _MOST_ROWS or not all((id(row), top) in repeated for row in outer):
            continue
        begins = next((number for number, pair in enumerate(pairwise(outer), start=1) if _are_apart(*pair)), 0)
        text |= {id(row) for row in outer[begins:]}
    return text


def _are_apart(one: Row, other: Row) -> bool:
    size = max(one.size, other.size)
    return abs(one.y - other.y) > _APART * size or min(one.size, other.size) < _SMALL * size


def _key(row: Row, is_upper: bool) -> tuple[str, bool]:
    return _FIGURES.sub("#", row.text().casefold()), is_upper
