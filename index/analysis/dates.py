"""Find dates as people write them, and give each one term: 3/3/2022, 3 Maret 2022, March 3, 2022."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import metadata
from typing import Literal

import regex

from index.analysis.memo import Memo
from index.analysis.words import fold, strip_accents
from index.model.records import Span

# Years are looked for first, because most texts have none, and most years have no day or month beside them.
_CENTURIES = ("19", "20")
# The look-behind stands last, so that the search can skip to a 1 or 2. That saves a quarter of the time.
_CANDIDATE = re.compile(r"(?:19|20)\d\d(?!\d)(?<!\d\d\d\d\d)")
# A date begins at most this many characters before its year, and ends at most this many after it.
_BEFORE, _AFTER = 40, 12
# The day and the name of the month are among this many words before the year.
_WORDS_BEFORE = 4
_HAS_DIGIT = re.compile(r"\d")
_YEAR = r"(?<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d|\d[.,/:-])(?<day>[0-3]?\d)"
# Of "17-18 September 2024" the last day.
_LAST_DAY = r"(?<!\d|\d[.,/:])(?<day>[0-3]?\d)"
_MONTH = r"(?<month>[0-3]?\d)"
_NAME = r"(?<name>\p{L}[\p{L}\p{M}]{2,})\.?"
_NAMED = [
    regex.compile(pattern)
    for pattern in (
        rf"{_LAST_DAY}(?:\.|º|er|st|nd|rd|th)? (?:de |of )?{_NAME},? (?:de )?{_YEAR}",
        rf"{_NAME} {_DAY}(?:st|nd|rd|th)?, ?{_YEAR}",
    )
]
_NUMBERED = [
    regex.compile(pattern)
    for pattern in (
        rf"{_DAY}(?<mark>[/.-]){_MONTH}(?P=mark){_YEAR}",
        rf"(?<!\d|\d[.,/:-]){_YEAR}(?<mark>[/.-]){_MONTH}(?P=mark)(?<day>[0-3]?\d)(?!\d)",
        rf"{_YEAR}[年년] ?{_MONTH}[月월] ?(?<day>[0-3]?\d)[日일]",
    )
]
# Names that news has beside those of CLDR, among them spellings of before 1972.
_MORE_NAMES = {
    "en": {"sept": 9},
    "id": {
        "pebruari": 2,
        "peb": 2,
        "agt": 8,
        "agst": 8,
        "ags": 8,
        "agust": 8,
        "sept": 9,
        "nop": 11,
        "nopember": 11,
        "desem": 12,
    },
}
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_BESIDE = re.compile(r"\d[/.-]\d{4}|\d{4}(?:[/.-]\d|[年년])")
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")


def month_names_version() -> str:
    """Return the version of the library that knows the names of months."""
    return metadata.version("babel")


def find_dates(text: str, language: str) -> list[tuple[Span, str]]:
    """Return the places of the dates and the term of each, in order.

    Names of months are those of this language and of English. When either of two numbers could be the month, it is
    the second, as in most of the world.
    """
    return list(_find_dates(text, language)) if may_have_year(text) else []


def may_have_year(text: str) -> bool:
    """Return whether a text has the beginning of a year, which takes a tenth of the time of looking for one."""
    return any(century in text for century in _CENTURIES)


# A paragraph is looked at for its terms and for its answer, by one question after another.
@lru_cache(maxsize=1000)
def _find_dates(text: str, language: str) -> tuple[tuple[Span, str], ...]:
    found = {date for year in _CANDIDATE.finditer(text) for date in _around(text, Span(*year.span()), language)}
    return tuple(sorted(found))


def calendar_names(text: str, language: str) -> list[str]:
    """Return the words of a text that name a month or a day of the week, in this language or English."""
    names = _calendar_names_of(language)
    found: list[str] = []
    for piece in text.split():
        found += names[piece]
    return found


def has_calendar_name(text: str, language: str) -> bool:
    """Return whether a text has a word that ``calendar_names`` finds."""
    return any(map(_calendar_names_of(language).__getitem__, text.split()))


def month_number(name: str, language: str) -> int | None:
    """Return the number of the month with this name in this language or English, from 1."""
    return _months_by_name(language)[name]


def weekday_number(name: str, language: str) -> int | None:
    """Return the number of the day of the week with this name in this language or English; Monday is 0."""
    return _weekdays_by_name(language)[name]


@cache
def _calendar_names_of(language: str) -> Memo[tuple[str, ...]]:
    """Return the names in each piece between spaces. Looking pieces up takes a tenth of finding their words."""
    days, months = _days("en") | _days(language), _months("en") | _months(language)

    def is_name(word: str) -> bool:
        key = _key(word)
        return key in days or (key in months and not word.islower())

    def names(piece: str) -> tuple[str, ...]:
        found = [piece] if piece.isalpha() else _WORD.findall(piece)
        return tuple([word for word in found if len(word) > 2 and is_name(word)])

    return Memo(names)


def _around(text: str, year: Span, language: str) -> Iterator[tuple[Span, str]]:
    start = max(0, year.start - _BEFORE)
    if _BESIDE.search(text, max(0, year.start - 2), year.end + 2):
        patterns = _NUMBERED
    elif _is_named(text[start : year.start].rsplit(None, _WORDS_BEFORE)[-_WORDS_BEFORE:], language):
        patterns = _NAMED
    else:
        return
    for pattern in patterns:
        for match in pattern.finditer(text, start, year.end + _AFTER):
            said = match.groupdict()
            name = said.get("name")
            month = month_number(name, language) if name else int(said["month"])
            if month and (term := _term(int(said["year"]), month, int(said["day"]))):
                yield Span(*match.span()), term


def _is_named(before: Sequence[str], language: str) -> bool:
    """Return whether the words before a year contain a number, and the nearest of them the name of a month."""
    return _HAS_DIGIT.search(" ".join(before)) is not None and any(
        month_number(word.strip(".,"), language) for word in before[-3:]
    )


def _term(year: int, month: int, day: int) -> str | None:
    for written in ((month, day), (day, month)):
        try:
            return date(year, *written).strftime("%Y%m%d")
        except ValueError:
            continue
    return None


@cache
def _months_by_name(language: str) -> Memo[int | None]:
    names = _months("en") | _months(language)
    return Memo(lambda name: names.get(_key(name)))


@cache
def _weekdays_by_name(language: str) -> Memo[int | None]:
    names = _days("en") | _days(language)
    return Memo(lambda name: names.get(_key(name)))


@cache
def _months(language: str) -> dict[str, int]:
    """Return the numbers of months by their names in CLDR, wide and abbreviated, and those that news has, too."""
    # Importing Babel takes 20 ms, and most questions have no date.
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_month_names

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    names = (
        (name, month)
        for width in _WIDTHS
        for context in _CONTEXTS
        for month, name in get_month_names(width, context, locale).items()
    )
    return {_key(name.rstrip(".")): month for name, month in names} | _MORE_NAMES.get(locale.language, {})


@cache
def _days(language: str) -> dict[str, int]:
    """Return the numbers of the days of the week, from 0 for Monday, by their names in CLDR."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_day_names

    try:
        names = get_day_names("wide", locale=Locale.parse(language))
        return {_key(name): number for number, name in names.items()}
    except (UnknownLocaleError, ValueError):
        return {}


def _key(name: str) -> str:
    return strip_accents(fold(name))
