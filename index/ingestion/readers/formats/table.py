"""Write the tables of documents as paragraphs, a row a line."""

from collections.abc import Iterator, Sequence

from index.ingestion.layout.headings import Outline
from index.ingestion.layout.table_rows import names_columns, row_text
from index.model.records import ParsedParagraph

# A cell of a table of data holds a few words. One with longer cells, or one column, is the layout of a page.
_LONGEST_CELL = 400
MOST_COLUMNS = 50
# All of them stand above each row, so that many would take a time that grows with the square of their number.
_MOST_HEADER_ROWS = 10


def rows_as_paragraphs(
    rows: Sequence[Sequence[Sequence[str]]], outline: Outline, header_rows: int = 0
) -> Iterator[ParsedParagraph]:
    """Yield each row below the header of the table.

    Args:
        rows: the lines of each cell of each row.
        header_rows: how many rows the document marks as a header.
    """
    is_layout = all(len(row) < 2 for row in rows) or any(
        sum(map(len, cell)) > _LONGEST_CELL for row in rows for cell in row
    )
    if is_layout:
        yield from (outline.paragraph(line) for row in rows for cell in row for line in cell)
        return
    table = [[" ".join(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    table = [row for row in table if any(row)]
    heads = header_rows or int(names_columns(table))
    heads = heads if heads < len(table) else 0
    headers = [row_text(row) for row in table[:heads][-_MOST_HEADER_ROWS:]]
    yield from (outline.paragraph(row_text(row), *headers) for row in table[heads:])
