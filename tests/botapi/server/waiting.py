"""Things that tests wait for: what the bot sent, edited and answered."""

import asyncio
from collections import defaultdict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")


class Outbox(Generic[Key, Item]):
    """Items in order under a key, each handed out once."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._queues: defaultdict[Key, asyncio.Queue[Item]] = defaultdict(asyncio.Queue)

    def put(self, key: Key, item: Item) -> None:
        self._queues[key].put_nowait(item)

    async def next(self, key: Key, seconds: float) -> Item:
        """Return the next item; raises TimeoutError that says what did not come."""
        try:
            return await asyncio.wait_for(self._queues[key].get(), seconds)
        except TimeoutError:
            raise TimeoutError(f"no {self._what} for {key!r} within {seconds} s") from None
