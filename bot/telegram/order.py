"""Which updates wait for each other: those of one chat, and no others."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.activity import Activity

_AT_ONCE = 256


class ByChat(BaseUpdateProcessor):
    """Handles chats side by side, and within a chat one update after the other, in the order they came."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(max_concurrent_updates=_AT_ONCE)
        self._activity = activity
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        with self._activity.of(update):
            await self._in_turn(update, coroutine)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        # A lock wakes those that wait in the order they came, and is gone with the last of them.
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...
