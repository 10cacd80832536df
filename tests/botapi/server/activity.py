"""Whether the bot is busy: what it has not confirmed, what it is at, and when it last did something."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.botapi.server.updates.queue import UpdateQueue

_LOOK_SECONDS = 0.01


class Activity:
    """What a test asks to know that nothing more will come."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._last = 0.0
        self._busy: list[Callable[[], bool]] = []

    def touch(self) -> None:
        """Note that something happened just now."""
        self._last = asyncio.get_running_loop().time()

    @contextmanager
    def watching(self, is_busy: Callable[[], bool]) -> Iterator[None]:
        """Until the end, have ``quiet`` wait for a bot as long as it says that it is at work."""
        self._busy.append(is_busy)
        try:
            yield
        finally:
            self._busy.remove(is_busy)

    async def quiet(self, seconds: float, settle: float) -> None:
        """Return when all updates are confirmed, no bot is busy, and nothing has happened for `settle` seconds.

        Raises TimeoutError that says what is still pending.
        """
        self.touch()
        try:
            async with asyncio.timeout(seconds):
                while (wait := self._remaining(settle)) > 0:  # noqa: ASYNC110 - a bot gives no event
                    await asyncio.sleep(min(wait, _LOOK_SECONDS))
        except TimeoutError:
            busy = sum(is_busy() for is_busy in self._busy)
            pending = f"{len(self._updates)} updates are not confirmed and {busy} bots are busy"
            raise TimeoutError(f"the bot is not quiet after {seconds} s: {pending}") from None

    def _remaining(self, settle: float) -> float:
        """Return how long it must stay quiet yet; the time starts again with whatever is pending."""
        if len(self._updates) or any(is_busy() for is_busy in self._busy):
            self.touch()
        return self._last + settle - asyncio.get_running_loop().time()
