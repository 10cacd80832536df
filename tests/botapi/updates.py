"""The queue of updates behind getUpdates, with long polling."""

import asyncio
import contextlib
from collections.abc import Collection

from .errors import conflict

# Telegram's numbers start anywhere; a bot must not expect them to start at 1.
FIRST_UPDATE_ID = 700_000_001
MAX_LIMIT = 100


class UpdateQueue:
    """Updates that the bot has not confirmed yet: they are given again until an offset passes them."""

    def __init__(self) -> None:
        self._pending: list[tuple[int, dict[str, object]]] = []
        self._next_id = FIRST_UPDATE_ID
        self._wanted: Collection[str] = ()
        self._poll: asyncio.Future[None] | None = None
        self._closed = False

    def __len__(self) -> int:
        return len(self._pending)

    def put(self, kind: str, content: dict[str, object]) -> None:
        """Add an update, unless the bot asked for other kinds only; wakes a waiting poll."""
        if self._wanted and kind not in self._wanted:
            return
        self._pending.append((self._next_id, {"update_id": self._next_id, kind: content}))
        self._next_id += 1
        self._wake()

    def want(self, kinds: Collection[str]) -> None:
        """Keep only these kinds of updates from now on; an empty collection means all."""
        self._wanted = kinds

    def clear(self) -> None:
        self._pending.clear()

    def close(self) -> None:
        """End the waiting poll, and let no other one wait."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[dict[str, object]]:
        """Confirm what is below the offset, then return what is left, or wait for the next update.

        A call that still waits when another one comes ends with ApiError 409.
        """
        if self._poll and not self._poll.done():
            self._poll.set_exception(conflict())
        self._confirm(offset)
        if not self._pending and seconds > 0 and not self._closed:
            await self._wait(seconds)
        count = min(max(limit, 1), MAX_LIMIT)
        return [update for _, update in self._pending[:count]]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        else:
            self._pending = [(number, update) for number, update in self._pending if number >= offset]

    async def _wait(self, seconds: float) -> None:
        self._poll = asyncio.get_running_loop().create_future()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poll, seconds)
