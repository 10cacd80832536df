"""Read the day that a source states, in the forms of front matter, JSON, feeds and web pages."""

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import regex

from index.analysis.dates import find_dates

_LONGEST = 100
_NUMERIC = regex.compile(
    r"(\d{4})(?P<mark>[-/.])(\d{1,2})(?P=mark)(\d{1,2})"
    r"(?:(?:T|\s+|,\s*)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?P<zone>\p{L}+|[+-]\d{1,2}(?::?\d{2})?)?)?",
    flags=regex.IGNORECASE,
)
_OFFSET = regex.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
# Seconds since 1970, and milliseconds, of the years 1973 to 5138.
_SECONDS, _MILLISECONDS = range(10**8, 10**11), range(10**11, 10**14)


def stated_day(value: object, language: str | None = None) -> date | None:
    """Return the day that a value states, in the local time zone, or None if it states nothing.

    Raises ValueError for a value that is not a date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return local_day(value)
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(int(value))
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(value)
    return _written_day(value.strip(), language or "id")


def local_day(moment: datetime) -> date:
    """Return the day of a moment in the local time zone; one without a zone is local already."""
    try:
        return moment.astimezone().date() if moment.tzinfo else moment.date()
    except (OverflowError, OSError):  # the first and the last day of the calendar
        return moment.date()


def _written_day(text: str, language: str) -> date:
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        return _since_1970(int(text))
    if match := _NUMERIC.fullmatch(text):
        return _numeric_day(match)
    if len(text) == 8 and text.isdecimal():
        return date.fromisoformat(text)
    try:
        return local_day(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    days = {term for _, term in find_dates(text, language)}
    if len(days) != 1:
        raise ValueError(text)
    return date.fromisoformat(days.pop())


def _numeric_day(match: "regex.Match[str]") -> date:
    year, month, day, hour, minute, second = (int(match[group] or 0) for group in (1, 3, 4, 5, 6, 7))
    moment = datetime(year, month, day, tzinfo=_zone(match["zone"])) + timedelta(
        hours=hour, minutes=minute, seconds=second
    )
    return local_day(moment)


def _zone(name: str | None) -> timezone | None:
    """Return the zone of a name or an offset, or None, the local one, for a name that is unknown."""
    if name and (match := _OFFSET.fullmatch(name)):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(offset if match[1] == "+" else -offset)
    hours = _ZONES.get((name or "").casefold())
    return None if hours is None else timezone(timedelta(hours=hours))


def _since_1970(number: int) -> date:
    if number in _MILLISECONDS:
        number //= 1000
    if number not in _SECONDS:
        raise ValueError(number)
    return local_day(datetime.fromtimestamp(number, UTC))
