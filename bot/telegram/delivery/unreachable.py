"""The chats that nothing can be sent to: people who blocked the bot, and groups that removed it."""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import ParamSpec, TypeVar

from bot.telegram.protocol.places import name_of_chat
from index.conversations.chats import ChatStore
from index.model.errors import StoreError

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger(__name__)


class UnreachableChats:
    """Known in memory, and kept in the store to be known after a restart. In the event loop only.

    Where the database cannot be written, a chat stays unreachable until the process ends.
    """

    def __init__(self, chats: ChatStore | None = None) -> None:
        """Without ``chats``, nothing is kept."""
        self._chats = chats
        self._names: set[str] = set()

    def __contains__(self, chat_id: int) -> bool:
        return name_of_chat(chat_id) in self._names

    async def load(self) -> None:
        """Read what was kept."""
        if self._chats:
            self._names.update(await _try(self._chats.unreachable) or ())

    async def refresh(self, chat_ids: Collection[int]) -> None:
        """Read again what is kept of some chats, as other processes may have changed it."""
        names = {name_of_chat(chat_id) for chat_id in chat_ids}
        if self._chats and names and (found := await _try(self._chats.unreachable, names)) is not None:
            self._names = (self._names - names) | set(found)

    async def add(self, chat_id: int) -> None:
        if chat_id not in self:
            self._names.add(name_of_chat(chat_id))
            if self._chats:
                await _try(self._chats.mark_unreachable, name_of_chat(chat_id))

    async def discard(self, chat_id: int) -> None:
        """Note that a chat can be written to again. This costs nothing where it always could."""
        if chat_id in self:
            self._names.discard(name_of_chat(chat_id))
            if self._chats:
                await _try(self._chats.mark_reachable, name_of_chat(chat_id))


async def _try(do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
    try:
        return await asyncio.to_thread(do, *args, **kwargs)
    except StoreError as error:
        _log.error("the chats that cannot be written to cannot be stored: %s", error)
        return None
