"""Failures that a test orders for the next calls of a method."""

from collections import defaultdict, deque
from dataclasses import dataclass
from http import HTTPStatus

from .errors import ApiError


@dataclass(frozen=True)
class Fault:
    """How a call fails: with an error of Telegram, or, dropped, with a connection that closes."""

    error: ApiError
    drop: bool = False


class Faults:
    """The ordered failures, by method name, first come first served."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None


def make_fault(status: int, description: str | None, retry_after: int | None, drop: bool) -> Fault:
    """Return a fault; without a description it gets the one of Telegram for its status."""
    if retry_after is not None:
        status = HTTPStatus.TOO_MANY_REQUESTS
        description = description or f"Too Many Requests: retry after {retry_after}"
    return Fault(ApiError(status, description or HTTPStatus(status).phrase, retry_after), drop)
