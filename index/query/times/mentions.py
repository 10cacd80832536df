"""Find out whether a text says a time itself, whatever the day of its article."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import regex

from index.analysis import dates
from index.model.records import Period
from index.query.times import periods

_YEAR = regex.compile(r"(?<!\p{Nd})(?:19|20)\p{Nd}{2}(?!\p{Nd})")
_WORD_BEFORE = regex.compile(r"([\p{L}\p{M}]{3,})[.,]? \Z")
# In characters; no name of a month is as long.
_LONGEST = 40


def mentions(text: str, language: str, asked: Period) -> bool:
    """Return whether a text names a date, a month or a year within this period."""
    return any(asked.start <= one.start and one.end <= asked.end for one in _periods(text, language))


def names_other_time(text: str, language: str, asked: Period) -> bool:
    """Return whether a text names times, all of them outside this period."""
    named = _periods(text, language)
    return bool(named) and all(one.end < asked.start or asked.end < one.start for one in named)


# A paragraph is looked at for the time asked about and for others, by one question after another.
@lru_cache(maxsize=1000)
def _periods(text: str, language: str) -> tuple[Period, ...]:
    return tuple(_find_periods(text, language)) if dates.may_have_year(text) else ()


def _find_periods(text: str, language: str) -> Iterator[Period]:
    for match in _YEAR.finditer(text):
        year = int(match[0])
        word = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
        month = dates.month_number(word[1], language) if word else None
        yield periods.month(year, month) if month else periods.years(year, year)
    for _, term in dates.find_dates(text, language):
        day = date.fromisoformat(term)
        yield Period(day, day)
