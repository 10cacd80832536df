"""Store each update before Telegram is told that it arrived, so that it is handled once."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from telegram import Bot, Update

from bot.telegram.protocol.current_update import UpdateProgress
from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.protocol.messages import is_chatter
from bot.telegram.protocol.places import chat_id_of, is_of_channel, name_of_place
from bot.telegram.receiving.malformed import read_update
from index.conversations.inbox import Arrived, Inbox, Unfinished
from index.model.errors import StoreError

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger(__name__)
# An update that kills the process every time is given up after three attempts.
_MOST_RETRIES = 2


class Incoming(asyncio.Queue[object]):
    """The queue between Telegram and the handlers, which stores an update before it queues it.

    python-telegram-bot puts an update here before it confirms it, by the next poll or the response to the webhook.
    Every confirmed update is therefore stored, and a stored one is recognised when it comes again. Where the
    database cannot be written, an update is handled all the same, and could be lost or handled twice.
    """

    def __init__(self, inbox: Inbox, message_ids: MessageIds) -> None:
        super().__init__()
        self._inbox = inbox
        self._message_ids = message_ids
        self._in_hand: dict[int, UpdateProgress] = {}
        # How many calls each took, for those that the database does not have as handled yet.
        self._handled: dict[int, int] = {}
        # The updates of a poll that are not stored yet; with a webhook, of one request.
        self._collected: list[Update] = []
        self._is_polled = False
        # A webhook may bring several at once; none may overtake another on its way to the database.
        self._one_by_one = asyncio.Lock()

    async def put(self, item: object) -> None:
        """Store and queue an update; drop one that came before. Anything that is not an update is only queued.

        The updates of a poll come one after the other, and are stored together before the next poll begins.
        """
        if not isinstance(item, Update):
            await super().put(item)
            return
        note_ids(self._message_ids, item)
        self._collected.append(item)
        if not self._is_polled:
            await self._store_collected()

    async def store_collected(self) -> None:
        """Store and queue the updates of a poll, before the next one confirms them."""
        self._is_polled = True
        await self._store_collected()

    async def _store_collected(self) -> None:
        async with self._one_by_one:
            collected, self._collected = self._collected, []
            new = await self._keep([update for update in collected if _is_kept(update)])
            for update in collected:
                if not _is_kept(update) or update.update_id in new:
                    new.discard(update.update_id)  # an update may come twice in one poll
                    await super().put(update)

    async def resume(self, bot: Bot) -> int:
        """Queue the updates that an earlier process left unfinished, and return how many there are."""
        left = await _try(self._inbox.unfinished) or []
        for unfinished in left:
            update = read_unfinished(unfinished, bot)
            if update is None:
                await _try(self._inbox.finish, unfinished.number)
                continue
            note_ids(self._message_ids, update)
            self._in_hand[update.update_id] = UpdateProgress(
                update.update_id, unfinished.latest_message, is_new=False
            )
            await super().put(update)
        return len(left)

    async def calls_within(self, seconds: float) -> list[tuple[int, float, int]]:
        """Return chat, age in seconds and number of the calls made lately, the oldest first."""
        lately = await _try(self._inbox.calls_within, seconds) or []
        return [(chat_id_of(place), age, calls) for place, age, calls in lately]

    async def begin(self, update: Update) -> UpdateProgress:
        """Return the progress of an update that is handled now."""
        progress = self._in_hand.setdefault(update.update_id, UpdateProgress(update.update_id))
        if not progress.is_new:
            await _try(self._inbox.begin_attempt, progress.update_id)
        return progress

    def leave(self, update: Update) -> None:
        """Leave an update to the next process, which finds it in the database."""

    async def sending(self, progress: UpdateProgress) -> None:
        """Store that the reply to an update may have been sent from now on."""
        await _try(self._inbox.begin_reply, progress.update_id, progress.latest_message or 0, progress.calls)

    async def finish(self, update: Update) -> None:
        """Store that an update is handled; if the database fails, ``catch_up`` does it later."""
        progress = self._in_hand.pop(update.update_id, None)
        if _is_kept(update):
            self._handled[update.update_id] = progress.calls if progress else 1
            await self._store_handled(update.update_id)

    async def catch_up(self) -> None:
        """Store as handled the updates for which that failed before."""
        for number in list(self._handled):
            if not await self._store_handled(number):
                return  # the others would fail, too

    async def _store_handled(self, number: int) -> bool:
        calls = self._handled.get(number)
        if calls is None:
            return True  # its own ``finish`` has done it meanwhile
        stored = await _try(self._write_handled, number, calls)
        if stored:
            self._handled.pop(number, None)
        return stored is True

    def _write_handled(self, number: int, calls: int) -> bool:
        self._inbox.finish(number, calls)
        return True

    async def _keep(self, updates: Sequence[Update]) -> set[int]:
        """Keep updates, and return the ids of the new ones; all that are not in hand, if the database fails."""
        unknown = [one for one in updates if one.update_id not in {**self._in_hand, **self._handled}]
        ids = {one.update_id for one in unknown}
        self._in_hand |= {number: UpdateProgress(number) for number in ids}
        arrived = [Arrived(one.update_id, name_of_place(one), as_json(one)) for one in unknown]
        new = await _try(self._inbox.keep, arrived) if arrived else ids
        if new is None:
            return ids
        for number in ids - new:
            del self._in_hand[number]
        return set(new)


def read_unfinished(unfinished: Unfinished, bot: Bot) -> Update | None:
    """Return an update that an earlier process left unfinished; None if it is given up, which is logged."""
    if unfinished.attempts >= _MOST_RETRIES:
        _log.error("update %s is given up after %s attempts", unfinished.number, unfinished.attempts + 1)
        return None
    try:
        return read_update(dict(unfinished.content), bot)
    except ValueError as error:  # another release of python-telegram-bot has read it
        _log.error("update %s cannot be read and is given up: %s", unfinished.number, error)
        return None


def as_json(update: Update) -> Any:
    """Return an update as Telegram sent it.

    python-telegram-bot leaves the time of a pinned message that is gone as it is, which no JSON can hold. Such an
    update would come again with every poll, and hold up all others.
    """
    return json.loads(json.dumps(update.to_dict(), default=_as_number))


def note_ids(message_ids: MessageIds, update: Update) -> None:
    """Remember the message of an update."""
    message = update.effective_message
    if message and not is_of_channel(update):  # nothing is sent there whose number has to be found
        message_ids.note(message.chat.id, message.message_id)


def _as_number(value: object) -> int:
    if isinstance(value, datetime):
        return int(value.timestamp())
    raise TypeError(type(value).__name__)


def _is_kept(update: Update) -> bool:
    """Return whether an update is stored: chatter of groups, and what is stale soon, are not."""
    is_stale_soon = update.inline_query is not None or update.edited_message is not None
    return not is_stale_soon and not is_chatter(update)


async def _try(do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
    """Use the database. Return None when it fails, as an answer matters more than its record."""
    try:
        return await asyncio.to_thread(do, *args, **kwargs)
    except StoreError as error:
        _log.error("updates cannot be kept: %s", error)
        return None
