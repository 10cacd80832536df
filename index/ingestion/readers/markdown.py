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
from index.ingestion.layout.table_rows import row_text
from index.ingestion.readers.base import ReadResult, read_all
from index.model.errors import ReadError
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
        heading, paragraphs = _blocks(body)
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


def _blocks(body: str) -> tuple[str, list[str]]:
    """Return the first heading, or "", and the text of each paragraph, list item and block quote."""
    if not _is_markdown(body):
        return "", split_paragraphs(body, conventions.stands_alone)
    heading, marker, paragraphs = "", "", []
    tokens = _parsed(body)
    cells: list[str] = []
    for before, token in pairwise([Token("", "", 0), *tokens]):
        if token.type == "list_item_open" and token.info:
            marker = f"{token.info}{token.markup} "  # to Markdown, "2022. Tahun perang" is a list item
        elif token.type in ("fence", "code_block"):
            paragraphs += split_paragraphs(token.content, conventions.stands_alone)
        elif token.type == "html_block":
            paragraphs += split_paragraphs(_TAG.sub("", token.content))
        elif token.type == "inline" and before.type in ("td_open", "th_open"):
            cells += [clean(_plain(token))] if before.type == "td_open" else []
        elif token.type == "tr_close" and cells:
            paragraphs.append(row_text(cells))
            cells = []
        elif token.type == "inline" and before.type != "heading_open":
            paragraphs += join_lines((marker + _plain(token)).split("\n"), conventions.stands_alone)
            marker = ""
        elif token.type == "inline" and before.tag == "h1" and not heading:
            heading = clean(_plain(token))
    return heading, paragraphs


def _plain(inline: Token) -> str:
    parts = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
