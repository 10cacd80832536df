"""Decide which updates wait for each other: those of one chat, and no others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine, Hashable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from telegram import Message, Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.limits.busy_chats import BusyChats
from bot.telegram.monitoring.update_log import Record, UpdateLog
from bot.telegram.protocol.callback_data import Button, CastVote, View, decode
from bot.telegram.protocol.current_update import handling
from bot.telegram.protocol.messages import is_chatter
from bot.telegram.protocol.places import is_of_channel
from bot.telegram.receiving.queue import Incoming
from bot.telegram.receiving.shared_queue import SharedIncoming

_AT_ONCE = 256
# Posts of channels take one thread at most, however many come: the others are for those who ask.
_POSTS_AT_ONCE = 1
# Updates that wait for their chat's turn hold up nobody, and are stored.
_WAITING = 1_000_000


class ByChat(BaseUpdateProcessor):
    """Handle chats side by side, and the updates of a chat one after the other, in the order they came.

    A group and the supergroup that it becomes are one chat here. Presses for another view wait for nothing, so a
    new one overtakes those whose edit still waits for Telegram's limits; delivery.pending_edits lets only a few of
    a chat wait there. Posts of channels have a place of their own, so that no flood of them holds up a question.
    """

    def __init__(
        self,
        incoming: Incoming | SharedIncoming,
        unreachable: UnreachableChats,
        update_log: UpdateLog,
        busy: BusyChats,
    ) -> None:
        """Take from ``unreachable`` a chat in which something is said or pressed, and count that in ``busy``."""
        super().__init__(max_concurrent_updates=_WAITING)
        self._incoming = incoming
        self._unreachable = unreachable
        self._update_log = update_log
        self._busy = busy
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._posts_at_once = asyncio.Semaphore(_POSTS_AT_ONCE)
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._ending = False
        self.waiting = 0

    def begin_no_more(self) -> None:
        """Leave the updates that wait to the next process; those that have begun are finished."""
        self._ending = True

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and update.effective_chat and not is_chatter(update):
            self._busy.note(update.effective_chat.id)
        async with AsyncExitStack() as stack:
            if isinstance(coroutine, Coroutine):
                stack.callback(coroutine.close)  # if it has not begun; this does nothing to one that is done
            self.waiting += 1
            try:
                await stack.enter_async_context(self._turn(update))
            finally:
                self.waiting -= 1
            if self._ending:
                self._leave(update)
            else:
                # From its turn on: before, it waited for Telegram's limits or an earlier question.
                with self._update_log.recording(update) as record:
                    await self._handle(update, coroutine, record)

    async def _handle(self, update: object, coroutine: Awaitable[Any], record: Record) -> None:
        if not isinstance(update, Update):
            with handling(None, record):
                await coroutine
            return
        if update.effective_chat and _is_said(update):
            await self._unreachable.discard(update.effective_chat.id)
        progress = await self._incoming.begin(update)
        if progress is None:
            record.cut_off()
            return
        try:
            with handling(progress, record):
                await coroutine
            await self._incoming.finish(update)
        except asyncio.CancelledError:
            self._incoming.leave(update)
            raise

    def _leave(self, update: object) -> None:
        if isinstance(update, Update):
            self._incoming.leave(update)

    @asynccontextmanager
    async def _turn(self, update: object) -> AsyncIterator[None]:
        if isinstance(update, Update) and _is_view(update):
            yield
            return
        queue = _queue_of(update) if isinstance(update, Update) else None
        if queue is None:
            async with self._at_once:
                yield
            return
        # A lock wakes those that wait in the order they came, and is dropped with the last of them.
        lock = self._locks.setdefault(queue, asyncio.Lock())
        if isinstance(update, Update) and update.message:
            self._join(update.message, lock)
        is_post = isinstance(update, Update) and is_of_channel(update)
        async with lock, self._posts_at_once if is_post else self._at_once:
            yield

    def _join(self, message: Message, lock: asyncio.Lock) -> None:
        """Let a supergroup wait for the updates of the group that it was, after which its library moves."""
        if new := message.migrate_to_chat_id or (message.migrate_from_chat_id and message.chat.id):
            self._locks[new] = lock

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...


def _queue_of(update: Update) -> Hashable | None:
    """Return what names the queue of an update, None where it waits for no other."""
    query = update.callback_query
    if query and isinstance(_pressed(update), CastVote):
        return "votes", query.from_user.id  # in order among themselves, but not behind an answer
    if update.message and update.message.migrate_from_chat_id:
        return update.message.migrate_from_chat_id
    return update.effective_chat.id if update.effective_chat else None


def _is_view(update: Update) -> bool:
    return isinstance(_pressed(update), View)


def _pressed(update: Update) -> Button | None:
    return decode(update.callback_query.data) if update.callback_query else None


def _is_said(update: Update) -> bool:
    """Return whether an update shows that the bot is in its chat. The last update from a chat is that it left."""
    return update.my_chat_member is None and not (update.message and update.message.left_chat_member)
