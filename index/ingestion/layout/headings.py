"""Headings: the context of paragraphs, which is searched and shown with them and answers nothing."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import regex

from index.ingestion.layout.conventions import stands_alone
from index.ingestion.layout.noise import is_noise
from index.ingestion.layout.table_rows import SEPARATOR as CELL_SEPARATOR
from index.ingestion.layout.table_rows import is_rule, piped_row
from index.model.records import ParsedParagraph
from index.text.line_breaks import ends_sentence, is_item
from index.text.paragraphs import clean

SEPARATOR = " › "
"""Stands between a heading and those below it."""
MOST_CHARACTERS = 240
"""Of the heading of a paragraph: one that comes with each of 5,000 rows must be short."""
BELOW_ALL = 7
"""The level of a heading that has none of its own, such as a line in bold."""
_MOST_OF_A_TITLE = 0.6
_LONGEST = 80
_MOST_WORDS, _MOST_WORDS_IN_BOLD = 9, 12
_HASHES, _STARS = regex.compile(r"(#{1,6})\s+(\S.*?)[\s#]*"), regex.compile(r"\*\*([^*]+)\*\*:?")
_UNDERLINE = regex.compile("={3,}")
_WORDS = regex.compile(r"[\p{L}\p{N}]+")
_NUMBERING = regex.compile(r"(?:\d{1,2}|[A-Za-z])[.)]\s+")
# "Dibangun pada 1998" and "Pemilu 2024", but not "Korban 2000 orang": a figure answers a question.
_YEAR = regex.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d$|\b(?:tahun|pada|sejak|in|since)\s+(?:1[5-9]|20)\d\d(?!\d)", regex.IGNORECASE
)
# With such a word before its colon, a line introduces what somebody says: "Bupati menjelaskan:".
_SPEAKING = regex.compile(
    r"(?:me\p{L}{4,}|ber(?:kata|tanya|cerita|ujar|pesan)|kata|ujar|tutur|jawab|berikut|follows|said|says|asked|wrote|told)"
    r"(?:nya)?:",
    flags=regex.IGNORECASE,
)
_PERSON = regex.compile(r"\b(?:saya|aku|kami|kita|I|we|my|our)\b", flags=regex.IGNORECASE)
_QUOTATION_MARKS = tuple("\"'“‘«„")


class Outline:
    """The headings above the place that a reader has reached, the outermost first."""

    def __init__(self) -> None:
        self._levels: list[tuple[int, str]] = []

    def enter(self, level: int, text: str) -> None:
        """Go on below a heading; it ends those of the same level and below. Noise is not a heading."""
        line = _shortened(clean(text[: 4 * MOST_CHARACTERS]).removesuffix(":"))
        if not line or is_noise(line):
            return
        while self._levels and self._levels[-1][0] >= level:
            self._levels.pop()
        self._levels.append((level, line))

    def paragraph(self, text: str, *below: str) -> ParsedParagraph:
        """Return a paragraph at this place; ``below`` are more headings that it alone has."""
        return ParsedParagraph(text, _joined([line for _, line in self._levels] + list(below)))


def _joined(headings: Sequence[str]) -> str | None:
    """Return headings as one text: the innermost, and as many of those above it as fit."""
    joined = ""
    for heading in reversed([shortened for one in headings if (shortened := _shortened(one))]):
        longer = f"{heading}{SEPARATOR}{joined}" if joined else heading
        if len(longer) > MOST_CHARACTERS:
            break
        joined = longer
    return joined or None


def _shortened(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip() + "…"


def heading_above(paragraphs: Sequence[ParsedParagraph]) -> str:
    """Return the heading that stands above all paragraphs, or ""."""
    outermost = {(paragraph.heading or "").partition(SEPARATOR)[0] for paragraph in paragraphs}
    return outermost.pop() if len(outermost) == 1 else ""


def below_title(paragraphs: Sequence[ParsedParagraph], title: str) -> list[ParsedParagraph]:
    """Return the paragraphs of an article without the headings that repeat its title.

    A heading above all of them may also say it in other words, as the headline below front matter often does.
    """
    outermost = {(paragraph.heading or "").partition(SEPARATOR)[0] for paragraph in paragraphs}
    if outermost == {""}:  # as in nearly all posts of channels
        return list(paragraphs)
    repeating = {heading for heading in outermost if _repeats(heading, title)}
    if len(outermost) == 1:
        repeating |= {heading for heading in outermost if _resembles(heading, title)}
    return [_without_outermost(one, repeating) for one in paragraphs]


def _without_outermost(paragraph: ParsedParagraph, headings: Collection[str]) -> ParsedParagraph:
    first, _, rest = (paragraph.heading or "").partition(SEPARATOR)
    return paragraph._replace(heading=rest or None) if first in headings else paragraph


def _repeats(heading: str, title: str) -> bool:
    """Return whether a heading is the title or most of it; "Dampak" is a part of many a title and says more."""
    one, other = _letters(heading), _letters(title)
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer and len(shorter) > _MOST_OF_A_TITLE * len(longer)


def _resembles(heading: str, title: str) -> bool:
    """Return whether most words of the one with fewer words are in the other; the header of a table never does."""
    if CELL_SEPARATOR in heading:
        return False
    one, other = (set(_WORDS.findall(text[:MOST_CHARACTERS].casefold())) for text in (heading, title))
    return len(one & other) > _MOST_OF_A_TITLE * min(len(one), len(other))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def under_headings(lines: Sequence[str]) -> list[ParsedParagraph]:
    """Return the paragraphs of a plain text below the headings among them; the first line may be the headline.

    A heading is a short line without a full stop or a figure, between sentences or above a list, a question above
    what answers it, or a line that is marked as in Markdown. Tables are drawn with pipes.
    """
    outline, header, paragraphs = Outline(), "", list[ParsedParagraph]()
    lines, underlined = _without_noise(lines)
    is_interview = any(_asks_a_person(line, below) for line, below in pairwise(lines))
    for number, (line, below) in enumerate(pairwise([*lines, ""])):
        row = piped_row(line)
        if row is None:
            header = ""
        if is_rule(below) and row and number + 2 < len(lines):
            header = row
        elif row is not None:
            paragraphs += [] if is_rule(line) else [outline.paragraph(row, header)]
        elif marked := _marked_heading(line, is_underlined=number in underlined):
            if number:
                outline.enter(*marked)
            else:
                paragraphs.append(outline.paragraph(marked[1]))
        elif (
            _may_follow(lines[number - 1], number, line)
            and _is_heading(line, lines[number - 1], below)
            and not (is_interview and line.endswith("?"))
        ):
            outline.enter(BELOW_ALL, line)
        else:
            paragraphs.append(outline.paragraph(line))
    return paragraphs


def _without_noise(lines: Sequence[str]) -> tuple[list[str], frozenset[int]]:
    """Return the lines without noise, which stands neither above nor below anything, and the underlined ones."""
    kept, underlined = list[str](), set[int]()
    for before, line in pairwise(["", *lines]):
        if line.startswith("|") or not is_noise(line):
            kept.append(line)
        elif kept and before is kept[-1] and _UNDERLINE.fullmatch(line):
            underlined.add(len(kept) - 1)
    return kept, frozenset(underlined)


def _marked_heading(line: str, *, is_underlined: bool) -> tuple[int, str] | None:
    """Return the level and the text of "## Bagasi", of "**Bagasi**", and of a line above a row of "="."""
    if len(line) > MOST_CHARACTERS:
        return None
    if hashes := _HASHES.fullmatch(line):
        return len(hashes[1]), hashes[2]
    if (stars := _STARS.fullmatch(line)) and may_be_heading(stars[1]):
        return BELOW_ALL, stars[1]
    return (1, line) if is_underlined and not ends_sentence(line) and len(line) <= _LONGEST else None


def may_be_heading(line: str) -> bool:
    """Return whether a line in bold type is short, and no sentence, figure, field or credit that can be quoted."""
    bare = _NUMBERING.sub("", line[: 2 * _LONGEST]).removesuffix(":").rstrip()
    return (
        0 < len(bare) <= _LONGEST
        and len(bare.split()) <= _MOST_WORDS_IN_BOLD
        and _says_no_more(bare)
        and not bare.endswith((".", "!", "…", ",", "-", "–", "—"))
        and not stands_alone(line)
    )


def _may_follow(before: str, number: int, line: str) -> bool:
    """Return whether a heading may stand below a line, the first of which may be the headline.

    One with a colon may stand below the rows of another.
    """
    return number == 1 or (number > 1 and (ends_sentence(before) or is_item(before) or line.endswith(":")))


def _is_heading(line: str, before: str, below: str) -> bool:
    if len(line) > _LONGEST or line.endswith((",", "-")):
        return False
    numbering = _NUMBERING.match(line)
    bare = line[numbering.end() :] if numbering else line
    if not bare[:1].isupper() or len(bare.split()) > _MOST_WORDS:
        return False
    if line.endswith("?"):
        return _says_no_more(bare) and _is_longer(below, line) and not below.endswith("?")
    if numbering:  # an item, if others stand beside it
        return _says_no_more(bare) and not ends_sentence(bare) and not is_item(before) and _is_text(below, line)
    if line.endswith(":"):
        is_introduction = _SPEAKING.fullmatch(line.split()[-1]) is not None
        is_above = _is_text(below, line) or is_item(below) or _has_figure_of_row(below)
        return not is_introduction and not _has_mark_or_figure(bare[:-1]) and is_above
    return (
        not _has_mark_or_figure(line) and not ends_sentence(line) and (_is_longer(below, line) or is_item(below))
    )


def _asks_a_person(line: str, below: str) -> bool:
    """Return whether a line is a question of an interview, of which the answer is short or says "I"."""
    return (
        line.endswith("?") and len(line) <= _LONGEST and (len(below) <= len(line) or bool(_PERSON.search(below)))
    )


def _says_no_more(line: str) -> bool:
    """Return whether a line has no figure but a year, and none of the marks of fields and rows."""
    return not _has_mark_or_figure(_YEAR.sub("", line))


def _has_mark_or_figure(line: str) -> bool:
    return any(map(str.isdigit, line)) or any(mark in line for mark in ":;\t·|")


def _is_text(below: str, line: str) -> bool:
    """Return whether a line is the text below a heading, no item, and no quotation that it may introduce."""
    return _is_longer(below, line) and not below.startswith(_QUOTATION_MARKS) and not is_item(below)


def _has_figure_of_row(below: str) -> bool:
    return len(below) <= _LONGEST and any(map(str.isdigit, below)) and not ends_sentence(below)


def _is_longer(below: str, line: str) -> bool:
    return ends_sentence(below) and len(below) > len(line)
