"""What is known of a call that failed, and how long to wait before the next try."""

import random
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

# Nothing of the call was written to the network.
_BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class Outcome(Enum):
    REFUSED = auto()
    """Telegram took the call and will not do it."""
    NOT_SENT = auto()
    """The call did not reach Telegram."""
    UNKNOWN = auto()
    """The connection broke, the answer took too long, or something before Telegram's servers failed."""


def outcome_of(error: TelegramError) -> Outcome:
    # BadRequest is a NetworkError to python-telegram-bot.
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return Outcome.REFUSED
    return Outcome.NOT_SENT if isinstance(error.__cause__, _BEFORE_SENDING) else Outcome.UNKNOWN


def seconds_to_wait(error: RetryAfter) -> float:
    """Return the seconds that Telegram demands, as python-telegram-bot gives them in one form or the other."""
    demanded = error.retry_after
    return demanded if isinstance(demanded, int) else demanded.total_seconds()


class BackOff:
    """Waiting times that double from ``first`` to ``longest`` seconds, and vary a little, so that calls spread."""

    def __init__(self, arrived: int = 0, first: float = 0.5, longest: float = 30) -> None:
        """``arrived`` is how many calls of all did so far."""
        self._arrived = arrived
        self._next = first
        self._longest = longest
        self.failures = 0
        self.blamed = 0
        """Of the failures, those that the call itself has to answer for."""

    def is_alone(self, arrived: int) -> bool:
        """Return whether others arrived since it was asked before, so that it is this call that fails."""
        before, self._arrived = self._arrived, arrived
        return arrived > before

    def seconds(self) -> float:
        """Return how long to wait after one more failure."""
        self.failures += 1
        wait = self._next
        self._next = min(wait * 2, self._longest)
        return wait * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
