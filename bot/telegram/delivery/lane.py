"""The way out to one chat: one call at a time, in the order they were made, and of edits the newest."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from bot.telegram.delivery.calls import Call
from bot.telegram.delivery.pace import Pace
from bot.telegram.protocol.current_update import current_update

# Of messages whose newest edit is known; an older one comes seconds later, if at all.
_REMEMBERED = 100
# After a quiet week, https://core.telegram.org/bots/api#update counts on from another number.
_NEWEST_SECONDS = 300.0


class Superseded(Exception):  # noqa: N818 - no error
    """A newer edit of the same message was made or waits, so nobody would see this one, or not for long."""


class Turn:
    """The part of a call in its lane, from when it stands in line; nothing overtakes it."""

    def wait(self) -> None:
        """It is not sent yet."""

    async def put_off(self, seconds: float) -> None:
        """It was not taken, and no call of its chat is until then."""
        await asyncio.sleep(seconds)

    def begin(self) -> None:
        """It is sent."""


class EditTurn(Turn):
    """The part of an edit: while it waits, a newer one of the same message may take its place."""

    def __init__(self, lane: "Lane", message: int, patience: asyncio.Timeout) -> None:
        progress = current_update().progress
        self.update = progress.update_id if progress else 0
        self._lane = lane
        self._message = message
        self._patience = patience

    def wait(self) -> None:
        """Raises Superseded."""
        self._lane.line_up(self, self._message)

    async def put_off(self, seconds: float) -> None:
        """Raises Superseded."""
        self._lane.closed_until = monotonic() + seconds  # for whoever takes its place, too
        self.wait()
        await super().put_off(seconds)

    def begin(self) -> None:
        if self._lane.edits.get(self._message) is self:
            del self._lane.edits[self._message]

    def end(self) -> None:
        """Have it raise Superseded where it waits."""
        self._patience.reschedule(0)


class Lane:
    def __init__(self, paces: Sequence[Pace]) -> None:
        """``paces`` are the limits of this chat."""
        self.paces = paces
        self.edits: dict[int, EditTurn] = {}
        """Those that wait, by the number of the message."""
        self.closed_until = 0.0
        self._lock = asyncio.Lock()
        self._newest: dict[int, tuple[int, float]] = {}

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[Turn]:
        """Wait for the calls that were made before. Raises Superseded, at any time until ``begin``."""
        try:
            async with asyncio.timeout(None) as patience:
                turn = Turn() if call.edits is None else EditTurn(self, call.edits, patience)
                try:
                    turn.wait()
                    async with self._lock:
                        await asyncio.sleep(max(0.0, self.closed_until - monotonic()))
                        yield turn
                finally:
                    turn.begin()
        except TimeoutError:
            if patience.expired():
                raise Superseded from None
            raise

    def line_up(self, turn: EditTurn, message: int) -> None:
        """Take the place of the edit of this message that waits, unless a newer one waits or was made."""
        now = monotonic()
        newest, since = self._newest.pop(message, (0, now))
        is_older = turn.update < newest and now - since < _NEWEST_SECONDS
        # Put back as the last of those that are remembered.
        self._newest[message] = (newest, since) if is_older else (turn.update, now)
        if is_older:
            raise Superseded
        if len(self._newest) > _REMEMBERED:
            del self._newest[next(iter(self._newest))]
        if (older := self.edits.get(message)) and older is not turn:
            older.end()
        self.edits[message] = turn

    def is_idle(self) -> bool:
        is_open = not self._lock.locked() and self.closed_until <= monotonic()
        return is_open and all(pace.is_idle() for pace in self.paces)
