"""Write the row of a table as one paragraph, and read rows that a text draws with pipes."""

from collections.abc import Iterable

import regex

SEPARATOR = " · "
EMPTY = "–"
"""Without it, what stands in the column of 2026 would be read as that of 2025."""
_RULE = regex.compile(r"\|(?:\s*:?-+:?\s*\|)+")
# As many pipes as a row of two cells has.
_FEWEST_PIPES = 3


def row_text(cells: Iterable[str]) -> str:
    """Return the cells in order, word for word, a dash for an empty one; the first one may stand alone."""
    first, *others = [*cells] or [""]
    if not any(others):
        return first
    return SEPARATOR.join(cell or EMPTY for cell in (first, *others))


def piped_row(line: str) -> str | None:
    """Return the text of a row such as "| Krajan | 12 |", or None for any other line."""
    if not (line.startswith("|") and line.endswith("|")) or line.count("|") < _FEWEST_PIPES:
        return None
    return row_text(map(str.strip, line[1:-1].split("|")))


def is_rule(line: str) -> bool:
    """Return whether a line is that between the header and the rows of a table, such as "| --- | ---: |"."""
    return _RULE.fullmatch(line) is not None
