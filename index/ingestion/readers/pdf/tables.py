"""Find tables among columns of running text, whose gutter may pass between two columns of theirs."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.ingestion.readers.pdf.rows import Row, letters_in

# In heights of a line: two cells are farther apart than most columns of text.
_BETWEEN_CELLS = 2.0
_FEWEST_CELLS, _FEWEST_ROWS, _MOST_LETTERS = 3, 3, 18


def parted_at_tables(rows: Sequence[Row]) -> Iterator[tuple[bool, Sequence[Row]]]:
    """Yield the rows in order: those of each table together, and those between tables, with whether it is one.

    Three rows of three short cells are a table. Read as columns, its cells made sentences that nobody wrote.
    """
    begin = 0
    for is_table, group in groupby(range(len(rows)), key=lambda at: _is_row_of_cells(rows[at])):
        places = list(group)
        if is_table and len(places) >= _FEWEST_ROWS:
            if begin < places[0]:
                yield False, rows[begin : places[0]]
            begin = places[-1] + 1
            yield True, rows[places[0] : begin]
    if begin < len(rows):
        yield False, rows[begin:]


def _is_row_of_cells(row: Row) -> bool:
    gaps = sum(after.x0 - before.x1 >= _BETWEEN_CELLS * row.size for before, after in pairwise(row.words))
    letters = sum(letters_in(word.text) + 1 for word in row.words)
    return gaps + 1 >= _FEWEST_CELLS and letters < _MOST_LETTERS * (gaps + 1)
