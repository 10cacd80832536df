"""Write the row of a table as one paragraph, and read rows that a text draws with pipes."""

from collections.abc import Iterable

import regex

SEPARATOR = " · "
_RULE = regex.compile(r"\|(?:\s*:?-+:?\s*\|)+")
# As many pipes as a row of two cells has.
_FEWEST_PIPES = 3


def row_text(cells: Iterable[str]) -> str:
    """Return the cells in order, word for word, without the empty ones."""
    return SEPARATOR.join(filter(None, cells))


def piped_row(line: str) -> str | None:
    """Return the text of a row such as "| Krajan | 12 |", or None for any other line."""
    if not (line.startswith("|") and line.endswith("|")) or line.count("|") < _FEWEST_PIPES:
        return None
    return row_text(map(str.strip, line.split("|")))


def is_rule(line: str) -> bool:
    """Return whether a line is that between the header and the rows of a table, such as "| --- | ---: |"."""
    return _RULE.fullmatch(line) is not None
