"""Find out whether a text says a time itself, whatever the day of its article."""

from collections.abc import Iterator
from datetime import date

import regex

from index.analysis import dates
from index.model.records import Period
from index.query.times import periods

_YEAR = regex.compile(r"(?:(?P<word>[\p{L}\p{M}]{3,})[.,]? )?(?<!\p{Nd})(?P<year>(?:19|20)\p{Nd}{2})(?!\p{Nd})")


def mentions(text: str, language: str, asked: Period) -> bool:
    """Return whether a text names a date, a month or a year within this period."""
    return any(asked.start <= one.start and one.end <= asked.end for one in _periods(text, language))


def names_other_time(text: str, language: str, asked: Period) -> bool:
    """Return whether a text names times, all of them outside this period."""
    named = list(_periods(text, language))
    return bool(named) and all(one.end < asked.start or asked.end < one.start for one in named)


def _periods(text: str, language: str) -> Iterator[Period]:
    for match in _YEAR.finditer(text):
        year = int(match["year"])
        month = dates.month_number(match["word"], language) if match["word"] else None
        yield periods.month(year, month) if month else periods.years(year, year)
    for _, term in dates.find_dates(text, language):
        day = date.fromisoformat(term)
        yield Period(day, day)
