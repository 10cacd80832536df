"""Forty made files of every kind of page: no sentence that nobody wrote, and 97 of 100 whole."""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from index.ingestion.layout.table_rows import SEPARATOR
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.pdf.made_pages import MARGIN, Layout, Made, Piece, made
from tests.index.ingestion.readers.pdf.scripts import (
    ARABIC,
    CHINESE,
    FOR_ARABIC,
    FOR_CHINESE,
    WITH_LETTERS,
    WITH_LIGATURES,
    register_fonts,
)

_ORDERS = ("read", "rows")
_END = re.compile(r"(?<=[.?!。？！؟])(?![\d.,?!]) *")
_ROWS = [
    ("Dusun", "Warga", "Rumah"),
    ("Krajan", "120", "31"),
    ("Sukorejo", "98", "24"),
    ("Sumber", "1.204", "301"),
]


class Kind(NamedTuple):
    """A file, what is written in it, and what else may be read of it: notes at the foot, and rows of tables."""

    name: str
    pages: Made
    data: bytes
    others: frozenset[str] = frozenset()


def kinds() -> Iterator[Kind]:
    """Yield 40 files."""
    yield from _in_columns()
    yield from _with_tables()
    yield from _turned()
    yield from _of_scripts()


def _in_columns() -> Iterator[Kind]:
    styles = {
        "plain": Layout(),
        "hyphenated": Layout(justified=True, hyphenated=True),
        "with notes": Layout(footnotes=True, header="Kabar Contoh, Maret 2022", title="Banjir di Krajan"),
    }
    for columns, order, (name, style) in product((1, 2, 3), _ORDERS, styles.items()):
        layout = Layout(**{**vars(style), "columns": columns})
        pages = made(layout, 12 * columns, seed=columns)
        notes = {
            f"{one + 1} Catatan kaki {page + 1}." for one in range(columns) for page in range(len(pages.pages))
        }
        yield Kind(f"{columns} columns, {name}, {order}", pages, pages.pdf(order), frozenset(notes))


def _with_tables() -> Iterator[Kind]:
    for columns, order in product((1, 2), _ORDERS):
        pages = made(Layout(columns=columns, footnotes=True), 8 * columns, seed=20 + columns)
        pages.pages[-1] = [piece for piece in pages.pages[-1] if "Catatan" in piece.text or piece.y > 400]
        _keep_written(pages)
        for number, row in enumerate(_ROWS):
            places = zip((MARGIN, 240.0, 400.0), row, strict=True)
            pages.pages[-1] += [Piece(x, 300 - 14.0 * number, cell, "Times-Roman", 10.0) for x, cell in places]
        notes = {
            f"{one + 1} Catatan kaki {page + 1}." for one in range(columns) for page in range(len(pages.pages))
        }
        others = notes | {SEPARATOR.join(row) for row in _ROWS}
        yield Kind(f"a table below {columns} columns, {order}", pages, pages.pdf(order), frozenset(others))


def _keep_written(pages: Made) -> None:
    """Leave out the sentences that are no longer on a page as a whole."""
    drawn = " ".join(piece.text for page in pages.pages for piece in page)
    pages.sentences = [one for one in pages.sentences if one in drawn]
    pages.paragraphs.append(drawn)  # what is left of a sentence was written, too


def _turned() -> Iterator[Kind]:
    for columns, order in product((1, 2, 3), _ORDERS):
        pages = made(Layout(columns=columns), 10 * columns, seed=30 + columns)
        yield Kind(f"{columns} columns upwards, {order}", pages, pages.pdf(order, turned=True))


def _of_scripts() -> Iterator[Kind]:
    register_fonts()
    for columns in (1, 2, 3):
        layout = Layout(columns=columns, font=WITH_LETTERS, size=8.0, script=WITH_LIGATURES)
        pages = made(layout, 10 * columns, seed=40 + columns)
        yield Kind(f"ligatures in {columns} columns", pages, pages.pdf("rows"))
    for columns, order in product((1, 2), _ORDERS):
        pages = made(Layout(columns=columns, font=FOR_ARABIC, script=ARABIC), 10 * columns, seed=50 + columns)
        yield Kind(f"Arabic in {columns} columns, {order}", pages, pages.pdf(order))
    for columns, order in [*product((1, 2), _ORDERS), (3, "rows")]:
        pages = made(Layout(columns=columns, font=FOR_CHINESE, script=CHINESE), 10 * columns, seed=60 + columns)
        yield Kind(f"Chinese in {columns} columns, {order}", pages, pages.pdf(order))


def test_what_is_read_of_forty_files_is_what_is_written() -> None:
    written = whole = files = 0
    for kind in kinds():
        files += 1
        article, *_ = parse_bytes(kind.data, "x.pdf")
        assert isinstance(article, ParsedArticle), kind.name
        source, found = "\n".join(kind.pages.paragraphs), "\n".join(article.texts)
        sentences = [one.strip() for text in article.texts for one in _END.split(text) if one.strip()]
        made_up = [one for one in sentences if one not in source and one not in kind.others]
        assert made_up == [], kind.name
        read = sum(one in found for one in kind.pages.sentences)
        assert read >= 0.95 * len(kind.pages.sentences), kind.name
        written += len(kind.pages.sentences)
        whole += read
    assert files == 40
    assert whole >= 0.97 * written
