"""Whether Telegram can be reached, logged once when that changes, and whether another process polls."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram.error import RetryAfter, TelegramError

_log = logging.getLogger(__name__)
_SLOWEST = 30.0
_FASTER = 1.5
# How much later than expected the next failure of a poll may come, in seconds.
_SLACK = 0.5
# A newcomer's first poll ends the open one, which is repeated after a second and ends the newcomer's.
_FRESH_SECONDS = 5.0
_CONFLICTS_WHEN_FRESH = 3
_LASTING_SECONDS = 60.0
# Polls fail at most 30 s apart and take 10 s each, so conflicts further apart are unrelated.
_APART_SECONDS = 45.0


@dataclass(frozen=True)
class Outage:
    """Since when Telegram cannot be reached, why, and when the next attempt is. Times are in UTC."""

    since: datetime
    problem: str
    retry_at: datetime


class Connectivity:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._delay = 0.0
        self._poll_failed_at: float | None = None
        self._pace = 1.0
        self._doubt = asyncio.Event()
        self.outage: Outage | None = None

    def mark_unreachable(self, error: TelegramError) -> float:
        """Note that a call failed. Return the seconds to wait before the next attempt, more each time."""
        self._delay = min(max(self._delay * _FASTER, 1.0), _SLOWEST)
        wait = max(self._delay, _seconds_asked(error))
        now = datetime.now(UTC)
        problem = _problem(error)
        if self.outage is None:
            _log.warning("Telegram cannot be reached (%s); trying again until it can", problem)
        since = self.outage.since if self.outage else now
        self.outage = Outage(since, problem, now + timedelta(seconds=wait))
        return wait

    def poll_failed(self, error: TelegramError) -> None:
        """Note that a poll failed, which python-telegram-bot repeats by itself."""
        now = self._clock()
        if self._poll_failed_at is not None:
            self._pace = max(1.0, min(now - self._poll_failed_at, _SLOWEST))
        self._poll_failed_at = now
        if self.outage is None:
            self.mark_unreachable(error)
            self._doubt.set()

    async def until_doubtful(self, seconds: float) -> None:
        """Wait for this time, or until the first poll fails."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._doubt.wait(), seconds)
        self._doubt.clear()

    def mark_reachable(self) -> None:
        """Note that a call succeeded. This is ignored while polls keep failing."""
        if self._poll_failed_at is not None:
            if self._clock() - self._poll_failed_at < self._pace * _FASTER + _SLACK:
                return
            self._poll_failed_at, self._pace = None, 1.0
        self._delay = 0.0
        if self.outage is not None:
            seconds = (datetime.now(UTC) - self.outage.since).total_seconds()
            _log.warning("Telegram can be reached again, after %.0f s", seconds)
            self.outage = None


class Conflicts:
    """Decide whether to leave the updates to another process that polls with the same token.

    A poll that is still open after a restart causes one conflict, so a single one means nothing. Of two processes
    that keep ending each other's polls, the newcomer gives up: the one with conflicts as soon as it polls.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start the clock; make it when polling begins."""
        self._clock = clock
        self._started = clock()
        self._first: float | None = None
        self._last = 0.0
        self._count = 0

    def must_leave(self) -> bool:
        """Count a conflict that occurs now, and return whether to give up."""
        now = self._clock()
        if self._first is None or now - self._last > _APART_SECONDS:
            self._first, self._count = now, 0
        self._last = now
        self._count += 1
        if self._first - self._started < _FRESH_SECONDS:
            return self._count >= _CONFLICTS_WHEN_FRESH
        return now - self._first > _LASTING_SECONDS


def _problem(error: TelegramError) -> str:
    """Return the class of the failure. Its message may hold an address, or what a proxy said."""
    return type(error.__cause__ or error).__name__


def _seconds_asked(error: TelegramError) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
