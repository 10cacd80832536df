"""Calendar periods: days, weeks, months, quarters, halves of a year and years."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from index.model.records import Period

EARLIEST = date(1900, 1, 1)
"""The day at which a period without a beginning begins, as in "before 2024"."""
_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


# The units that are a whole number of months.
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


def around(day: date, unit: Unit, shift: int = 0) -> Period:
    """Return the unit that a day is in, or the one so many units later."""
    if unit is Unit.DAY:
        return Period(day + shift * _DAY, day + shift * _DAY)
    if unit is Unit.WEEK:
        monday = day - day.weekday() * _DAY + shift * 7 * _DAY
        return Period(monday, monday + 6 * _DAY)
    months = _MONTHS[unit]
    first = (day.year * _MONTHS_A_YEAR + day.month - 1) // months * months + shift * months
    return Period(_month_start(first), _month_start(first + months) - _DAY)


def last(count: int, unit: Unit, today: date) -> Period:
    """Return the last so many units, up to today."""
    if unit in _MONTHS:
        start = around(today, Unit.MONTH, -count * _MONTHS[unit]).start
        return Period(min(start.replace(day=min(today.day, 28)), today), today)
    return Period(today - count * (7 if unit is Unit.WEEK else 1) * _DAY, today)


def month(year: int, number: int) -> Period:
    return around(date(year, number, 1), Unit.MONTH)


def years(first: int, last_one: int) -> Period:
    return Period(date(first, 1, 1), date(last_one, 12, 31))


def part_of_year(year: int, unit: Unit, number: int) -> Period | None:
    """Return a quarter or half by its number from 1, or None if a year has fewer."""
    months = _MONTHS.get(unit, _MONTHS_A_YEAR)
    if not 1 <= number <= _MONTHS_A_YEAR // months:
        return None
    return around(date(year, (number - 1) * months + 1, 1), unit)


def weekday(number: int, shift: int, today: date) -> Period:
    """Return the most recent day of the week before today, or the next one after it for a positive shift."""
    days = (number - today.weekday()) % 7 or 7 if shift > 0 else -((today.weekday() - number) % 7 or 7)
    return around(today, Unit.DAY, days)


def hull(some: Iterable[Period]) -> Period:
    """Return the shortest period that holds all of these."""
    known = list(some)
    return Period(min(one.start for one in known), max(one.end for one in known))


def _month_start(months: int) -> date:
    return date(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1, 1)
