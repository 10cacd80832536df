"""Make blocks of the rows of a flow: paragraphs and headings, as far as space and type show them."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from index.ingestion.readers.pdf.columns import Flow
from index.ingestion.readers.pdf.rows import Row, is_right_to_left
from index.text.line_breaks import ends_sentence, is_item, join_broken

_SAME_SIZE, _LARGER = 0.06, 1.08
# In heights of a line, or in the usual distance of two lines.
_INDENT, _NO_INDENT, _SPACE, _SPACE_OF_FEW = 0.7, 0.3, 1.25, 1.5
# A line that begins farther in makes room for a picture or so.
_MAKES_ROOM = 4.5
_BLANK = 0.25
# In letters: what an item of a list begins with, such as "12." and "(a)".
_LONGEST_MARK = 5
# As a share of the width of a column.
_RAGGED = 0.35
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}，。、；：！？」』）]"
)


@dataclass
class Block:
    """A paragraph or a heading that grows.

    Args:
        size: of its lines.
        room: how much of its last line is empty, in points.
        width: of its column, in points.
        lines: how many it has.
        page: the number of the page that it begins on.
    """

    text: str
    size: float
    room: float = 0.0
    width: float = 0.0
    lines: int = 1
    page: int | None = None

    def join(self, text: str, compounds: Container[str]) -> None:
        """Add a line, with a word that the line's end broke put together."""
        self.lines += 1
        if _is_unspaced(self.text[-1:], text[:1]):
            self.text += text
        else:
            self.text = join_broken(self.text, text, compounds)

    def may_go_on_in(self, other: "Block", first_word: float) -> bool:
        """Return whether no sentence ends with this block, and ``first_word`` did not fit into its last line.

        In lines that are not filled it may have fitted: a name may begin the next column.
        """
        is_filled = self.room < first_word + _BLANK * self.size
        is_ragged = self.lines > 1 and self.room < _RAGGED * self.width
        return (
            not ends_sentence(self.text)
            and is_same_size(self.size, other.size)
            and (is_filled or is_ragged)
            and not is_item(other.text)
        )


def _is_unspaced(before: str, after: str) -> bool:
    """Return whether two letters of one text have no blank between them; figures take none beside such letters."""
    unspaced = [_UNSPACED.match(one) is not None for one in (before, after)]
    return all(unspaced) or (any(unspaced) and (before.isdigit() or after.isdigit()))


def blocks_of(flow: Flow, compounds: Container[str]) -> Iterator[Block]:
    """Yield the blocks of a flow from above."""
    left, right = min(row.x0 for row in flow.rows), max(row.x1 for row in flow.rows)
    leading = _leading(flow.rows)
    block: Block | None = None
    for before, row in pairwise([None, *flow.rows]):
        text = row.text() if row else ""
        if row is None or not text:
            continue
        if block is None or before is None or _begins(before, row, text, block.text, (left, right, leading)):
            if block is not None:
                yield block
            block = Block(text, row.size, width=right - left, page=flow.page)
        else:
            block.join(text, compounds)
        block.room = row.x0 - left if is_right_to_left(text) else right - row.x1
    if block is not None:
        yield block


def is_same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def body_size(rows: Iterable[Row]) -> float:
    """Return the size that most letters have."""
    letters: dict[float, int] = {}
    for row in rows:
        size = round(row.size, 1)
        letters[size] = letters.get(size, 0) + sum(len(word.text) for word in row.words)
    return max(letters, key=lambda size: letters[size], default=0.0)


def is_larger(size: float, body: float) -> bool:
    return size > _LARGER * body


def _leading(rows: Sequence[Row]) -> float:
    """Return the usual distance of two lines, or infinity where there are too few to know."""
    distances = sorted(
        above.y - below.y for above, below in pairwise(rows) if is_same_size(above.size, below.size)
    )
    if len(distances) < 3:
        return _SPACE_OF_FEW / _SPACE * max(row.size for row in rows)
    return distances[len(distances) // 3]


def _begins(before: Row, row: Row, text: str, above: str, column: tuple[float, float, float]) -> bool:
    """Return whether a row begins a block, below the row ``before`` and the text ``above`` of the block so far."""
    left, right, leading = column
    if not is_same_size(before.size, row.size) or before.y - row.y > _SPACE * leading or is_item(text):
        return True
    if is_right_to_left(text):
        return ends_sentence(above) and before.x0 - left > 2 * row.size
    is_indented = _INDENT < (row.x0 - left) / row.size < _MAKES_ROOM and before.x0 - left < _NO_INDENT * row.size
    if is_indented and not _hangs(before, row) and (ends_sentence(above) or not above.endswith("-")):
        return True
    first = row.words[0]
    fits = before.x1 + _BLANK * row.size + (first.x1 - first.x0) < right - 0.5
    return fits and (ends_sentence(above) or text[0].isupper()) and not above.endswith("-")


def _hangs(before: Row, row: Row) -> bool:
    """Return whether a row goes on below the text of an item, whose number or mark hangs to the left of it."""
    return (
        len(before.words) > 1
        and len(before.words[0].text) <= _LONGEST_MARK
        and abs(row.x0 - before.words[1].x0) <= _NO_INDENT * row.size
    )
