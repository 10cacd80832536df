"""How news is laid out: what is no news, who credits whom, and where a report begins.

Kept apart from the readers because a Markdown file, a pasted text and a line of JSON all follow the same habits.
"""

from dataclasses import dataclass
from datetime import date
from itertools import filterfalse

import regex

from index.text.paragraphs import ends_sentence

# What may stand before an invitation: a bullet, an arrow, an opening bracket or quote.
_BULLET = r"[\s\u200b\-•*>»→(\[\"“'·]*"
# An invitation names a headline, which begins with a capital, or goes on behind a colon. With a small letter it is
# a sentence ("Simak juga penjelasan menteri, kata dia.").
_HEADLINE = r"(?:\s*[:：>|–-].*|\s+(?-i:\p{Lu}).*|\W*)"
_NOISE = regex.compile(
    rf"""
    {_BULLET}(?:
      (?:baca|lihat|simak|tonton)\s+juga{_HEADLINE}
    | (?:read|see)\s+also{_HEADLINE} | also\s+read{_HEADLINE}
    | (?:читайте|читать|смотрите)\s+(?:также|ещё|еще){_HEADLINE}
    | (?:read\s+more|baca(?:\s+selengkapnya)?|pilihan\s+(?:editor|redaksi)|simak\s+video)\s*[:：].*
    | (?:editor|pewarta|reporter|tags?)\s*[:：].*
    | gabung\s+(?:ke|di)\s+(?:channel|saluran|kanal|grup)\b.*
    | (?:gabung|bergabung|ikuti|dapatkan|simak)\b.*\b(?:channel|saluran|kanal|grup)\s+(?:whatsapp|telegram|wa)\b.*
    | (?:ikuti|dapatkan|simak|baca)\b.*\bgoogle\s+news\b.*
    | (?:подписывайтесь|подпишитесь)\s+на\b.*
    | (?:advertisement|iklan|реклама)\W*(?:scroll\s+to\s+(?:continue|resume).*)?
    | scroll\s+to\s+(?:continue|resume)\b.*
    | (?:copyright|hak\s+cipta)\s+(?:©|\(c\)|\d{{4}}|\p{{L}}+\s+\d{{4}}).*
    | halaman\s+\d+\s+dari\s+\d+
    | gambas:.*
    | [a-z]{{2,4}}/[a-z]{{2,4}}\W*
    | _{{3,}}
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_ORIGINAL_SOURCE = regex.compile(
    r"\(?(?:sumber|source|источник)(?:\s+berita)?\s*[:：]\s*([^()]{1,80})\)?", flags=regex.IGNORECASE
)
_BYLINE = regex.compile(r"(?:penulis|author|by|oleh|автор)\s*[:：]\s*(.{1,80})", flags=regex.IGNORECASE)
# The day is looked for behind the bracket, as few leads have one: from the day on, a lead took 30 µs.
_DATE = regex.compile(r"(?<=(?P<day>\p{L}[\p{L}']+)?,?\s*)\((?:\p{L}+,?\s+)?(\d{1,2})/(\d{1,2})/(\d{4})\)")
_WEEKDAYS = frozenset({"senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"})
_PLACE = r"\p{Lu}[\p{L}.'/ -]{1,40}"
# A place may be followed by a region ("BREST, Belarus - "), so a publisher must look like one.
_PUBLISHER = r"\p{L}[\w-]*\.[\w.]+|\p{Lu}[\w-]* (?:Indonesia|News|TV|Online)|ANTARA"
_DASH = r"\s+[-\u2013\u2014]{1,2}\s+"
# "KYIV, March 3, 2022", or as Reuters has it "March 3".
_PLACE_OR_DAY = rf"(?:{_PLACE}(?:,\s[\w .]{{2,20}}){{0,2}}|\p{{Lu}}\p{{L}}+\s\d{{1,2}})"
_DATELINES = [
    regex.compile(rf"{_PLACE},\s(?P<publisher>{_PUBLISHER}){_DASH}"),  # BREST, KOMPAS.TV -
    regex.compile(rf"(?P<publisher>{_PUBLISHER}),\s{_PLACE}{_DASH}"),  # TEMPO.CO, Jakarta -
    regex.compile(rf"{_PLACE_OR_DAY}\s\((?P<publisher>\p{{L}}[\w. ]{{1,30}})\){_DASH}"),  # Jakarta (ANTARA) -
    regex.compile(rf"{_PLACE},\s[\w ]{{2,20}}\.\s/(?P<publisher>[^/]{{2,30}})/\.?\s+"),  # МОСКВА, 3 марта. /ТАСС/.
    regex.compile(rf"(?P<publisher>\p{{L}}[\w-]*\.[\w.]+){_DASH}"),  # KOMPAS.com -
    regex.compile(rf"\p{{Lu}}[\p{{Lu}} .'-]+(?:,\s\p{{Lu}}[\p{{L}} .'-]+)?{_DASH}"),  # BREST, Belarus -
]
_LONGEST_TITLE = 150
_OPENING = 80


def is_noise(line: str) -> bool:
    """Return whether a line, with no spaces around it, is an invitation or an advertisement and no news."""
    return _NOISE.fullmatch(line) is not None


def stands_alone(line: str) -> bool:
    """Return whether a line is no part of a paragraph: noise, or a credit such as "Sumber : Reuters"."""
    return is_noise(line) or _ORIGINAL_SOURCE.fullmatch(line) is not None or _BYLINE.fullmatch(line) is not None


@dataclass(frozen=True)
class Layout:
    """What the conventions tell about an article; ``paragraphs`` is what is left to quote."""

    paragraphs: tuple[str, ...]
    headline: str | None
    publisher: str | None
    original_source: str | None
    author: str | None
    published: date | None


def read_layout(paragraphs: list[str], whole_text: str) -> Layout:
    """Take headline and credits off clean paragraphs; ``whole_text`` may spell the publisher's name better."""
    body = list(paragraphs)
    author, original_source = _take_credits(body)
    headline = body.pop(0) if _starts_with_headline(body) else None
    lead = body[0] if body else ""
    dateline = _dateline(lead)
    publisher = dateline["publisher"] if dateline and "publisher" in dateline.re.groupindex else None
    return Layout(
        paragraphs=tuple(body),
        headline=headline,
        publisher=_spelling(publisher, whole_text) if publisher else None,
        original_source=original_source,
        author=author,
        published=_date(lead),
    )


def opening(paragraph: str) -> str:
    """Return the first words of a lead, without its dateline: a title for an article that has none."""
    dateline = _dateline(paragraph)
    text = paragraph[dateline.end() :] if dateline else paragraph
    if len(text) <= _OPENING:
        return text
    return text[:_OPENING].rsplit(" ", 1)[0].rstrip(" ,;:-(") + "…"


def _take_credits(body: list[str]) -> tuple[str | None, str | None]:
    author = original_source = None
    while body:
        if match := _ORIGINAL_SOURCE.fullmatch(body[-1]):
            original_source = match[1].strip()
        elif match := _BYLINE.fullmatch(body[-1]):
            author = match[1].strip()
        else:
            break
        body.pop()
    return author, original_source


def _starts_with_headline(body: list[str]) -> bool:
    if len(body) < 2 or len(body[0]) > _LONGEST_TITLE or _dateline(body[0]):
        return False
    # "Siapa yang menang?" may be a headline or a lead; a dateline below it decides.
    return not (ends_sentence(body[0]) or body[0].endswith((",", ";"))) or _dateline(body[1]) is not None


def _dateline(lead: str) -> "regex.Match[str] | None":
    return next((match for pattern in _DATELINES if (match := pattern.match(lead))), None)


def _date(lead: str) -> date | None:
    """Read Kamis (3/3/2022) as day, month, year, as every country does whose news writes dates so.

    A date behind a weekday is the report's; any other one counts only where it is alone.
    """
    found = list(_DATE.finditer(lead))
    reported = [match for match in found if (match["day"] or "").casefold() in _WEEKDAYS]
    match = reported[0] if reported else found[0] if len(found) == 1 else None
    if match is None:
        return None
    try:
        return date(int(match[4]), int(match[3]), int(match[2]))
    except ValueError:
        return None


def _spelling(publisher: str, text: str) -> str:
    """Prefer the name's own capitals, "KompasTV", to those of a dateline, "KOMPAS.TV", where the text has both."""
    letters = _letters(publisher)
    for word in filterfalse(str.islower, text.split()):
        # The first letter tells most of them apart at a tenth of the cost.
        if not word.isupper() and letters[:1] in word.casefold() and _letters(word) == letters:
            return word.strip(".,;:()\"'")
    return publisher


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
