"""Find the order in which the rows of a page are read: columns, tables, and what spans them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.ingestion.readers.pdf.asides import asides_in
from index.ingestion.readers.pdf.gutters import (
    FAR_WIDER_THAN_BLANKS,
    MANY_ROWS,
    NARROWEST_GUTTER,
    Gutter,
    Stripe,
    begins_exactly,
    best_gutter,
    is_known,
    is_wider_than_blanks,
    rows_beside,
)
from index.ingestion.readers.pdf.rows import Row, Word, is_right_to_left, letters_in
from index.ingestion.readers.pdf.tables import parted_at_tables

_DEEPEST, _MOST_KNOWN, _FEW_ROWS = 12, 40, 3
# A line of running text has more letters than a cell, and reaches the edge of its column.
_LETTERS_OF_LINE, _FULL = 18, 0.8


@dataclass(frozen=True)
class Flow:
    """Rows that are read one after the other.

    Args:
        goes_on: whether a paragraph may go on in the next flow: the order of the two is sure.
        cells: the cells of each row, if they are a table.
        page: the number of their page.
    """

    rows: tuple[Row, ...]
    goes_on: bool = True
    cells: tuple[tuple[str, ...], ...] = ()
    page: int | None = None


def flows_of(
    rows: Sequence[Row], known: list[Stripe], depth: int = 0, *, in_column: bool = False
) -> Iterator[Flow]:
    """Yield the rows in the order in which a person reads them.

    Args:
        known: where long gutters are on this and earlier pages; those that are found are added.
        in_column: whether they are a column of running text already.
    """
    parts = list(parted_at_tables(rows)) if in_column and depth < _DEEPEST else []
    if any(is_table for is_table, _ in parts):
        for is_table, part in parts:
            if is_table:
                yield _table(part, _stripes(part))
            else:
                yield from flows_of(part, known, depth + 1, in_column=True)
        return
    gutter = best_gutter(rows, known) if depth < _DEEPEST else None
    if gutter and not is_known(gutter, known) and _may_be_blanks(rows, gutter, in_column):
        gutter = None
    if gutter is None:
        if rows:
            yield Flow(tuple(rows))
        return
    if asides := asides_in(rows, gutter):
        beside = {id(row) for row in asides}
        yield from flows_of([row for row in rows if id(row) not in beside], known, depth + 1, in_column=in_column)
        yield Flow(tuple(asides), goes_on=False)
        return
    if gutter.last - gutter.first >= MANY_ROWS and len(known) < _MOST_KNOWN:
        known.append((gutter.left, gutter.right))
    yield from flows_of(rows[: gutter.first], known, depth + 1, in_column=in_column)
    yield from _band(rows[gutter.first : gutter.last], gutter, known, depth)
    yield from flows_of(rows[gutter.last :], known, depth + 1, in_column=in_column)


def _band(rows: Sequence[Row], gutter: Gutter, known: list[Stripe], depth: int) -> Iterator[Flow]:
    stripes = _stripes(rows, gutter)
    columns = _split(rows, stripes)
    if _is_prose(columns):
        from_right = is_right_to_left("".join(word.text for row in rows for word in row.words))
        for is_table, part in parted_at_tables(rows, gutter.right - 0.1):
            if is_table:
                yield _table(part, _stripes(part, gutter))
                continue
            sides = _split(part, [(gutter.left, gutter.right)])
            for column in reversed(sides) if from_right else sides:
                yield from flows_of(column, known, depth + 1, in_column=True)
    elif _is_table(rows, columns):
        yield _table(rows, stripes)
    else:  # each block alone, as nobody knows which of them comes first
        for column in columns:
            yield Flow(tuple(column), goes_on=False)


def _table(rows: Sequence[Row], stripes: Sequence[Stripe]) -> Flow:
    return Flow(tuple(rows), goes_on=False, cells=tuple(tuple(_cells(row, stripes)) for row in rows))


def _may_be_blanks(rows: Sequence[Row], gutter: Gutter, in_column: bool) -> bool:
    """Return whether a gutter may be nothing but wide blanks in a few lines of running text."""
    beside = rows[gutter.first : gutter.last]
    if in_column:
        return len(beside) < MANY_ROWS and not begins_exactly(beside, gutter)
    is_wider = all(is_wider_than_blanks(row, gutter, FAR_WIDER_THAN_BLANKS) for row in rows_beside(beside, gutter))
    return len(beside) < _FEW_ROWS and _runs(rows) and not is_wider


def _stripes(rows: Sequence[Row], gutter: Gutter | None = None) -> list[Stripe]:
    """Return all stripes that these rows leave empty, from the left; a gutter is one though it is narrow."""
    words = sorted((word for row in rows for word in row.words), key=lambda word: word.x0)
    size = sorted(row.size for row in rows)[len(rows) // 2]
    stripes, end = list[tuple[float, float]](), words[0].x1
    for word in words:
        is_gutter = word.x0 - end >= NARROWEST_GUTTER * size
        if is_gutter or (gutter and end <= gutter.left + 0.1 and word.x0 >= gutter.right - 0.1):
            stripes.append((end, word.x0))
        end = max(end, word.x1)
    return stripes


def _split(rows: Sequence[Row], stripes: Sequence[tuple[float, float]]) -> list[list[Row]]:
    """Return the rows of each column."""
    columns: list[list[Row]] = [[] for _ in range(len(stripes) + 1)]
    for row in rows:
        for column, words in zip(columns, _parted(row, stripes), strict=True):
            if words:
                column.append(Row(tuple(words), row.y, max(word.size for word in words)))
    return columns


def _parted(row: Row, stripes: Sequence[tuple[float, float]]) -> list[list[Word]]:
    parted: list[list[Word]] = [[] for _ in range(len(stripes) + 1)]
    for word in row.words:
        parted[sum(word.x0 >= right - 0.1 for _, right in stripes)].append(word)
    return parted


def _cells(row: Row, stripes: Sequence[tuple[float, float]]) -> Iterator[str]:
    yield from (" ".join(word.text for word in words) for words in _parted(row, stripes))


def _is_prose(columns: Sequence[Sequence[Row]]) -> bool:
    """Return whether lines of running text stand in each column, as far as it has some."""
    return all(_runs(column) for column in columns)


def _runs(column: Sequence[Row]) -> bool:
    if not column:
        return True
    left, right = min(row.x0 for row in column), max(row.x1 for row in column)
    letters = sum(letters_in(word.text) + 1 for row in column for word in row.words) / len(column)
    full = sum(row.x1 - left >= _FULL * (right - left) for row in column)
    return letters >= _LETTERS_OF_LINE and full * 2 >= len(column)


def _is_table(rows: Sequence[Row], columns: Sequence[Sequence[Row]]) -> bool:
    """Return whether most rows have a cell in several columns, and no column has running text."""
    filled = sum(len(column) for column in columns)
    beside = filled - len(rows)  # each row has one cell at least
    return beside * 2 >= len(rows) and not any(_runs(column) and len(column) > 3 for column in columns)
