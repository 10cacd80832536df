"""Parse Markdown, with the credits in front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import BinaryIO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.ingestion.layout import assemble, conventions
from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.encoding import decode
from index.ingestion.layout.front_matter import split_front_matter
from index.ingestion.layout.headings import BELOW_ALL, Outline, may_be_heading, under_headings
from index.ingestion.layout.lines_at_top import part_lines_at_top
from index.ingestion.layout.noise import is_noise
from index.ingestion.layout.table_rows import row_text
from index.ingestion.readers.base import ReadResult, check_lines, read_all
from index.ingestion.readers.html_in_markdown import HtmlBlocks
from index.model.errors import ReadError
from index.model.records import ParsedParagraph
from index.text.line_breaks import heads_block, mend_hyphens
from index.text.paragraphs import clean, join_lines, split_paragraphs
from index.text.separators import is_separator, part_at_separators

_MARKS, _MOST_MARKS = "[]()*_`<>!#|-+&\\\n", 60_000
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,200}>(.{0,500}?)</h[1-6]>", re.DOTALL | re.IGNORECASE)
_BOLD_TEXT = 3  # tokens: the text between two marks
_TAG = re.compile(r"<[^<>]*>")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LONGEST_HEADING = 150
_TILDES, _NAMED_FENCE = re.compile(r"^[ \t]*~{2,}[ \t]*$", re.M), re.compile(r"^[ \t>]*~~~+[ \t]*\w", re.M)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a Markdown file, as a ``Reader``."""
    try:
        text, guesses = decode(read_all(file, source, limit), source)
        check_lines(text, source)
        fields, body, lost = split_front_matter(text.strip(), source)
        stated, notes = read_credits(fields, source)
        read = _read(part_lines_at_top(body))
        stated = replace(stated, title=stated.title or read.title)
        article = assemble.from_paragraphs(
            read.paragraphs, body, stated, source, may_have_headline=not read.begins_with_item
        )
        yield article
        yield from (*guesses, *lost, *notes, *assemble.notes_on_day(article, body, source))
    except ReadError as error:
        yield error


def _is_markdown(body: str) -> bool:
    """Return whether a text is worth parsing: each mark takes some 30 µs, and 2 MB of brackets took 46 s."""
    return sum(map(body.count, _MARKS)) <= _MOST_MARKS


def _parsed(body: str) -> list[Token]:
    # Without the rule "code", an indented paragraph stays a paragraph.
    parser = MarkdownIt("commonmark").disable("code").enable("table")
    if not _NAMED_FENCE.search(body):  # all text below a separator of a post would be code, to Markdown
        body = _TILDES.sub("", body)
    return parser.parse(part_at_separators(body, _is_underline))


def _is_underline(lines: Sequence[str], number: int) -> bool:
    """Return whether a separator underlines a heading: a short line that stands alone, and is no sentence.

    To Markdown, all lines of the paragraph above are the heading, and none of it would be quoted.
    """
    if not number or not _UNDERLINE.fullmatch(lines[number]):
        return False
    above = lines[number - 1].strip()
    before = lines[number - 2].strip() if number > 1 else ""
    is_alone = bool(above) and not is_separator(above) and (not before or is_separator(before))
    return is_alone and len(above) <= _LONGEST_HEADING and not above.endswith((".", '."', ".”", ".**", ".*"))


def _read(body: str) -> "_Reading":
    """Return the first heading of the first level, or "", and the paragraphs, list items and rows of tables."""
    reading = _Reading()
    if not _is_markdown(body):
        reading.paragraphs = under_headings(split_paragraphs(body, conventions.stands_alone))
        return reading
    for before, token in pairwise([Token("", "", 0), *_parsed(_without_marks_of_notes(body))]):
        reading.take(token, before)
    reading.end()
    return reading


def _without_marks_of_notes(body: str) -> str:
    """Return a text in which each footnote is a paragraph, without its mark here and where it belongs."""
    names = set(_FOOTNOTE.findall(body))
    if not names:
        return body
    return _REFERENCE.sub(lambda mark: "" if mark[1] in names else mark[0], _FOOTNOTE.sub("\n", body))


