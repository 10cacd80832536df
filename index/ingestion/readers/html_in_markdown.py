"""Read the HTML blocks of a Markdown text: their lines, and the rows of their tables."""

from collections.abc import Iterator

import regex

from index.ingestion.layout.table_rows import names_columns, row_text
from index.text.paragraphs import clean

# A comment that is not closed ends with the text: looking for each end took 195 s on 2 MB.
_TAG = regex.compile(r"<!--(?:.*?-->|.*)|<(/?)([a-zA-Z][a-zA-Z0-9]*)?[^<>]*>", regex.DOTALL)
_INLINE = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small"}
)
_INLINE |= {"span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
_UNSEEN = frozenset({"script", "style", "template"})
_CELLS = frozenset({"td", "th"})


class HtmlBlocks:
    """Read one block after the other; a table may go on in the next one, as blank lines end a block."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._cells: list[list[str]] | None = None  # of the row that has begun
        self._rows: list[tuple[list[str], bool]] = []  # with whether all cells of one are headers
        self._header = ""
        self._is_begun = self._has_data = self._is_unseen = False

    def read(self, html: str) -> Iterator[tuple[str, str]]:
        """Yield each line, and each row with the header of its table or ""."""
        at = 0
        for tag in _TAG.finditer(html):
            self._take(html[at : tag.start()])
            at = tag.end()
            if name := (tag[2] or "").lower():
                yield from self._take_tag(name, is_end=bool(tag[1]))
        self._take(html[at:])
        yield from self._end_rows()
        if self._cells is None:
            yield from self._line()

    def _take(self, text: str) -> None:
        if text and not self._is_unseen:
            pieces = self._cells[-1] if self._cells else self._text
            pieces.append(text.replace("\n", " "))

    def _take_tag(self, name: str, *, is_end: bool) -> Iterator[tuple[str, str]]:
        if name in _UNSEEN:
            self._is_unseen = not is_end
        elif name in _INLINE:
            return
        elif name in _CELLS and self._cells is not None:
            if not is_end:
                self._cells.append([])
                self._has_data |= name == "td"
        elif name in ("tr", "table"):
            yield from self._line()
            self._end_row()
            if name == "tr" and not is_end:
                self._cells, self._has_data = [], False
            elif name == "table":
                yield from self._end_rows()
                self._header, self._is_begun = "", False
        elif self._cells is None:
            yield from self._line()
        else:
            self._take(" ")

    def _end_row(self) -> None:
        cells = [clean("".join(cell)) for cell in self._cells or []]
        self._cells = None
        if any(cells):
            self._rows.append((cells, not self._has_data))

    def _end_rows(self) -> Iterator[tuple[str, str]]:
        """Yield the rows that have been read, and remember the header for those that follow in the next block."""
        rows, self._rows = self._rows, []
        if (
            rows
            and not self._is_begun
            and len(rows) > 1
            and (rows[0][1] or names_columns([row for row, _ in rows]))
        ):
            self._header = row_text(rows.pop(0)[0])
        self._is_begun |= bool(rows)
        yield from ((row_text(cells), self._header) for cells, _ in rows)

    def _line(self) -> Iterator[tuple[str, str]]:
        line, self._text = clean("".join(self._text)), []
        if line:
            yield line, ""
