"""Find tables among columns of running text, whose gutter may pass between two columns of theirs."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.ingestion.readers.pdf.rows import Row, Word, letters_in

# In heights of a line: two cells are farther apart than most columns of text.
_BETWEEN_CELLS = 2.0
_FEWEST_CELLS, _FEWEST_ROWS, _MOST_LETTERS = 3, 3, 18
# Text beside cells that is longer than this is a line of the next column.
_LONGEST_CELL = 36


def parted_at_tables(rows: Sequence[Row], middle: float | None = None) -> Iterator[tuple[bool, Sequence[Row]]]:
    """Yield the rows in order: those of each table together, and those between tables, with whether it is one.

    Three rows of three short cells are a table. Read as columns, its cells made sentences that nobody wrote.

    Args:
        middle: where the gutter of two columns is, of which one may have a table, and the other a text.
    """
    begin = 0
    for is_table, group in groupby(range(len(rows)), key=lambda at: _is_row_of_cells(rows[at], middle)):
        places = list(group)
        if is_table and len(places) >= _FEWEST_ROWS:
            if begin < places[0]:
                yield False, rows[begin : places[0]]
            begin = places[-1] + 1
            yield True, rows[places[0] : begin]
    if begin < len(rows):
        yield False, rows[begin:]


def _is_row_of_cells(row: Row, middle: float | None) -> bool:
    if len(_letters_of_cells(row.words)) < _FEWEST_CELLS:
        return False
    sides: list[Sequence[Word]] = [row.words]
    if middle is not None:
        sides = [[one for one in row.words if (one.x0 >= middle) is is_right] for is_right in (False, True)]
    return all(_are_short(_letters_of_cells(side)) for side in sides)


def _are_short(letters: Sequence[int]) -> bool:
    return sum(letters) < max(_MOST_LETTERS * len(letters), _LONGEST_CELL)


def _letters_of_cells(words: Sequence[Word]) -> list[int]:
    """Return how many letters each cell of a row has."""
    letters = [letters_in(word.text) + 1 for word in words[:1]]
    for before, after in pairwise(words):
        if after.x0 - before.x1 >= _BETWEEN_CELLS * after.size:
            letters.append(0)
        letters[-1] += letters_in(after.text) + 1
    return letters
