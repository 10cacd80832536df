"""Telegram's limits, with a record of who ran into them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.botapi.server import Chat, FloodLimits
from tests.botapi.server.errors import ApiError


@dataclass(frozen=True)
class Floods:
    """How many calls came too early; in the first second after a start a bot cannot know what went before."""

    all: int
    after_first_second: int


class WatchedLimits(FloodLimits):
    """Counts the calls that were one too many; failures that a test orders do not come by here."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._began: float | None = None
        self._caused = self._late = 0

    def begin(self) -> None:
        """Let the next message be the first of a bot that has just started."""
        self._began = None

    def floods(self) -> Floods:
        return Floods(self._caused, self._late)

    def count(self, method: str, chat: Chat | None) -> None:
        """Count a call. Raises ApiError 429 if a limit is reached."""
        now = self._clock()
        if self._began is None and chat is not None:
            self._began = now
        try:
            super().count(method, chat)
        except ApiError:
            self._caused += 1
            self._late += self._began is not None and now - self._began > 1
            raise
