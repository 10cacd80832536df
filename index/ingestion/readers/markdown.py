"""Parse Markdown, with the credits in front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.ingestion.layout import assemble, conventions
from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.encoding import decode
from index.ingestion.layout.front_matter import split_front_matter
from index.ingestion.layout.headings import Outline, under_headings
from index.ingestion.layout.table_rows import row_text
from index.ingestion.readers.base import ReadResult, read_all
from index.model.errors import ReadError
from index.model.records import ParsedParagraph
from index.text.paragraphs import clean, join_lines, split_paragraphs

# A comment that is not closed ends with the text: looking for each end took 195 s on 2 MB.
_MARKS, _MOST_MARKS = "[]()*_`<>!#|-+&\\\n", 60_000
_TAG = re.compile(r"<!--(?:.*?-->|.*)|<[^<>]*>", re.DOTALL)


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a Markdown file, as a ``Reader``."""
    try:
        text, guesses = decode(read_all(file, source, limit), source)
        fields, body = split_front_matter(text.strip(), source)
        stated, notes = read_credits(fields, source)
        heading, paragraphs = _read(body)
        stated = replace(stated, title=stated.title or heading)
        yield assemble.from_paragraphs(paragraphs, body, stated, source)
        yield from (*guesses, *notes)
    except ReadError as error:
        yield error


def _is_markdown(body: str) -> bool:
    """Return whether a text is worth parsing: each mark takes some 30 µs, and 2 MB of brackets took 46 s."""
    return sum(map(body.count, _MARKS)) <= _MOST_MARKS


def _parsed(body: str) -> list[Token]:
    # Without the rule "code", an indented paragraph stays a paragraph.
    parser = MarkdownIt("commonmark").disable("code").enable("table")
    if body.startswith("---"):  # the separators of a post underline no headings
        parser.disable("lheading")
    return parser.parse(body)


def _read(body: str) -> tuple[str, list[ParsedParagraph]]:
    """Return the first heading of the first level, or "", and the paragraphs, list items and rows of tables."""
    if not _is_markdown(body):
        return "", under_headings(split_paragraphs(body, conventions.stands_alone))
    reading = _Reading()
    for before, token in pairwise([Token("", "", 0), *_parsed(body)]):
        reading.take(token, before)
    return reading.title, reading.paragraphs


class _Reading:
    """The paragraphs of the blocks that have been read, and where the next one stands."""

    def __init__(self) -> None:
        self.title = ""
        self.paragraphs: list[ParsedParagraph] = []
        self._outline = Outline()
        self._marker = ""
        self._header: list[str] = []
        self._cells: list[str] = []

    def take(self, token: Token, before: Token) -> None:
        if token.type == "list_item_open" and token.info:
            self._marker = f"{token.info}{token.markup} "  # to Markdown, "2022. Tahun perang" is a list item
        elif token.type in ("fence", "code_block"):
            self._add(split_paragraphs(token.content, conventions.stands_alone))
        elif token.type == "html_block":
            self._add(split_paragraphs(_TAG.sub("", token.content)))
        elif token.type == "table_open":
            self._header = []
        elif token.type == "tr_close" and self._cells:
            self._add([row_text(self._cells)], row_text(self._header))
            self._cells = []
        elif token.type == "inline":
            self._take_text(token, before)

    def _take_text(self, token: Token, before: Token) -> None:
        if before.type == "heading_open":
            heading = clean(_plain(token))
            self.title = self.title or (heading if before.tag == "h1" else "")
            self._outline.enter(int(before.tag[1:]), heading)
        elif before.type == "th_open":
            self._header.append(clean(_plain(token)))
        elif before.type == "td_open":
            self._cells.append(clean(_plain(token)))
        else:
            self._add(join_lines((self._marker + _plain(token)).split("\n"), conventions.stands_alone))
            self._marker = ""

    def _add(self, texts: list[str], *below: str) -> None:
        self.paragraphs += [self._outline.paragraph(text, *below) for text in texts if text]


def _plain(inline: Token) -> str:
    parts = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
