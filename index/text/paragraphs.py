"""Split the text of an article into paragraphs, and remove invisible characters from them.

A stored paragraph has single spaces between its words and none around them, no control characters (which a
terminal would obey) and no half characters (which no database stores).
"""

from collections.abc import Callable, Container, Iterable
from itertools import pairwise

import regex

from index.text.line_breaks import (
    GrowingParagraph,
    compounds_in,
    ends_sentence,
    heads_block,
    is_broken,
    mend_hyphens,
    row_starts,
)
from index.text.separators import part_at_separators

# Also marks that reverse the order of letters, with which a text can pretend to be another one. Telegram drops
# them, too.
_INVISIBLE = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFEFF\u202A-\u202E\u2066-\u2069--[\s]]", flags=regex.VERSION1
)
# The codes that colour a terminal. Without their first character, letters of them would be left in the text.
_TERMINAL_CODE = regex.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\a\x1b]{0,2000}+(?:\a|\x1b\\))")
_VISIBLE = regex.compile(r"[^\p{C}\p{Z}\p{M}]")
_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n")
_LINE_BREAKS = "\r\u2028\u2029\x85\x0b\x0c"
_LINE_BREAK = regex.compile(rf"\r\n|[{_LINE_BREAKS}]")
# E-mail, man pages and many text files break lines at 72 to 80 characters. In news, some paragraphs are longer
# than this.
_WRAPPED_WIDTH = 100


def clean(text: str) -> str:
    """Return the text on one line, fit to be stored and quoted, or "" if nothing in it is visible."""
    # Nearly every paragraph is clean already. Checking that takes 1.5 µs, cleaning 10 µs.
    if not text.isprintable() or "  " in text or text != text.strip():
        text = _TERMINAL_CODE.sub("", text) if "\x1b" in text else text
        text = " ".join(_INVISIBLE.sub("", text).split())
    return text if _VISIBLE.search(text) else ""


def has_blank_line(text: str) -> bool:
    """Return whether a text has a blank line between two others."""
    return _BLANK_LINE.search(_LINE_BREAK.sub("\n", text.strip())) is not None


def split_paragraphs(text: str, stands_alone: Callable[[str], bool] = lambda _: False) -> list[str]:
    """Return the paragraphs: the lines or, in a text wrapped to a width, the blocks between blank lines.

    No paragraph is empty. A separator is one of its own, also where text touches it.

    Args:
        stands_alone: says whether a line is never part of the block before it.
    """
    if any(mark in text for mark in _LINE_BREAKS):  # 15 times as fast as searching for the pattern
        text = _LINE_BREAK.sub("\n", text)
    text = part_at_separators(mend_hyphens(text)).strip()
    compounds = compounds_in(text)
    if not _is_wrapped(text):
        return _join_broken_words([line for raw in text.split("\n") if (line := clean(raw))], compounds)
    blocks = (block.split("\n") for block in _BLANK_LINE.split(text))
    return [paragraph for block in blocks for paragraph in join_lines(block, stands_alone, compounds)]


def _join_broken_words(lines: list[str], compounds: Container[str]) -> list[str]:
    joined: list[GrowingParagraph] = []
    for line in lines:
        if joined and is_broken(joined[-1].end, line):
            joined[-1].join(line, compounds)
        else:
            joined.append(GrowingParagraph(line))
    return [paragraph.text() for paragraph in joined]


def join_lines(
    lines: Iterable[str], stands_alone: Callable[[str], bool], compounds: Container[str] = ()
) -> list[str]:
    """Return a block of lines as one paragraph, and as others the rows and the lines that stand alone.

    Args:
        compounds: words that keep their hyphen where a line's end broke them.
    """
    block = list(lines)
    stripped = [line.strip() for line in block if line.strip()]
    starts = row_starts(stripped) | (set(stripped[1:2]) if heads_block(stripped) else set())
    joined: list[GrowingParagraph] = []
    for raw in block:
        if not (line := clean(raw)):
            continue
        if not joined or raw.strip() in starts or (stands_alone(line) and _may_end(joined[-1], stands_alone)):
            joined.append(GrowingParagraph(line))
        else:
            joined[-1].join(line, compounds)
    return [paragraph.text() for paragraph in joined]


def _may_end(paragraph: GrowingParagraph, stands_alone: Callable[[str], bool]) -> bool:
    return ends_sentence(paragraph.end) or (paragraph.is_one_line and stands_alone(paragraph.end))


def _is_wrapped(text: str) -> bool:
    """Return whether lines were wrapped to a width: none is long, and most sentences continue on the next line."""
    lines = [line.strip() for line in text.split("\n")]
    if "" not in lines or any(len(line) > _WRAPPED_WIDTH for line in lines):
        return False
    broken = [line for line, after in pairwise(lines) if line and after]
    return sum(not ends_sentence(line) for line in broken) * 2 > len(broken)
