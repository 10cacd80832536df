"""Store each update of a webhook in the line of its chat, for whichever process takes it from there."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

from telegram import Update

from bot.telegram.protocol.current_update import UpdateProgress
from bot.telegram.protocol.message_ids import MessageIds, sequence_of
from bot.telegram.protocol.messages import is_chatter
from bot.telegram.protocol.places import name_of_chat, name_of_place
from bot.telegram.receiving.held_lines import HeldLines
from bot.telegram.receiving.queue import as_json, note_ids
from index.conversations.inbox import Inbox
from index.conversations.lines.records import Addressed
from index.conversations.lines.shared_inbox import SharedInbox
from index.model.errors import StoreError

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger(__name__)
_AGAIN_SECONDS = 0.3
# Apart from the threads of questions: a lease that waits for these to be renewed would end.
_THREADS = 4


class SharedIncoming(asyncio.Queue[object]):
    """The queue of one of several processes. Its own updates come from ``receiving.claiming``.

    What is stored is not queued: the process that has the line takes it, which may be another one. An update that
    cannot be stored is not confirmed, so that Telegram sends it again. No message is sent for an update, and none
    is noted as handled, unless the line is this process's at that moment.
    """

    def __init__(self, shared: SharedInbox, inbox: Inbox, message_ids: MessageIds) -> None:
        super().__init__()
        self.held, self.shared = HeldLines(), shared
        self._lines, self._inbox, self._message_ids = shared.lines, inbox, message_ids
        self._threads = ThreadPoolExecutor(_THREADS, "kutip-lines")
        self._arriving: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._closing: set[asyncio.Task[None]] = set()
        # The line, the calls and the newest message of those that the database does not have as handled yet.
        self._handled: dict[int, tuple[str, int, int]] = {}
        self._storing: set[int] = set()

    async def put(self, item: object) -> None:
        """Store an update; queue what is stale soon, or is no update. Raises StoreError."""
        line = _line_of(item) if isinstance(item, Update) else None
        if not isinstance(item, Update) or line is None:
            await super().put(item)
            return
        note_ids(self._message_ids, item)
        # A webhook may bring several at once; of a chat, none may overtake another on its way to the database.
        async with self._arriving.setdefault(line, asyncio.Lock()):
            await self.run(self._lines.keep, [_addressed(item, line)])
        self.held.wake()

    async def run(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something with the database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(do, *args, **kwargs))

    async def close(self) -> None:
        """Wait until nothing is done with the database any more."""
        await asyncio.to_thread(self._threads.shutdown)

    def close_chat(self, chat_id: int, seconds: float) -> None:
        """Let every process know that Telegram takes no message of a chat for so many seconds."""
        task = asyncio.create_task(self._close_chat(name_of_chat(chat_id), seconds))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_chat(self, name: str, seconds: float) -> None:
        try:
            await self.run(self._lines.close_chat, name, seconds)
        except StoreError as error:  # another process would be told so by Telegram
            _log.warning("a chat that takes no messages cannot be noted: %s", error.fault)

    def queue(self, update: Update) -> None:
        """Queue an update of a line that this process has."""
        note_ids(self._message_ids, update)
        self.put_nowait(update)

    async def begin(self, update: Update) -> UpdateProgress | None:
        """Return the progress of an update that is handled now, None if it is left to whoever has its line."""
        if _line_of(update) is None:
            return UpdateProgress(update.update_id)
        progress = self.held.begin(update.update_id)
        if progress is None or progress.is_new:
            return progress
        try:
            await self.run(self._inbox.begin_attempt, progress.update_id)
        except StoreError:
            self._put_back(progress)
            return None
        return progress

    def leave(self, update: Update) -> None:
        """Note that an update is left, so that another process can have it at once."""
        self.held.leave(update.update_id)

    async def sending(self, progress: UpdateProgress) -> None:
        """Store that the reply to an update may be sent from now on, and set its latest message.

        Raises CancelledError if the line is another process's by now. Waits while the database is away.
        """
        if progress.line is None:
            return
        known = progress.latest_message or 0
        while True:
            try:
                latest = await self.run(
                    self._lines.begin_reply, progress.line, progress.update_id, known, progress.calls
                )
            except StoreError as error:
                _log.warning("a reply waits for the database: %s", error.fault)
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            if latest is None:
                _log.warning("update %s is another process's by now", progress.update_id)
                self.held.lose([progress.line])
                raise asyncio.CancelledError
            progress.latest_message = latest
            return

    async def finish(self, update: Update) -> None:
        """Store that an update is handled; if the database fails, ``catch_up`` does it later."""
        progress = self.held.find(update.update_id)
        if progress is None or progress.line is None:
            return
        if progress.is_put_back:
            self._put_back(progress)
            return
        chat = update.effective_chat
        newest = self._message_ids.latest(chat.id) if chat else 0
        self._handled[update.update_id] = progress.line, progress.calls, newest
        await self._store_handled(update.update_id)

    async def catch_up(self) -> None:
        """Store as handled the updates for which that failed before."""
        for number in list(self._handled.keys() - self._storing):
            if not await self._store_handled(number):
                return  # the others would fail, too

    async def _store_handled(self, number: int) -> bool:
        """Until this is stored, the update stays in hand, so that its line is not freed."""
        if (handled := self._handled.get(number)) is None:
            return True  # its own ``finish`` has done it meanwhile
        line, calls, newest = handled
        self._storing.add(number)
        try:
            is_mine = await self.run(self._lines.finish, line, number, calls, newest)
        except StoreError as error:
            _log.warning("a handled update cannot be noted now: %s", error.fault)
            return False
        finally:
            self._storing.discard(number)
        if not is_mine:
            _log.warning("update %s is another process's by now", number)
        self._handled.pop(number, None)
        self.held.leave(number)
        return True

    def _put_back(self, progress: UpdateProgress) -> None:
        if progress.line is not None:
            self.held.leave(progress.update_id)
            self.held.stop(progress.line)


def _addressed(update: Update, line: str) -> Addressed:
    """Return an update with its line, in which a group and the supergroup that it becomes are together."""
    place, message = name_of_place(update), update.message
    joins = place if message and message.migrate_from_chat_id else None
    if message and message.migrate_to_chat_id:
        joins = name_of_chat(message.migrate_to_chat_id)
    shown = update.effective_message
    sequence = sequence_of(update.effective_chat.id) if update.effective_chat else 0
    newest = shown.message_id if shown else 0
    return Addressed(update.update_id, place, as_json(update), line, joins, sequence, newest)


def _line_of(update: Update) -> str | None:
    """Return the line of an update, None for what is not stored: chatter of groups, and what is stale soon.

    An edited message is in the line of its chat, as it may change an answer to come.
    """
    if update.inline_query or is_chatter(update):
        return None
    if update.message and update.message.migrate_from_chat_id:
        return name_of_chat(update.message.migrate_from_chat_id)
    where = update.effective_chat or update.effective_user
    return name_of_chat(where.id) if where else None
