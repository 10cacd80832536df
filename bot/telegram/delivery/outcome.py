"""Whether a call that failed reached Telegram, and how long to wait before the next attempt."""

import random
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

# Errors before any byte of the call was sent.
_BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class Outcome(Enum):
    REFUSED = auto()
    """Telegram received the call and will not do it."""
    NOT_SENT = auto()
    """The call did not reach Telegram."""
    UNKNOWN = auto()
    """The connection broke, the response took too long, or something in front of Telegram's servers failed."""


def outcome_of(error: TelegramError) -> Outcome:
    # In python-telegram-bot, BadRequest is a subclass of NetworkError.
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return Outcome.REFUSED
    return Outcome.NOT_SENT if isinstance(error.__cause__, _BEFORE_SENDING) else Outcome.UNKNOWN


def seconds_to_wait(error: RetryAfter) -> float:
    """Return the seconds that Telegram demands; python-telegram-bot gives an int or a timedelta."""
    demanded = error.retry_after
    return demanded if isinstance(demanded, int) else demanded.total_seconds()


class BackOff:
    """Waiting times that double from ``first`` to ``longest`` seconds, with jitter so that calls spread."""

    def __init__(self, succeeded: int = 0, first: float = 0.5, longest: float = 30) -> None:
        """``succeeded`` counts all calls that succeeded so far, of whatever chat."""
        self._succeeded = succeeded
        self._next = first
        self._longest = longest
        self.failures = 0
        self.own_failures = 0
        """How many of the failures are due to this call, not to the connection."""

    def do_others_succeed(self, succeeded: int) -> bool:
        """Return whether other calls succeeded since the last time it was asked, so that only this one fails."""
        before, self._succeeded = self._succeeded, succeeded
        return succeeded > before

    def seconds(self) -> float:
        """Count a failure and return how long to wait after it."""
        self.failures += 1
        wait = self._next
        self._next = min(wait * 2, self._longest)
        return wait * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
