"""The way out to one chat: one call at a time, in the order they were made, and of edits the newest."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.telegram.delivery.calls import Call
from bot.telegram.delivery.pace import Pace
from bot.telegram.receiving.handling import in_hand


class Overtaken(Exception):  # noqa: N818 - no error
    """A newer edit of the same message waits, so nobody would see this one."""


@dataclass(frozen=True, eq=False)
class _Waiting:
    """An edit that is not being sent yet, of the update with this number, until its patience ends."""

    call: Call
    update: int
    patience: asyncio.Timeout


class Lane:
    def __init__(self, paces: Sequence[Pace]) -> None:
        """``paces`` are the limits of this chat."""
        self.paces = paces
        self._lock = asyncio.Lock()
        self._edits: dict[int, _Waiting] = {}

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        """Wait for the calls that were made before. Raises Overtaken, at any time until ``begin``."""
        try:
            async with asyncio.timeout(None) as patience:
                if call.edits is not None:
                    self._queue(call, call.edits, patience)
                async with self._lock:
                    yield
        except TimeoutError:
            if patience.expired():
                raise Overtaken from None
            raise
        finally:
            self.begin(call)

    def begin(self, call: Call) -> None:
        """From now on a call cannot be overtaken, as it is sent."""
        if call.edits is not None and (edit := self._edits.get(call.edits)) and edit.call is call:
            del self._edits[call.edits]

    def is_idle(self) -> bool:
        return not self._lock.locked() and all(pace.is_idle() for pace in self.paces)

    def _queue(self, call: Call, message: int, patience: asyncio.Timeout) -> None:
        """Take the place of the edit of this message that waits, unless that one is newer. Raises Overtaken."""
        handling = in_hand.get()
        update = handling.number if handling else 0
        if older := self._edits.get(message):
            if older.update > update:
                raise Overtaken
            older.patience.reschedule(0)
        self._edits[message] = _Waiting(call, update, patience)
