"""Find the day on which an article was published, in its dateline, a line of its own, or the day of the event."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import regex

from index.analysis.dates import find_dates, may_have_year, month_number
from index.analysis.stopwords import stop_words
from index.analysis.words import fold
from index.ingestion.layout.noise.staff import names_in_credit
from index.model.records import Span

# The day stands in the first paragraphs of an article. Later dates are those of earlier or coming events.
_FIRST = 6
# The longest line that says the day and nothing else, and the part of a lead in which a dateline ends.
_LONGEST_LINE, _LONGEST_DATELINE = 120, 150
_LONGEST_LEAD = 2_000
_MOST_NAMES = 6
# Months have the names of this language and English.
_LANGUAGE = "id"
_SEPARATOR = regex.compile(
    r"\)?(?:\s[-\u2013\u2014]{1,3}\s|\s?[\u2013\u2014]{1,2}\s?|[.:]\s|\s?/\s?(?=\p{Lu})|-{1,2}\s)"
)
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)"
)
_TIME = (
    r"(?:(?:pukul|pkl|jam|at)\b\.?\s*)?(?:\bt(?=\d)|\b)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s*(?:[ap]\.?m\b\.?|(?:wib|wita|wit|gmt|utc|z|[ecmp][sd]?t|bst|cest|cet|sgt|myt|jst|ist|aest|hkt)\b"
    r"|[+-]\d{1,2}:?\d{2}\b|(?<=gmt|utc)\s*[+-]\d{1,2}\b))*"
)
_LABEL = (
    r"(?:(?:di)?terbit(?:kan)?|dipublikasikan|dipublikasi|tayang|dirilis|rilis|diperbarui|di-?update|tanggal|hari"
    r"|published|posted|updated|last\s+updated|modified|date)\b(?:\s+(?:pada|on)\b)?"
)
# The Islamic day that stands beside the other one: "1 Muharram 1447 H".
_HIJRI = (
    r"\b\d{1,2}\s+(?:muhar+am|s(?:h)?afar|rabi.?ul\s*(?:awal|akhir)|jumadil\s*(?:awal|akhir)|rajab|sya.?ban"
    r"|ramad(?:h)?an|syawal|d?zul(?:ka|qa|qo).?i?dah|d?zul\s?hij+ah)\s+1[34]\d\d\b(?:\s*h\b\.?|\s+hijri\w*)?"
    r"|(?<=\|)\s*m\b(?=\s*/)"  # "2025 M / 1447 H"
)
_BESIDE_A_DATE = regex.compile(rf"{_HIJRI}|{_TIME}|\b{_LABEL}\s*:?|\b{_WEEKDAY}\b", flags=regex.IGNORECASE)
# "Lumbir", "Liputan6", "detikNews", "kabar.com"
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}.'’-]*\d?|\p{Ll}+\p{Lu}\p{L}*|\p{L}[\p{L}\d-]*\.\p{L}[\p{L}.]*")
_MARKS = " ,;:|/()[]•·.-\u2013\u2014"
_REPORTED = regex.compile(rf"\b{_WEEKDAY}\b,?\s*\(?(?:\p{{L}}+,\s*)?$", flags=regex.IGNORECASE)
# "22/1/26" and "22-01-26". Nowhere else is a year of two digits sure to be one.
_OF_SHORT_YEAR = regex.compile(
    r"(?<![\d/.,-])(?<day>[0-3]?\d)/(?<month>[01]?\d)/(?<year>\d\d)(?![\d/])"
    r"|(?<![\d/.,-])(?<day>[0-3]\d)-(?<month>[01]\d)-(?<year>\d\d)(?![\d-])"
)
# "LONDON, Nov. 3 (Reuters) - ", "JAKARTA, 3 November - "
_WITHOUT_YEAR = regex.compile(
    rf"(?:\p{{Lu}}[\p{{L}}.'/ -]{{1,40}},\s){{1,2}}(?:(?i:{_WEEKDAY}),?\s)?"
    r"(?:(?<day>\d{1,2})\s(?<name>\p{L}{3,})|(?<name>\p{L}{3,})\.?\s(?<day>\d{1,2}))\.?"
    r"(?:\s\([^()]{2,30}\))?\s[-\u2013\u2014]{1,2}\s"
)
# A day as people write it, whether or not the calendar has it.
_WRITTEN_DAY = regex.compile(
    r"(?<!\d)\d{1,2}\s(?<name>\p{L}{3,})\.?\s(?:19|20)\d\d(?!\d)"
    r"|(?<name>\p{L}{3,})\.?\s\d{1,2},\s(?:19|20)\d\d(?!\d)"
    r"|(?<![\d/.,-])\d{1,2}(?<mark>[/-])\d{1,2}(?P=mark)(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
# "Diperbarui: 4 Februari 2026", up to the day.
_OF_UPDATE = regex.compile(
    r"\b(?:diperbarui|di-?update|pembaruan|updated?|modified)\b\P{N}{0,30}$", flags=regex.IGNORECASE
)
_IN_BRACKETS = regex.compile(r"\((?:\p{L}+,?\s+)?(\d{1,2}/\d{1,2}/\d{4})\)")


def find_date_lines(paragraphs: Sequence[str], *, has_title: bool = False) -> dict[int, date]:
    """Return the days that lines of their own state, by the positions of these lines.

    The first line may be a headline, unless the source has a title beside the text. A line that names the staff,
    as "Reporter: Budi | 22 Januari 2026" does, may stand anywhere.
    """
    found = {}
    for number, line in enumerate(paragraphs):
        names = names_in_credit(line)
        if names and not names[0].isalpha():  # "Editor: 3 Maret 2022." answers a question
            continue
        may_be_headline = number == 0 and not has_title and names is None
        if (number < _FIRST or names) and (day := _day_of_line(names or line, may_be_headline=may_be_headline)):
            found[number] = day
    rows = {number: day for number, day in found.items() if _is_like_row(paragraphs[number])}
    if len(set(rows.values())) > 1:  # "3 Maret 2025: Kapal Ana" and "4 Maret 2025: Kapal Budi" are a schedule
        return {number: day for number, day in found.items() if number not in rows}
    return found


def is_of_update(line: str) -> bool:
    """Return whether a line with a day states when the article was changed, and not when it was published."""
    return all(_follows_update(line, span) for span, _ in _dates(line))


def _follows_update(line: str, day: Span) -> bool:
    return _OF_UPDATE.search(line, max(0, day.start - 60), day.start) is not None


class ImpossibleDay(NamedTuple):
    """A day as it is written, and whether its line has nothing else."""

    written: str
    is_line: bool


def impossible_day(line: str) -> ImpossibleDay | None:
    """Return the day of a dateline, or of a line of its own, that no calendar has: "31 Februari 2026"."""
    beginning = line[:_LONGEST_DATELINE]
    match = _WRITTEN_DAY.search(beginning) if may_have_year(beginning) else None
    if match is None or (match["name"] and month_number(match["name"], _LANGUAGE) is None):
        return None
    if any(span.start < match.end() and match.start() < span.end for span, _ in _dates(beginning)):
        return None
    before, behind = beginning[: match.start()], beginning[match.end() :]
    names = _names(f"{before}|{behind}") if len(line) <= _LONGEST_LINE else None
    if names is not None and not (names and not _is_beside_a_mark(line, match.start())):
        return ImpossibleDay(match[0], is_line=True)
    separator = _SEPARATOR.search(behind)
    is_dateline = separator is not None and _names(f"{before}|{behind[: separator.start() + 1]}") is not None
    return ImpossibleDay(match[0], is_line=False) if is_dateline else None


def _is_like_row(line: str) -> bool:
    dates = _dates(line)
    return bool(dates) and dates[0][0].start == 0 and bool(_names(line))


def publication_day(paragraphs: Sequence[str]) -> date | None:
    """Return the day of a dateline in the first two paragraphs, or that of the report in the first ones.

    A dateline with a day that no calendar has costs the day.
    """
    for lead in paragraphs[:2]:
        if dateline := find_dateline(lead):
            return dateline[0]
        if impossible_day(lead):
            return None
    reported = _day_of_event(paragraphs[0]) if paragraphs else None
    reported = reported or next((day for text in paragraphs[1:_FIRST] if (day := _reported_day(text))), None)
    without_year = next(
        filter(None, (_WITHOUT_YEAR.match(text[:_LONGEST_DATELINE]) for text in paragraphs[:2])), None
    )
    return (reported and without_year and _nearest_day(without_year, reported)) or reported


def _nearest_day(dateline: "regex.Match[str]", reported: date) -> date | None:
    """Return the day of a dateline that states no year, in the year in which it is nearest to a reported day."""
    month = month_number(dateline["name"], _LANGUAGE)
    if month is None:
        return None
    days = (_day_in(reported.year + years, month, int(dateline["day"])) for years in (-1, 0, 1))
    return min(filter(None, days), key=lambda day: abs(day - reported), default=None)


def _dates(text: str) -> list[tuple[Span, str]]:
    """Return the dates in a dateline or a line of its own, as ``find_dates``, also with a year of two digits."""
    found = find_dates(text, _LANGUAGE)
    for match in _OF_SHORT_YEAR.finditer(text) if "/" in text or "-" in text else ():  # most lines have neither
        if day := _day_in(2000 + int(match["year"]), int(match["month"]), int(match["day"])):
            found.append((Span(*match.span()), day.strftime("%Y%m%d")))
    return sorted(found)


def _day_of_line(line: str, *, may_be_headline: bool) -> date | None:
    """Return the day of a line that says when, and perhaps where and by whom, and nothing else."""
    if len(line) > _LONGEST_LINE:
        return None
    found = _dates(line)
    if not found:
        return None
    span, day = next((each for each in found if not _follows_update(line, each[0])), found[0])
    names = _names(line)
    has_time = regex.search(_TIME, line[: span.start] + " " + line[span.end :]) is not None
    if names is None or (names and (may_be_headline or not (has_time or _is_beside_a_mark(line, span.start)))):
        return None
    return _as_day(day)


def find_dateline(lead: str) -> tuple[date, int] | None:
    """Return the day and the end of "JAKARTA, 22 Januari 2026 - " or "KYIV, March 3, 2022 (AFP) - "."""
    beginning = lead[:_LONGEST_DATELINE]
    found = _dates(beginning)
    if not found:
        return None
    (_, end), term = found[0]
    separator = _SEPARATOR.search(beginning, end)
    if separator is None or _names(beginning[: separator.start() + 1]) is None:
        return None
    day = _as_day(term)
    return (day, separator.end()) if day else None


def _names(text: str) -> list[str] | None:
    """Return the names beside the dates and times of a dateline, or None if it has other words."""
    for span, _ in reversed(_dates(text)):
        text = f"{text[: span.start]}|{text[span.end :]}"
    words = [word.strip(_MARKS) for word in _BESIDE_A_DATE.sub("|", text).replace("|", " | ").split()]
    names = [word for word in words if word and word not in {"By", "Oleh", "by", "oleh"}]
    is_dateline = len(names) <= _MOST_NAMES and all(_NAME.fullmatch(name) for name in names)
    is_sentence = bool(names) and fold(names[0]) in stop_words(_LANGUAGE) | stop_words("en")
    return names if is_dateline and not is_sentence else None


def _is_beside_a_mark(line: str, start: int) -> bool:
    before = _BESIDE_A_DATE.sub("", line[:start]).rstrip()
    return not before or before[-1] in ",|/(-\u2013\u2014•·:"


def _day_of_event(lead: str) -> date | None:
    """Return the day in "Kamis (3/3/2022)": day, month, year, as in every country that writes dates so.

    A date after a weekday is that of the report. Another date counts only if the lead has no second one.
    """
    if day := _reported_day(lead):
        return day
    found = [match[1] for match in _IN_BRACKETS.finditer(lead[:_LONGEST_LEAD])]
    return _from_numbers(found[0]) if len(found) == 1 else None


def _reported_day(text: str) -> date | None:
    """Return the first day that stands behind its weekday, or None."""
    for span, term in find_dates(text[:_LONGEST_LEAD], _LANGUAGE):
        if _REPORTED.search(text, max(0, span.start - 30), span.start):
            return _as_day(term)
    return None


def _from_numbers(written: str) -> date | None:
    day, month, year = map(int, written.split("/"))
    return _day_in(year, month, day)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _as_day(term: str) -> date | None:
    try:
        return datetime.strptime(term, "%Y%m%d").date()
    except ValueError:
        return None