class _Reading:
    """The paragraphs of the blocks that have been read, and where the next one stands."""

    def __init__(self) -> None:
        self.title, self._title_level = "", "h7"
        self.paragraphs: list[ParsedParagraph] = []
        self.begins_with_item = False
        self._outline = Outline()
        self._html = HtmlBlocks()
        self._marker = ""
        self._list_depth = 0
        self._header: list[str] = []
        self._cells: list[str] = []
        self._bold_line: str | None = None  # a heading, if the next block is the text below it

    def take(self, token: Token, before: Token) -> None:
        if token.type in ("heading_open", "table_open", "bullet_list_open", "ordered_list_open"):
            self._settle(is_heading=token.type != "heading_open")
        if token.type in ("list_item_open", "list_item_close"):
            self._list_depth += token.nesting
            # To Markdown, "2022. Tahun perang" is a list item.
            self._marker = f"{token.info}{token.markup} " if token.info else self._marker
        elif token.type in ("fence", "code_block"):
            self._add(split_paragraphs(token.content, conventions.stands_alone))
        elif token.type == "html_block":
            self._take_html(token.content)
        elif token.type == "table_open":
            self._header = []
        elif token.type == "tr_close" and self._cells:
            self._add([row_text(self._cells)], row_text(self._header))
            self._cells = []
        elif token.type == "inline":
            self._take_text(token, before)

    def _take_html(self, html: str) -> None:
        before, *headed = _HTML_HEADING.split(html)
        self._add_html(before)
        for level, heading, below in zip(headed[::3], headed[1::3], headed[2::3], strict=True):
            self._settle(is_heading=False)
            self._outline.enter(int(level), _TAG.sub("", heading))
            self._add_html(below)

    def _add_html(self, html: str) -> None:
        for text, header in self._html.read(html):
            self._add([text], header)

    def end(self) -> None:
        self._settle(is_heading=False)

    def _take_text(self, token: Token, before: Token) -> None:
        text = _plain(token)
        if before.type == "heading_open":
            self._take_title(text, before)
            self._outline.enter(int(before.tag[1:]), text)
        elif before.type == "th_open":
            self._header.append(clean(text))
        elif before.type == "td_open":
            self._cells.append(clean(text))
        else:
            is_below_line = _begins_with_bold_line(token) or heads_block(
                [line.strip() for line in text.split("\n")]
            )
            self._take_lines(text, is_below_line and not self._list_depth)

    def _take_title(self, text: str, heading: Token) -> None:
        """Take the first heading of the first level, or else a line with a line below it above all text."""
        is_headline = heading.tag == "h1" or (heading.markup == "-" and not self.paragraphs)
        if is_headline and heading.tag < self._title_level and not is_noise(line := clean(text)):
            self.title, self._title_level = line, heading.tag

    def _take_lines(self, text: str, is_below_line: bool) -> None:
        """Take a block, of which the first line may be a heading."""
        first, _, rest = text.partition("\n")
        if is_below_line and self.paragraphs and may_be_heading(line := clean(first)):
            self._settle(is_heading=False)
            self._bold_line, text = line, rest
        if text:
            self._add(join_lines(mend_hyphens(self._marker + text).split("\n"), conventions.stands_alone))
            self._marker = ""

    def _add(self, texts: list[str], *below: str) -> None:
        if self._bold_line and texts:
            self._settle(is_heading=len(texts[0]) > len(self._bold_line))
        if not self.paragraphs:
            self.begins_with_item = self._list_depth > 0
        self.paragraphs += [self._outline.paragraph(text, *below) for text in texts if text]

    def _settle(self, *, is_heading: bool) -> None:
        """Take the last line in bold for a heading, or for a paragraph."""
        if self._bold_line and is_heading:
            self._outline.enter(BELOW_ALL, self._bold_line)
        elif self._bold_line:
            self.paragraphs.append(self._outline.paragraph(self._bold_line))
        self._bold_line = None


def _begins_with_bold_line(inline: Token) -> bool:
    """Return whether all text up to the first line break is in bold type."""
    line = takewhile(lambda token: token.type not in ("softbreak", "hardbreak"), inline.children or [])
    shown = [token for token in line if token.type != "text" or token.content.strip()]
    return len(shown) == _BOLD_TEXT and (shown[0].type, shown[-1].type) == ("strong_open", "strong_close")


def _is_line_break(token: Token) -> bool:
    return token.type == "html_inline" and _LINE_BREAK.match(token.content) is not None


def _plain(inline: Token) -> str:
    parts = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or _is_line_break(token):
            parts.append("\n")
    return "".join(parts)
