"""Read a PDF file as one article: the sentences that somebody wrote, in the order in which they are read."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from index.ingestion.layout.headings import Outline
from index.ingestion.readers.formats.content import Content
from index.ingestion.readers.formats.table import rows_as_paragraphs
from index.ingestion.readers.pdf.blocks import Block, blocks_of, body_size, is_larger, is_same_size
from index.ingestion.readers.pdf.characters import pages_of
from index.ingestion.readers.pdf.columns import Flow, flows_of
from index.ingestion.readers.pdf.gutters import Stripe
from index.ingestion.readers.pdf.margins import without_margins
from index.ingestion.readers.pdf.rows import Row, is_right_to_left, rows_of
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedParagraph
from index.text.line_breaks import compounds_in
from index.text.paragraphs import clean

_LONGEST_HEADING = 200
_MOST_NUMBERS = 20
# The last line of each version of a file; some programs write more behind it.
_END, _END_BYTES = b"%%EOF", 2_048
# A page of a broadsheet has 900 lines, if those of no two columns are level.
_MOST_ROWS, _MOST_WORDS = 1_500, 300


def read(data: bytes, source: str) -> Content:
    """Return what is in a file. Raises ReadError, also where all pages are pictures."""
    pages, heights = dict[int, list[Row]](), list[tuple[float, float]]()
    empty = list[int]()
    for number, page in enumerate(pages_of(data, source), start=1):
        rows = rows_of(page.characters)
        if rows and not _is_dense(rows):
            pages[number] = rows
            heights.append((page.bottom, page.top))
        else:
            empty.append(number)
    if not pages:
        raise ReadError(Fault.NO_TEXT_IN_PAGES, source=source)
    texts = list(pages.values())
    body = body_size(chain.from_iterable(texts))
    title, paragraphs = _paragraphs(dict(zip(pages, without_margins(texts, heights, body), strict=True)), body)
    notes = []
    if empty:
        details = {"source": source, "pages": empty[:_MOST_NUMBERS], "count": len(empty)}
        notes.append(ReadError(Fault.PAGES_WITHOUT_TEXT, **details))
    if _END not in data[-_END_BYTES:]:  # the pages that are there were found without the list at the end
        notes.append(ReadError(Fault.DOCUMENT_CUT_OFF, source=source))
    return Content(Credits(title=title), paragraphs, tuple(notes))


def _is_dense(rows: Sequence[Row]) -> bool:
    """Return whether a page has more lines, or longer ones, than anybody reads."""
    return len(rows) > _MOST_ROWS or max(len(row.words) for row in rows) > _MOST_WORDS


def _paragraphs(pages: Mapping[int, Sequence[Row]], body: float) -> tuple[str, list[ParsedParagraph]]:
    """Return the title, or "", and the paragraphs below their headings.

    Args:
        pages: the rows of each page by its number.
    """
    compounds = compounds_in("\n".join(row.text() for rows in pages.values() for row in rows))
    known = list[Stripe]()
    flows = (replace(flow, page=page) for page, rows in pages.items() for flow in flows_of(rows, known))
    parts = list(_joined(flows, body, compounds))
    levels = _levels(parts, body)
    outline, paragraphs, title = Outline(), list[ParsedParagraph](), ""
    for part in parts:
        if isinstance(part, Flow):
            cells = [[[cell] if cell else [] for cell in row] for row in part.cells]
            paragraphs += [row._replace(page=part.page) for row in rows_as_paragraphs(cells, outline)]
        elif not (text := clean(part.text)):
            continue
        elif not _is_heading(part, body):
            paragraphs.append(outline.paragraph(text)._replace(page=part.page))
        elif levels[_rounded(part)] == 1 and not paragraphs and not title:
            title = text
        else:
            outline.enter(levels[_rounded(part)], text)
    return title, paragraphs


def _joined(flows: Iterable[Flow], body: float, compounds: Container[str]) -> Iterator[Block | Flow]:
    """Yield the blocks, those together that one paragraph is parted into, and the tables."""
    parts: list[Block | Flow] = []
    unfinished: Block | None = None
    for flow in flows:
        if flow.cells:
            parts.append(flow)
            continue
        blocks = list(blocks_of(flow, compounds))
        first = next((block for block in blocks if is_same_size(block.size, body)), None)
        if not flow.goes_on:
            unfinished = None
        elif unfinished and first is blocks[0] and unfinished.may_go_on_in(first, _first_word(flow)):
            unfinished.join(first.text, compounds)
            unfinished.room = first.room
            if blocks[1:]:
                unfinished = None
            blocks = blocks[1:]
        parts += blocks
        if flow.goes_on:
            last = next((block for block in reversed(blocks) if is_same_size(block.size, body)), None)
            unfinished = last or unfinished
    yield from parts


def _first_word(flow: Flow) -> float:
    words = flow.rows[0].words
    word = words[-1 if is_right_to_left("".join(one.text for one in words)) else 0]
    return word.x1 - word.x0


def _is_heading(block: Block, body: float) -> bool:
    return is_larger(block.size, body) and len(block.text) <= _LONGEST_HEADING


def _rounded(block: Block) -> int:
    return round(block.size)


def _levels(parts: Iterable[Block | Flow], body: float) -> dict[int, int]:
    """Return the level of each size of headings: 1 for the largest."""
    sizes = {_rounded(part) for part in parts if isinstance(part, Block) and _is_heading(part, body)}
    return {size: min(level, 6) for level, size in enumerate(sorted(sizes, reverse=True), start=1)}
