"""Keep to Telegram's limits on messages, https://core.telegram.org/bots/faq, whenever Telegram counts one."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from time import monotonic

Limit = Callable[[], AbstractAsyncContextManager[None]]
"""Waits until one more message may be sent, which is under way until the end of the block."""

# A message that yields goes as if it had come so many seconds later: after everybody else's, unless they fill the
# limit all the time. Until then it leaves one of so many places free, so that others hardly ever find none.
_LATER, _PART_LEFT_FREE = 30.0, 10
# In seconds: a timer may fire a little early, as clocks are rounded.
_SHORTEST_WAIT = 0.001


@dataclass(frozen=True)
class Claim:
    """The claim of a message to be sent: one that came earlier goes first, unless it ``yields`` by then."""

    came_at: float = 0.0
    yields: Callable[[], bool] = lambda: False


_AS_IT_COMES = Claim()


class Pace:
    """At most so many messages in any span of so many seconds.

    Telegram counts a message at some time between the call and its response. A message therefore counts from its
    call until one span after its response. Equal claims go in the order they were made. In the event loop only.
    """

    def __init__(self, messages: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._messages = messages
        self._seconds = seconds
        self._clock = clock
        self._under_way = 0
        self._answered: deque[float] = deque()
        # Each with the time since when it waits.
        self._waiting: dict[asyncio.Future[None], tuple[Claim, float]] = {}
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, claim: Claim = _AS_IT_COMES) -> AsyncIterator[None]:
        """Wait until one more message may be sent, which is under way until the end of the block.

        A message whose block is cancelled was not sent.
        """
        await self._wait(claim)
        is_sent = True
        try:
            yield
        except asyncio.CancelledError:
            is_sent = False
            raise
        finally:
            self._end(is_sent=is_sent)

    def count(self, seconds_ago: float) -> None:
        """Count a message whose response came earlier; call it for the oldest first."""
        self._answered.append(self._clock() - seconds_ago)

    def allow(self, messages: int) -> None:
        """Allow so many messages in a span from now on."""
        self._messages = messages
        if self._waiting:
            self._begin()

    def is_idle(self) -> bool:
        """Return whether a fresh Pace would behave the same."""
        return not (self._under_way or self._waiting or self._counted())

    async def _wait(self, claim: Claim) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting[turn] = claim, self._clock()
        self._begin()
        try:
            await turn
        except asyncio.CancelledError:
            if self._waiting.pop(turn, None) is None:  # its turn came at the same moment
                self._end(is_sent=False)
            raise

    def _end(self, *, is_sent: bool) -> None:
        self._under_way -= 1
        if is_sent:
            self._answered.append(self._clock())
        self._begin()

    def _begin(self) -> None:
        """Begin the turns for which there is room, and come back when there is more."""
        while turn := self._next():
            del self._waiting[turn]
            self._under_way += 1
            turn.set_result(None)
        if self._timer:
            self._timer.cancel()
        self._timer = None
        if self._waiting and self._answered:  # or else the next response makes room
            wait = self._answered[0] + self._seconds - self._clock()
            self._timer = asyncio.get_running_loop().call_later(max(_SHORTEST_WAIT, wait), self._begin)

    def _next(self) -> "asyncio.Future[None] | None":
        room = self._messages - self._under_way - self._counted()
        if room <= 0 or not self._waiting:
            return None
        has_spare, now = room > self._messages // _PART_LEFT_FREE, self._clock()
        places = {}
        for turn, (claim, since) in self._waiting.items():
            yields = claim.yields()
            place = since + _LATER if yields else claim.came_at
            if not turn.done() and (
                has_spare or not yields or place <= now
            ):  # a cancelled one may not know it yet
                places[turn] = place
        return min(places, key=places.__getitem__, default=None)

    def _counted(self) -> int:
        """Return the number of messages that count although their responses have come."""
        now = self._clock()
        while self._answered and self._answered[0] + self._seconds <= now:
            self._answered.popleft()
        return len(self._answered)
