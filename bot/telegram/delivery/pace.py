"""Keep to Telegram's limits on messages, https://core.telegram.org/bots/faq, whenever Telegram counts one."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic


class Pace:
    """At most so many messages in any span of so many seconds.

    Telegram counts a message at some time between the call and its response. A message therefore counts from its
    call until one span after its response. Turns are taken in the order they were asked for.
    """

    def __init__(self, messages: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._messages = messages
        self._seconds = seconds
        self._clock = clock
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._gate = asyncio.Lock()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until one more message may be sent, which is under way until the end of the block.

        A message whose block is cancelled was not sent.
        """
        async with self._gate:
            while (wait := self._wait()) is None or wait > 0:
                await self._pause(wait)
            self._under_way += 1
        is_sent = True
        try:
            yield
        except asyncio.CancelledError:
            is_sent = False
            raise
        finally:
            self._under_way -= 1
            if is_sent:
                self._answered.append(self._clock())
            self._changed.set()

    def count(self, seconds_ago: float) -> None:
        """Count a message whose response came earlier; call it for the oldest first."""
        self._answered.append(self._clock() - seconds_ago)

    def is_idle(self) -> bool:
        """Return whether a fresh Pace would behave the same."""
        self._wait()
        return not (self._under_way or self._answered or self._gate.locked())

    def _wait(self) -> float | None:
        """Return the seconds to wait, None for as long as messages are under way."""
        now = self._clock()
        while self._answered and self._answered[0] + self._seconds <= now:
            self._answered.popleft()
        if self._under_way + len(self._answered) < self._messages:
            return 0
        return self._answered[0] + self._seconds - now if self._answered else None

    async def _pause(self, seconds: float | None) -> None:
        self._changed.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass
