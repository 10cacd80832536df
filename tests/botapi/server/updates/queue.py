"""The queue of updates, which a bot takes by long polling or is sent one by one."""

import asyncio
import contextlib
from collections.abc import Collection, Iterator

from tests.botapi.server.errors import ApiError, conflict

# Telegram's numbers start anywhere; a bot must not expect them to start at 1.
FIRST_UPDATE_ID = 700_000_001
MAX_LIMIT = 100

Update = dict[str, object]


class UpdateQueue:
    """Updates that the bot has not confirmed yet: they are given again until an offset passes them.

    Updates out of turn come before all others, are given once, and no offset passes them.
    """

    def __init__(self) -> None:
        self._pending: list[tuple[int, Update]] = []
        self._out_of_turn: list[Update] = []
        self._held: list[Update] | None = None
        self._last: Update | None = None
        self._next_id = FIRST_UPDATE_ID
        self.wanted: Collection[str] = ()
        self._poll: asyncio.Future[None] | None = None
        self._polled = asyncio.Event()
        self._arrived = asyncio.Event()
        self._closed = False

    def __len__(self) -> int:
        return len(self._pending) + len(self._out_of_turn)

    def put(self, kind: str, content: dict[str, object]) -> None:
        """Add an update, unless the bot asked for other kinds only; wakes a waiting poll."""
        if self.wanted and kind not in self.wanted:
            return
        self._last = {"update_id": self._next_id, kind: content}
        if self._held is None:
            self._pending.append((self._next_id, self._last))
        else:
            self._held.append(self._last)
        self._next_id += 1
        self._wake()

    def repeat(self) -> None:
        """Give the last update once more, even if it was confirmed; LookupError if there was none."""
        if not self._last:
            raise LookupError("no update to repeat")
        self._out_of_turn.append(self._last)
        self._wake()

    @contextlib.contextmanager
    def reversed(self) -> Iterator[None]:
        """Hold what is put until the end, then give it out of turn, the last first."""
        held: list[Update] = []
        self._held = held
        try:
            yield
        finally:
            self._held = None
            self._out_of_turn.extend(held[::-1])
            self._wake()

    def want(self, kinds: Collection[str]) -> None:
        """Keep only these kinds of updates from now on; an empty collection means all."""
        self.wanted = kinds

    def clear(self) -> None:
        self._pending.clear()
        self._out_of_turn.clear()

    def open(self) -> None:
        """Let polls wait again."""
        self._closed = False

    def close(self) -> None:
        """End the waiting poll, and let no other one wait."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._arrived.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def interrupt(self, error: ApiError) -> None:
        """End the waiting poll, if there is one, with an error."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(error)

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Confirm what is below the offset, then return what is left, or wait for the next update.

        A call that still waits when another one comes ends with ApiError 409.
        """
        self.interrupt(conflict())
        self._confirm_below(offset)
        if not len(self) and seconds > 0 and not self._closed:
            await self._wait(seconds)
        count = min(max(limit, 1), MAX_LIMIT)
        early, self._out_of_turn = self._out_of_turn[:count], self._out_of_turn[count:]
        return early + [update for _, update in self._pending[: count - len(early)]]

    async def first(self) -> Update:
        """Return the update that is next, or wait for one; it stays the first until it is confirmed."""
        while not len(self):
            self._arrived.clear()
            await self._arrived.wait()
        return self._out_of_turn[0] if self._out_of_turn else self._pending[0][1]

    def confirm(self, update: Update) -> None:
        """Take out an update that was given; one that is there no more has been dropped meanwhile."""
        if update in self._out_of_turn:
            self._out_of_turn.remove(update)
        else:
            self._pending = [(number, other) for number, other in self._pending if other is not update]

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        else:
            self._pending = [(number, update) for number, update in self._pending if number >= offset]

    async def polled(self) -> None:
        """Return when a poll waits for the next update."""
        while not (self._poll and not self._poll.done()):
            self._polled.clear()
            await self._polled.wait()

    async def _wait(self, seconds: float) -> None:
        self._poll = asyncio.get_running_loop().create_future()
        self._polled.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poll, seconds)
