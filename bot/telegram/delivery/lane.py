"""The queue of calls to one chat: one call at a time, in order, and of edits only the newest."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from bot.telegram.delivery.calls import Call
from bot.telegram.limits.pace import Pace
from bot.telegram.protocol.current_update import current_update

# How many messages have their newest edit remembered. An older edit comes seconds later, if at all.
_REMEMBERED = 100
# After a quiet week, Telegram's update ids restart at a random one: https://core.telegram.org/bots/api#update.
_NEWEST_SECONDS = 300.0


class Superseded(Exception):  # noqa: N818 - no error
    """Raised in place of an edit when a newer one of the same message was made or waits."""


class Turn:
    """The place of a call in its lane, from when it queues. Nothing overtakes it."""

    def enqueue(self) -> None:
        """Note that the call waits in its lane."""

    async def put_off(self, seconds: float) -> None:
        """Wait, after Telegram refused the call and every other call of its chat until then."""
        await asyncio.sleep(seconds)

    def begin(self) -> None:
        """Note that the call is being sent."""


class EditTurn(Turn):
    """The place of an edit. While it waits, a newer edit of the same message may take over."""

    def __init__(self, lane: "Lane", message: int, patience: asyncio.Timeout) -> None:
        progress = current_update().progress
        self.update = progress.update_id if progress else 0
        self._lane = lane
        self._message = message
        self._patience = patience

    def enqueue(self) -> None:
        """Note that the edit waits in its lane. Raises Superseded."""
        self._lane.enqueue_edit(self, self._message)

    async def put_off(self, seconds: float) -> None:
        """Wait and queue again. Raises Superseded."""
        self._lane.closed_until = self._lane.clock() + seconds  # a newer edit that takes over has to wait, too
        self.enqueue()
        await super().put_off(seconds)

    def begin(self) -> None:
        if self._lane.edits.get(self._message) is self:
            del self._lane.edits[self._message]

    def supersede(self) -> None:
        """Raise Superseded where the edit waits."""
        self._patience.reschedule(0)


class Lane:
    def __init__(self, paces: Sequence[Pace], clock: Callable[[], float] = monotonic) -> None:
        """``paces`` are the limits of this chat."""
        self.paces = paces
        self.clock = clock
        self.edits: dict[int, EditTurn] = {}
        """The edits that wait, by the id of their message."""
        self.closed_until = 0.0
        self._lock = asyncio.Lock()
        self._newest: dict[int, tuple[int, float]] = {}

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[Turn]:
        """Wait for earlier calls. Raises Superseded at any time until ``begin``."""
        try:
            async with asyncio.timeout(None) as patience:
                turn = Turn() if call.edits is None else EditTurn(self, call.edits, patience)
                try:
                    turn.enqueue()
                    async with self._lock:
                        await asyncio.sleep(max(0.0, self.closed_until - self.clock()))
                        yield turn
                finally:
                    turn.begin()
        except TimeoutError:
            if patience.expired():
                raise Superseded from None
            raise

    def enqueue_edit(self, turn: EditTurn, message: int) -> None:
        """Take over from the waiting edit of this message. Raises Superseded if a newer one waits or was made."""
        now = self.clock()
        newest, since = self._newest.pop(message, (0, now))
        is_older = turn.update < newest and now - since < _NEWEST_SECONDS
        # Put it back at the end, so that the message edited longest ago is forgotten first.
        self._newest[message] = (newest, since) if is_older else (turn.update, now)
        if is_older:
            raise Superseded
        if len(self._newest) > _REMEMBERED:
            del self._newest[next(iter(self._newest))]
        if (older := self.edits.get(message)) and older is not turn:
            older.supersede()
        self.edits[message] = turn

    def close(self, seconds: float) -> None:
        """Let no call begin for so many seconds, as Telegram demands."""
        self.closed_until = max(self.closed_until, self.clock() + seconds)

    def is_quiet(self) -> bool:
        """Return whether no call waits or is under way."""
        return not self._lock.locked()

    def is_idle(self) -> bool:
        is_open = not self._lock.locked() and self.closed_until <= self.clock()
        return is_open and all(pace.is_idle() for pace in self.paces)
