"""Telegram's limits, with a count of the calls that exceeded them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.botapi.server import Chat, FloodLimits
from tests.botapi.server.errors import ApiError


@dataclass(frozen=True)
class Floods:
    """The number of calls that came too early. In its first second a bot cannot know what was sent before."""

    all: int
    after_first_second: int


class WatchedLimits(FloodLimits):
    """Limits that count the calls that exceed them. Injected faults are not counted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._began: float | None = None
        self._caused = self._late = 0

    def begin(self) -> None:
        """Treat the next message as the first of a bot that has just started."""
        self._began = None

    def floods(self) -> Floods:
        return Floods(self._caused, self._late)

    def count(self, method: str, chat: Chat | None) -> None:
        """Count a call. Raise ApiError 429 if it exceeds a limit."""
        now = self._clock()
        if self._began is None and chat is not None:
            self._began = now
        try:
            super().count(method, chat)
        except ApiError:
            self._caused += 1
            self._late += self._began is not None and now - self._began > 1
            raise
