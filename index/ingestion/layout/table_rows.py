"""Write the row of a table as one paragraph."""

from collections.abc import Iterable

SEPARATOR = " · "


def row_text(cells: Iterable[str]) -> str:
    """Return the cells in order, word for word, without the empty ones."""
    return SEPARATOR.join(filter(None, cells))
