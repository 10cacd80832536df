"""The rules that turn the tokens of a question into periods."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from index.model.records import Period, Span
from index.query.times import periods
from index.query.times.periods import EARLIEST, Unit
from index.query.times.tokens import Token, tokens

_TIME = "T"
# The letters of tokens that an article repeats, of those that need no day of asking, and of months.
_NAMES, _WRITTEN, _MONTHS = frozenset("mnyzvD"), frozenset("yzD"), frozenset("mn")
_CERTAIN = frozenset("yzDptxr")
_SHIFTS = {"p": -1, "t": 0, "x": 1}


class Expression(NamedTuple):
    """A time in a question.

    Args:
        span: all of its words.
        names: those of its words that an article repeats: months, years, weekdays and dates.
        is_relative: whether it depends on the day of asking.
        is_certain: whether no other time can be meant, as the January of another year by "in January".
        recurs: whether it is a month or a day of one, which may be that of any year.
    """

    period: Period
    span: Span
    names: tuple[Span, ...]
    is_relative: bool
    is_certain: bool
    recurs: bool = False


def find_expressions(question: str, languages: Sequence[str], today: date) -> list[Expression]:
    """Return the times that a question in one of these languages names, in order."""
    known = tokens(question, languages)
    letters = "".join([token.letter for token in known])
    if not _ANY_RULE.search(letters):  # most questions name no time
        return []
    parts: list[Token] = []
    simple: dict[int, Expression] = {}
    place = 0
    while place < len(known):
        taken, period = _first_match(letters, place, known, today)
        if period:
            some = known[place : place + taken]
            simple[len(parts)] = _expression(period, some)
            parts.append(Token(_TIME, period, simple[len(parts)].span))
        else:
            parts += known[place : place + taken]
        place += taken
    return list(_combined(parts, simple, today))


def _first_match(letters: str, place: int, known: Sequence[Token], today: date) -> tuple[int, Period | None]:
    """Return how many tokens the first rule that matches here takes, and their period, if they are a time."""
    for pattern, build in _RULES:
        if match := pattern.match(letters, place):
            return match.end() - place, build(known[place : match.end()], today)
    return 1, None


def _expression(period: Period, some: Sequence[Token]) -> Expression:
    names = tuple(token.span for token in some if token.letter in _NAMES)
    letters = {token.letter for token in some}
    is_certain = not letters.isdisjoint(_CERTAIN)
    is_relative = letters.isdisjoint(_WRITTEN)
    recurs = not (is_certain or letters.isdisjoint(_MONTHS))
    return Expression(period, Span(some[0].span.start, some[-1].span.end), names, is_relative, is_certain, recurs)


def _combined(parts: Sequence[Token], simple: dict[int, Expression], today: date) -> list[Expression]:
    """Combine times with the words around them: since, after, before, and from one to another."""
    letters = "".join(token.letter for token in parts)
    found = []
    for match in _COMBINATION.finditer(letters):
        times = [simple[place] for place in range(match.start(), match.end()) if place in simple]
        period = _bounded(match[0][0], periods.hull(time.period for time in times), today)
        if period:
            span = Span(parts[match.start()].span.start, parts[match.end() - 1].span.end)
            is_open = period != times[0].period and len(times) == 1
            names = () if is_open else tuple(name for time in times for name in time.names)
            is_relative = any(time.is_relative for time in times)
            is_certain = is_open or all(time.is_certain for time in times)
            recurs = not is_certain and all(time.recurs for time in times)
            found.append(Expression(period, span, names, is_relative, is_certain, recurs))
    return found


# "from 2024 to 2026", "since 2024", "2024".
_COMBINATION = re.compile(r"[fws]?T[jl]T|[sablfw]?T")


def _bounded(before: str, period: Period, today: date) -> Period | None:
    """Return the period that the word before a time and this time name together."""
    day = timedelta(days=1)
    if before == "s":
        return Period(period.start, max(today, period.end))
    if before == "a":
        return Period(period.end + day, max(today, period.end + day))
    if before == "b":
        return Period(EARLIEST, period.start - day) if period.start > EARLIEST else None
    return period


def _value(some: Sequence[Token], letters: str) -> int:
    """Return the number of the first token with one of these letters, or 1."""
    return next((token.value for token in some if token.letter in letters and isinstance(token.value, int)), 1)


def _unit(some: Sequence[Token]) -> Unit:
    return next(token.value for token in some if isinstance(token.value, Unit))


def _shift(some: Sequence[Token]) -> int:
    return next(_SHIFTS[token.letter] for token in some if token.letter in _SHIFTS)


def _no_time(_some: Sequence[Token], _today: date) -> None:
    """Return None: the number of a law, a sum or a count is not a time."""


def _given(some: Sequence[Token], _today: date) -> Period | None:
    """Return the period that a token holds."""
    return next(token.value for token in some if isinstance(token.value, Period))


def _year(some: Sequence[Token], _today: date) -> Period:
    return periods.years(_value(some, "y"), _value(some, "y"))


def _part_of_year(some: Sequence[Token], _today: date) -> Period | None:
    """Return a quarter or half of a year, or None, as "the first quarter" alone may be that of any year."""
    unit = Unit.QUARTER if some[0].letter == "Q" else _unit(some)
    if all(token.letter != "y" for token in some):
        return None
    return periods.part_of_year(_value(some, "y"), unit, _value(some, "Qodh"))


def _month_of_year(some: Sequence[Token], _today: date) -> Period:
    return periods.month(_value(some, "y"), _value(some, "mn"))


def _months_of_year(some: Sequence[Token], _today: date) -> Period:
    """Return the time from one month to another, of which the second has a year: October to March 2026."""
    year, months = (
        _value(some, "y"),
        [one.value for one in some if one.letter in "mn" and isinstance(one.value, int)],
    )
    first = periods.month(year - (months[0] > months[1]), months[0])
    return periods.hull((first, periods.month(year, months[1])))


def _month_of_other_year(some: Sequence[Token], today: date) -> Period:
    """Return the month of "December last year"."""
    return periods.month(today.year + _shift(some), _value(some, "mn"))


def _shifted_month(some: Sequence[Token], today: date) -> Period:
    """Return the month of "last December", which is before this month, or of "next December"."""
    number, shift = _value(some, "mn"), _shift(some)
    other_year = shift if (number - today.month) * shift <= 0 else 0
    return periods.month(today.year + other_year, number)


def _latest_month(some: Sequence[Token], today: date) -> Period:
    number = _value(some, "mn")
    return periods.month(today.year - (number > today.month), number)


def _latest_day(some: Sequence[Token], today: date) -> Period | None:
    month, number = _value(some, "mn"), _value(some, "d")
    try:
        day = date(today.year, month, number)
        day = day if day <= today else date(today.year - 1, month, number)
    except ValueError:
        return None
    return Period(day, day)


def _weekday(some: Sequence[Token], today: date) -> Period:
    number = next(token.value for token in some if token.letter == "v" and isinstance(token.value, int))
    return periods.weekday(number, next((_SHIFTS[one.letter] for one in some if one.letter in _SHIFTS), -1), today)


def _some_units(some: Sequence[Token], today: date) -> Period:
    """Return the time of "the last three days"."""
    return periods.last(_value(some, "dh"), _unit(some), today)


def _units_ago(some: Sequence[Token], today: date) -> Period:
    """Return the time of "three days ago"."""
    return periods.around(today, _unit(some), -_value(some, "dh"))


def _coming_units(some: Sequence[Token], today: date) -> Period:
    """Return the time of "the next three days"."""
    return Period(today, periods.around(today, _unit(some), _value(some, "dh")).end)


def _shifted_unit(some: Sequence[Token], today: date) -> Period:
    """Return the time of "last quarter", "this quarter", up to today, or "next quarter"; "days ago" are seven."""
    unit, shift = _unit(some), _shift(some)
    if unit is Unit.DAY and shift < 0:
        return periods.last(7, unit, today)
    period = periods.around(today, unit, shift)
    return Period(period.start, today) if shift == 0 else period


# The letters stand for the kinds of tokens. The first rule that matches takes its tokens, so longer forms come
# first.
_Build = Callable[[Sequence[Token], date], Period | None]
_RULES: Sequence[tuple["re.Pattern[str]", _Build]] = [
    (re.compile(pattern), build)
    for pattern, build in (
        (r"k+[d#ho]?[eiu]*[yz]", _no_time),
        (r"q[odh](?:[eiu]*y)?|oq(?:[eiu]*y)?|Q(?:[eiu]*y)?", _part_of_year),
        (r"[d#]uy|cy|yc|k+[d#]", _no_time),
        (r"[iu]*[mn][jl][mn][eu]*y", _months_of_year),
        (r"[iu]*[mn][eu]*y", _month_of_year),
        (r"[iu]*[mn](?:u[ptx]|[ptx]u)", _month_of_other_year),
        (r"[iu]*(?:[mn][ptx]|[ptx][mn])", _shifted_month),
        (r"[iu]*(?:de?[mn]|[mn]d)", _latest_day),
        (r"[iu]*(?:v[ptx]|[ptx]v)|[iu]+v", _weekday),
        (r"[dh][uq]p|Up", _units_ago),
        (r"[dh][uq]x|x[dh][uq]|Ux", _coming_units),
        (r"[pr][dh][uq]|[dh][uq]r|[pr]U|Ur", _some_units),
        (r"[uq][ptx]|[ptx][uq]", _shifted_unit),
        (r"[iu]+[mn]|m|(?<=[sablwjf])n|n(?=j[mn])", _latest_month),
        (r"[iu]*[zD]", _given),
        (r"[iu]*y", _year),
    )
]
_ANY_RULE = re.compile("|".join(pattern.pattern for pattern, _ in _RULES))
