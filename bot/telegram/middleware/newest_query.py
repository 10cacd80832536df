"""Answer the inline queries of a person one by one and, of those that wait meanwhile, only the newest."""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class NewestQueries:
    """The turns of people who type. Each letter typed asks again, and nobody waits for the answers before."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[int, Lock] = WeakValueDictionary()
        self._newest: dict[int, object] = {}

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[bool]:
        """Wait for the turn of a query, and yield whether it is still the newest of this person."""
        ticket = self._newest[person] = object()
        async with self._turns.setdefault(person, Lock()):
            try:
                yield self._newest.get(person) is ticket
            finally:
                if self._newest.get(person) is ticket:
                    del self._newest[person]
