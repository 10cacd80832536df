"""Find gutters: the empty stripes between columns, which wide blanks of running text are not."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.ingestion.readers.pdf.rows import Row, Word, is_right_to_left

# In heights of a line.
NARROWEST_GUTTER, _WIDE_GUTTER, _VERY_WIDE = 0.6, 1.5, 3.0
_NARROWEST = 4.0
_ALIGNED = 0.25
# The share of lines that begin at one place, of many rows and of few, where chance may bring two words together.
_MOST_ALIGNED, _ALL_ALIGNED = 0.55, 0.99
_FEWEST_ROWS, MANY_ROWS = 3, 8
_EXACT, _FEWEST_EXACT = 0.05, 5
# In a justified row all blanks are of one width, which a gutter is not.
_WIDER_THAN_BLANKS, FAR_WIDER_THAN_BLANKS = 1.5, 2.5
_SHARED = 0.8
# In rows, of as many columns as there are; in heights of a line, from a gutter to the words that begin beside it.
_WINDOW, _BESIDE = 24, 3.0
_MOST_CANDIDATES = 400

Stripe = tuple[float, float]


@dataclass(frozen=True)
class Gutter:
    """An empty stripe between ``left`` and ``right``, beside the rows from ``first`` to before ``last``."""

    left: float
    right: float
    first: int
    last: int


def best_gutter(rows: Sequence[Row], known: Sequence[Stripe]) -> Gutter | None:
    """Return the gutter beside the most rows, or None where no stripe parts them."""
    best: Gutter | None = None
    tried: set[tuple[int, int, int]] = set()
    for number, left, right, size in _candidates(rows):
        key = (round(left / size), round(right / size), number // 20)
        if key in tried or len(tried) > _MOST_CANDIDATES:
            continue
        tried.add(key)
        grown = _grown(rows, number, left, right, size, known)
        if grown and (best is None or grown.last - grown.first > best.last - best.first):
            best = grown
    return best


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, float, float, float]]:
    """Yield a row and the gaps in it, also between its words and those of a row that stands nearly beside it."""
    yield from _empty_in_many(rows)
    for number, row in enumerate(rows):
        near = rows[number + 1 : number + 2]
        words = list(row.words)
        if near and row.y - near[0].y < 0.7 * row.size:
            words = sorted([*words, *near[0].words], key=lambda word: word.x0)
        for before, after in pairwise(words):
            if after.x0 - before.x1 >= NARROWEST_GUTTER * row.size:
                yield number, before.x1, after.x0, row.size


def _empty_in_many(rows: Sequence[Row]) -> Iterator[tuple[int, float, float, float]]:
    """Yield the stripes that many rows leave empty: where columns are not level, a row has words of one alone."""
    for first in range(0, len(rows), _WINDOW // 2):
        some = rows[first : first + _WINDOW]
        if len(some) < MANY_ROWS:
            return
        number = first + len(some) // 2
        size, end = rows[number].size, math.inf
        for word in sorted((word for row in some for word in row.words), key=lambda word: word.x0):
            if word.x0 - end >= NARROWEST_GUTTER * size:
                yield number, end, word.x0, size
            end = max(end, word.x1) if end < math.inf else word.x1


def _grown(
    rows: Sequence[Row], number: int, left: float, right: float, size: float, known: Sequence[Stripe]
) -> Gutter | None:
    """Return a gutter that is as long as rows leave it empty, or None if it is no edge of columns."""
    first = last = number
    for step, end in ((-1, -1), (1, len(rows))):
        for at in range(number, end, step):
            narrowed = _narrowed(rows[at], left, right, size)
            if narrowed is None:
                break
            left, right = narrowed
            first, last = min(first, at), max(last, at)
    gutter = _trimmed(rows, Gutter(left, right, first, last + 1))
    if gutter is None:
        return None
    parts = is_known(gutter, known) or _is_edge(rows[gutter.first : gutter.last], gutter, size)
    return gutter if parts else None


def rows_beside(rows: Sequence[Row], gutter: Gutter) -> list[Row]:
    """Return the rows that have words on both sides."""
    return [row for row in rows if row.x0 < gutter.left and row.x1 > gutter.right]


def is_known(gutter: Gutter, known: Sequence[Stripe]) -> bool:
    """Return whether a long gutter is at the same place."""
    return any(
        min(right, gutter.right) - max(left, gutter.left) >= _SHARED * (right - left) for left, right in known
    )


def _narrowed(row: Row, left: float, right: float, size: float) -> tuple[float, float] | None:
    """Return what a row leaves empty of a stripe, or None if that is too narrow."""
    ends = [word.x1 for word in row.words if word.x0 < (left + right) / 2]
    starts = [word.x0 for word in row.words if word.x0 >= (left + right) / 2]
    left, right = max([left, *ends[-1:]]), min([right, *starts[:1]])
    narrowest = NARROWEST_GUTTER * (max(size, row.size) if ends and starts else size)  # not a blank of a headline
    return (left, right) if right - left >= narrowest else None


def _trimmed(rows: Sequence[Row], gutter: Gutter) -> Gutter | None:
    """Return a gutter without the rows at its ends that have words on one side alone, far from the others."""
    sides = [(row.x0 < gutter.left + 0.1, row.x1 > gutter.right - 0.1) for row in rows[gutter.first : gutter.last]]
    both_left = [at for at, (is_left, _) in enumerate(sides) if is_left]
    both_right = [at for at, (_, is_right) in enumerate(sides) if is_right]
    if not both_left or not both_right:
        return None
    alone = max(both_left[0], both_right[0])
    first = next((at for at in range(alone, 0, -1) if _is_apart(rows, gutter.first + at)), 0)
    return Gutter(gutter.left, gutter.right, gutter.first + first, gutter.last)


def _is_apart(rows: Sequence[Row], begin: int) -> bool:
    """Return whether the row above is of a heading, by its size or the space below."""
    above, below = rows[begin - 1], rows[begin]
    return above.size > 1.15 * below.size or above.y - below.y > 1.8 * below.size


def _is_edge(rows: Sequence[Row], gutter: Gutter, size: float) -> bool:
    """Return whether words begin or end at one place beside the gutter, as in columns, and not by chance."""
    left = [[word for word in row.words if word.x1 <= gutter.left + 0.1] for row in rows]
    right = [[word for word in row.words if word.x0 >= gutter.right - 0.1] for row in rows]
    left, right = [line for line in left if line], [line for line in right if line]
    if not left or not right:
        return False
    beside = rows_beside(rows, gutter)
    is_wider = sum(is_wider_than_blanks(row, gutter) for row in beside) * 2 >= len(beside)
    if not is_wider and len(beside) < MANY_ROWS:
        return False
    is_wide = gutter.right - gutter.left >= _VERY_WIDE * size
    if min(len(left), len(right)) < _FEWEST_ROWS:
        return is_wide or all(is_wider_than_blanks(row, gutter, FAR_WIDER_THAN_BLANKS) for row in beside)
    if _width(left) < _NARROWEST * size or _width(right) < _NARROWEST * size:
        return is_wide
    fewest = _MOST_ALIGNED if min(len(left), len(right)) >= MANY_ROWS else _ALL_ALIGNED
    starts = [line[0].x0 for line in right if line[0].x0 - gutter.right < _BESIDE * size]  # not of farther columns
    if len(starts) >= _FEWEST_ROWS and _share_at_one_place(starts, size) >= fewest:
        return True
    if is_right_to_left("".join(word.text for line in left for word in line)):
        return _share_at_one_place([line[-1].x1 for line in left], size) >= fewest
    figures = [line[-1].x1 for line in right if line[-1].text[-1:].isdigit()]  # which end below each other
    return len(figures) == len(right) and _share_at_one_place(figures, size) >= fewest


def is_wider_than_blanks(row: Row, gutter: Gutter, times: float = _WIDER_THAN_BLANKS) -> bool:
    """Return whether the words of a row stand farther apart at a gutter than its words elsewhere do."""
    gaps = [
        (after.x0 - before.x1, before.x1 <= gutter.left + 0.1 < after.x0) for before, after in pairwise(row.words)
    ]
    own = max((width for width, is_gutter in gaps if is_gutter), default=0.0)  # words may overlap there
    blanks = [width for width, is_gutter in gaps if not is_gutter and width > 0]
    is_wide = own >= _WIDE_GUTTER * row.size
    if times > _WIDER_THAN_BLANKS:  # a few rows need both
        return is_wide and bool(blanks) and own >= times * min(blanks)
    return is_wide or (bool(blanks) and own >= times * min(blanks))


def begins_exactly(rows: Sequence[Row], gutter: Gutter) -> bool:
    """Return whether the words right of a gutter begin at one place, to a rounding: chance is not so exact."""
    starts = [next((word.x0 for word in row.words if word.x0 >= gutter.right - 0.1), None) for row in rows]
    found = [start for start in starts if start is not None]
    is_exact = bool(found) and max(found) - min(found) <= _EXACT * rows[0].size
    return is_exact and len(rows_beside(rows, gutter)) >= _FEWEST_EXACT


def _width(lines: Sequence[Sequence[Word]]) -> float:
    return max(line[-1].x1 for line in lines) - min(line[0].x0 for line in lines)


def _share_at_one_place(places: Sequence[float], size: float) -> float:
    return max(sum(abs(one - place) <= _ALIGNED * size for one in places) for place in set(places)) / len(places)
