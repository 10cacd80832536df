"""How long an answer asks not to be asked again: Cache-Control, Expires and Retry-After."""

import re
import time
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})\"?\s*(?=,|$)", flags=re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?==|,|$)", flags=re.IGNORECASE)
_SECONDS = re.compile(r"\s*(\d{1,10})(?:\.\d*)?\s*")
Headers = Mapping[str, str]


def fresh_seconds(headers: Headers) -> int | None:
    """Return for how many seconds more an answer is fresh; None if it does not say. Names are in small letters."""
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return 0
    if match := _MAX_AGE.search(control):
        return max(0, int(match[1]) - _seconds(headers.get("age", "0")))
    if "expires" in headers:
        return _until(headers["expires"], headers)
    return None


def retry_seconds(headers: Headers) -> int | None:
    """Return the seconds of Retry-After, which may be a number or a moment; None without a valid one."""
    stated = headers.get("retry-after")
    if stated is None:
        return None
    match = _SECONDS.fullmatch(stated)
    return int(match[1]) if match else _until(stated, headers)


def _until(moment: str, headers: Headers) -> int | None:
    """Return the seconds until a moment by the clock of the server, so that a wrong clock here does no harm."""
    end, now = _moment(moment), _moment(headers.get("date", ""))
    if end is None:
        return None
    return max(0, int(end - (time.time() if now is None else now)))


def _moment(text: str) -> float | None:
    try:
        found: datetime = parsedate_to_datetime(text)
        return found.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seconds(text: str) -> int:
    match = _SECONDS.fullmatch(text)
    return int(match[1]) if match else 0
