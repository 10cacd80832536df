"""Find what stands in the middle of two columns whose lines make room for it: a sentence in large letters."""

from collections.abc import Iterable, Sequence

from index.ingestion.readers.pdf.gutters import Gutter, Stripe
from index.ingestion.readers.pdf.rows import Row

# Times the letters around it.
_LARGER = 1.15
# In its own height: the lines beside it.
_BESIDE = 0.8
# The share of the lines of the columns that are where these lines make room.
_USUALLY_THERE = 0.33


def asides_in(rows: Sequence[Row], gutter: Gutter) -> list[Row]:
    """Return the large rows over a gutter that have lines of both columns beside them.

    A headline over two of more columns is none: what is beside it are other columns.
    """
    columns = rows[gutter.first : gutter.last]
    size = sorted(row.size for row in columns)[len(columns) // 2]
    return [
        row
        for row in (*rows[: gutter.first], *rows[gutter.last :])
        if row.size > _LARGER * size
        and row.x0 < gutter.right
        and row.x1 > gutter.left
        and all(_is_text(room, columns) for room in _rooms(row, rows, size))
    ]


def _rooms(aside: Row, rows: Iterable[Row], size: float) -> tuple[Stripe | None, Stripe | None]:
    """Return the room left and right of a row, up to the lines there; None where there is no line."""
    words = [
        word
        for row in rows
        if abs(row.y - aside.y) <= _BESIDE * aside.size and row.size <= _LARGER * size
        for word in row.words
    ]
    left = max((word.x1 for word in words if word.x1 <= aside.x0), default=None)
    right = min((word.x0 for word in words if word.x0 >= aside.x1), default=None)
    return (
        None if left is None else (left, aside.x0),
        None if right is None else (aside.x1, right),
    )


def _is_text(room: Stripe | None, columns: Sequence[Row]) -> bool:
    """Return whether words are usually where there is room now."""
    if room is None:
        return False
    there = sum(any(word.x0 < room[1] and word.x1 > room[0] for word in row.words) for row in columns)
    return there >= _USUALLY_THERE * len(columns)
