"""Recognise the conventions of news: credits, headlines and datelines.

They are the same in a Markdown file, a pasted text and a line of JSON, so every reader uses this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse

import regex

from index.ingestion.layout.noise import is_noise
from index.ingestion.layout.noise.staff import is_speech
from index.ingestion.layout.publication_day import (
    find_date_lines,
    find_dateline,
    impossible_day,
    is_of_update,
    publication_day,
)
from index.ingestion.layout.table_rows import SEPARATOR as CELL_SEPARATOR
from index.model.records import ParsedParagraph
from index.model.web_address import is_web_address
from index.text.line_breaks import ends_sentence, row_starts

_ORIGINAL_SOURCE = regex.compile(
    r"\(?(?:sumber|source|источник)(?:\s+berita)?\s*[:：]\s*([^()]{1,80})\)?", flags=regex.IGNORECASE
)
_BYLINE = regex.compile(
    r"(?:penulis|author|by|oleh|автор)\s*[:：]\s*([^|]{1,80})(?:\s*\|.{0,80})?"
    r"|(?:by|oleh)\s+((?-i:\p{Lu}\S{1,30})(?:\s+(?-i:\p{Lu}\S{0,30})){0,4})"
    r"|penulis\s+((?-i:\p{Lu}[\p{L}.'-]{1,30})(?:\s+(?-i:\p{Lu}[\p{L}.'-]{0,30})){0,2})",
    flags=regex.IGNORECASE,
)
_ADDRESS = regex.compile(
    r"(?:(?:url|link|tautan|alamat)\s*:\s*)?<?(https?://[^\s<>]{1,2000})>?", flags=regex.IGNORECASE
)
_PLACE = r"\p{Lu}[\p{L}.'/ -]{1,40}"
# A region may follow a place ("BREST, Belarus - "), so a publisher must look like one.
_PUBLISHER = r"\p{L}[\w-]*\.[\w.]+|\p{Lu}[\w-]* (?:Indonesia|News|TV|Online)|ANTARA"
_DASH = r"\s+[-\u2013\u2014]{1,2}\s+"
# "KYIV, March 3, 2022", or only "March 3" as in Reuters.
_PLACE_OR_DAY = rf"(?:{_PLACE}(?:,\s[\w .]{{2,20}}){{0,2}}|\p{{Lu}}\p{{L}}+\s\d{{1,2}})"
_DATELINES = [
    regex.compile(rf"{_PLACE},\s(?P<publisher>{_PUBLISHER}){_DASH}"),  # BREST, KOMPAS.TV -
    regex.compile(rf"(?P<publisher>{_PUBLISHER}),\s{_PLACE}{_DASH}"),  # TEMPO.CO, Jakarta -
    regex.compile(rf"{_PLACE_OR_DAY}\s\((?P<publisher>\p{{L}}[\w. ]{{1,30}})\){_DASH}"),  # Jakarta (ANTARA) -
    regex.compile(rf"{_PLACE},\s[\w ]{{2,20}}\.\s/(?P<publisher>[^/]{{2,30}})/\.?\s+"),  # МОСКВА, 3 марта. /ТАСС/.
    regex.compile(rf"(?P<publisher>\p{{L}}[\w-]*\.[\w.]+){_DASH}"),  # KOMPAS.com -
    regex.compile(rf"\p{{Lu}}[\p{{Lu}} .'-]+(?:,\s\p{{Lu}}[\p{{L}} .'-]+)?{_DASH}"),  # BREST, Belarus -
]
_DECORATED = regex.compile(r"[-=*~_\u2013\u2014]{2,}\s*(\w.*?)\s*[-=*~_\u2013\u2014]{2,}")
_LABEL = regex.compile(
    r"#(?:breaking(?:_?news)?|kilat|update|info|hot|terkini)\b[\s:|-]*(?=\w)", flags=regex.IGNORECASE
)
_LONE_DATELINE = regex.compile(r"\p{Lu}[\p{L}\p{N}.,'/() -]*[\s\p{L})][-\u2013\u2014]{1,2}")
_LONGEST_LONE_DATELINE = 60
_LONGEST_TITLE = 150
_FIRST = 4
# On longer texts, the patterns take a time that grows with the square of the length: 140 s on 2 MB.
_LONGEST_DATELINE = 150
_OPENING = 80


def stands_alone(line: str) -> bool:
    """Return whether a line is not part of a paragraph but noise, or a credit such as "Sumber : Reuters"."""
    return is_noise(line) or _ORIGINAL_SOURCE.fullmatch(line) is not None or _author_in(line) is not None


def stated_address(line: str) -> str | None:
    """Return the address that a line consists of, as in "https://kabar.example/1" or "URL: ...", or None."""
    match = _ADDRESS.fullmatch(line)
    return str(match[1]) if match and is_web_address(match[1]) else None


@dataclass(frozen=True)
class Layout:
    """What the layout shows about an article; ``paragraphs`` are left to be quoted."""

    paragraphs: tuple[ParsedParagraph, ...]
    headline: str | None
    publisher: str | None
    original_source: str | None
    author: str | None
    published: date | None
    url: str | None = None


def read_layout(
    paragraphs: Sequence[ParsedParagraph],
    whole_text: str,
    *,
    has_title: bool = False,
    may_have_headline: bool = True,
    has_day: bool = False,
) -> Layout:
    """Take the headline and credits off clean paragraphs.

    Args:
        whole_text: the text of the source, which may spell the publisher's name better than a dateline.
        has_title: whether the source states the title apart, so that the first line may be a credit.
        may_have_headline: whether the first paragraph is a line of text, and no item of a list.
        has_day: whether the source states its day, so that none is looked for in the text.
    """
    dates = find_date_lines([paragraph.text for paragraph in paragraphs], has_title=has_title)
    date_lines = {number: day for number, day in dates.items() if not _is_below_header(paragraphs[number])}
    # The day of an update counts where no line has that of the publication.
    by_rank = sorted(date_lines, key=lambda number: is_of_update(paragraphs[number].text))
    body = [paragraph for number, paragraph in enumerate(paragraphs) if number not in date_lines]
    unreadable = _take_impossible_day(body)
    url = _take_address(body)
    author, original_source = _take_credits(body, first=0 if has_title else 1)
    _join_dateline(body)
    has_headline = may_have_headline and _starts_with_headline(body[:2])
    headline = body.pop(0).text if has_headline else None
    lead = body[0].text if body else ""
    dateline = _dateline(lead)
    publisher = dateline["publisher"] if dateline and "publisher" in dateline.re.groupindex else None
    return Layout(
        paragraphs=tuple(body),
        headline=headline,
        publisher=_spelling(publisher, whole_text) if publisher else None,
        original_source=original_source,
        author=author,
        published=next((date_lines[number] for number in by_rank), None)
        or (None if unreadable or has_day else publication_day([one.text for one in body])),
        url=url,
    )


def without_dashes(headline: str) -> str:
    """Return a headline without its label, as in "#BREAKING Banjir", or the dashes around "--- KILAT ---"."""
    return _DECORATED.sub(r"\1", _LABEL.sub("", headline, count=1) if headline.startswith("#") else headline)


def opening(paragraph: str) -> str:
    """Return the first words of a lead without its dateline, as the title of an article that has none."""
    text = paragraph[_dateline_end(paragraph) :]
    if len(text) <= _OPENING:
        return text
    return text[:_OPENING].rsplit(" ", 1)[0].rstrip(" ,;:-(") + "…"


def _join_dateline(body: list[ParsedParagraph]) -> None:
    """Join a dateline that stands on a line of its own with the lead."""
    if len(body) > 1 and len(body[0].text) <= _LONGEST_LONE_DATELINE and _LONE_DATELINE.fullmatch(body[0].text):
        body[:2] = [body[1]._replace(text=f"{body[0].text} {body[1].text}")]


def _take_impossible_day(body: list[ParsedParagraph]) -> bool:
    """Take a line off the first ones that says a day which no calendar has, and return whether there is one."""
    for paragraph in body[:_FIRST]:
        if (day := impossible_day(paragraph.text)) and day.is_line and len(body) > 1:
            body.remove(paragraph)
            return True
    return False


def _take_address(body: list[ParsedParagraph]) -> str | None:
    """Take the address of the article off the lines around its title, if no other address stands there."""
    found = [(paragraph, url) for paragraph in body[:_FIRST] if (url := stated_address(paragraph.text))]
    if len(found) != 1 or len(body) == 1:
        return None
    body.remove(found[0][0])
    return found[0][1]


def _take_credits(body: list[ParsedParagraph], first: int) -> tuple[str | None, str | None]:
    """Take the author off the lines below the headline, and author and original source off the end."""
    author = original_source = None
    for paragraph in body[first:_FIRST]:
        if named := _author_in(paragraph.text):
            author = author or named
            body.remove(paragraph)
    while body:
        if named := _source_in(body[-1].text):
            original_source = named
        elif named := _author_in(body[-1].text):
            author = author or named
        else:
            break
        body.pop()
    return author, original_source


def _author_in(line: str) -> str | None:
    """Return the author that a byline names; "Penulis: Saya menolak." is an answer in an interview."""
    match = _BYLINE.fullmatch(line)
    if match is None:
        return None
    named = str(match[1] or match[2] or match[3]).strip()
    return None if is_speech(named) else named or None


def _source_in(line: str) -> str | None:
    """Return the source that a line names; "Sumber: Mereka datang malam hari." is what somebody says."""
    match = _ORIGINAL_SOURCE.fullmatch(line)
    named = str(match[1]).strip() if match else ""
    return None if named.endswith((".", "!", "?")) and is_speech(named) else named or None


def _is_below_header(paragraph: ParsedParagraph) -> bool:
    """Return whether a paragraph is a row below the header of its table."""
    return CELL_SEPARATOR in paragraph.text and CELL_SEPARATOR in (paragraph.heading or "")


def _starts_with_headline(body: Sequence[ParsedParagraph]) -> bool:
    """Return whether the first of two paragraphs is the headline; what has a heading, or is a row, is none."""
    if len(body) < 2 or body[0].heading or CELL_SEPARATOR in body[0].text:
        return False
    first, second = (paragraph.text for paragraph in body)
    if first in row_starts((first, second)) or len(first) > _LONGEST_TITLE or _dateline_end(first):
        return False
    # "Siapa yang menang?" may be a headline or a lead; it is a headline if a dateline follows.
    return not (ends_sentence(first) or first.endswith((",", ";"))) or _dateline_end(second) > 0


def _dateline(lead: str) -> "regex.Match[str] | None":
    beginning = lead[:_LONGEST_DATELINE]
    return next((match for pattern in _DATELINES if (match := pattern.match(beginning))), None)


def _dateline_end(lead: str) -> int:
    """Return the length of the dateline that a lead begins with, or 0."""
    match, dated = _dateline(lead), find_dateline(lead)
    return max(match.end() if match else 0, dated[1] if dated else 0)


def _spelling(publisher: str, text: str) -> str:
    """Return the publisher's name with its own capitals, "KompasTV" for "KOMPAS.TV", if the text has them."""
    letters = _letters(publisher)
    for word in filterfalse(str.islower, text.split()):
        # Looking for the first letter rules out most words at a tenth of the cost.
        if not word.isupper() and letters[:1] in word.casefold() and _letters(word) == letters:
            return word.strip(".,;:()\"'")
    return publisher


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
