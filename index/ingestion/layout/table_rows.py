"""Write the row of a table as one paragraph, and read rows that a text draws with pipes."""

from collections.abc import Iterable, Sequence

import regex

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
