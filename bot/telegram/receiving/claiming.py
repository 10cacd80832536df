"""Claim lines whose updates wait, hand their updates to this process, and free them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic

from telegram import Bot

from bot.telegram.delivery.outgoing import LONGEST_LIMIT, Outgoing
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.protocol.current_update import UpdateProgress
from bot.telegram.protocol.places import chat_id_of
from bot.telegram.receiving.held_lines import HeldLine
from bot.telegram.receiving.queue import read_unfinished
from bot.telegram.receiving.shared_queue import SharedIncoming
from index.conversations.inbox import Inbox, Unfinished
from index.conversations.lines.line_store import LEASE_SECONDS
from index.conversations.lines.records import Claimed
from index.model.errors import StoreError

_log = logging.getLogger(__name__)
# How often updates are looked for that other processes have stored, in seconds, and how long after a failure.
_LOOK_SECONDS, _FAILED_SECONDS = 0.25, 0.5
_RENEW_SECONDS = 2.0
# Lines in hand at a time, and those of them that wait for no call to Telegram: the rest is for other processes.
_MOST_LINES, _MOST_AT_WORK = 256, 12
_MOST_UPDATES = 500


class Claiming:
    """One process's share of the lines. In the event loop only."""

    def __init__(
        self,
        inbox: Inbox,
        incoming: SharedIncoming,
        outgoing: Outgoing,
        unreachable: UnreachableChats,
        keeps: Callable[[int], bool] = lambda _chat_id: False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Claim nothing yet. ``keeps`` returns whether the line of a chat is kept though nothing waits in it."""
        self._lines, self._inbox = incoming.shared.lines, inbox
        self._incoming, self._held = incoming, incoming.held
        self._outgoing, self._unreachable, self._keeps, self._clock = outgoing, unreachable, keeps, clock
        self._renewed_at: float | None = None
        # After an outage of the database, others may be as late with their leases as this process.
        self._patient_until = 0.0
        self._has_failed = False
        self._processes = 1

    async def run(self, bot: Bot) -> None:
        """Claim until cancelled. The others leave this process its part of the limits before it begins."""
        await self._until_it_works(self._begin)
        if self._processes > 1:
            await asyncio.sleep(_RENEW_SECONDS)
        while True:
            await self._until_it_works(partial(self.look, bot))
            await self._held.changed(_LOOK_SECONDS)

    async def _begin(self) -> None:
        await self._incoming.run(self._lines.adopt)
        await self._renew()

    async def _until_it_works(self, do: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await do()
            except StoreError as error:
                self._note_failure(error)
                await asyncio.sleep(_FAILED_SECONDS)
            else:
                self._has_failed = False
                return

    async def look(self, bot: Bot) -> None:
        """Look once at what there is to do. Raises StoreError."""
        await self._renew()
        await self._incoming.catch_up()
        if not self._held.is_ending:
            await self._claim()
            await self._take(bot)
        await self._free()

    async def leave(self) -> None:
        """Leave all lines to the other processes."""
        self._held.lose(list(self._held.lines))
        try:
            await self._incoming.run(self._lines.leave)
        except StoreError as error:
            _log.warning("lines could not be freed, and are taken over in %.0f s: %s", LEASE_SECONDS, error.fault)

    async def _renew(self) -> None:
        if self._renewed_at is not None and self._clock() - self._renewed_at < _RENEW_SECONDS:
            return
        before = set(self._held.lines)
        kept, self._processes = await self._incoming.run(self._lines.renew)
        self._renewed_at = self._clock()
        self._held.lose(before - kept)
        self._outgoing.share(self._processes)

    async def _claim(self) -> None:
        at_work = len(self._held.lines) - self._outgoing.waiting
        room = min(_MOST_LINES - len(self._held.lines), _MOST_AT_WORK - at_work)
        if room <= 0:
            return
        is_patient = self._clock() < self._patient_until
        claimed = await self._incoming.run(self._lines.claim, room, abandoned=not is_patient)
        await self._take_over([one for one in claimed if one.is_new_here])
        for one in claimed:
            self._held.add(HeldLine(one.name, one.is_abandoned))

    async def _take_over(self, claimed: Sequence[Claimed]) -> None:
        """Learn what other processes know of chats that are this one's from now on."""
        if not claimed:
            return
        names = [one.name for one in claimed]
        calls = await self._incoming.run(self._inbox.calls_within, LONGEST_LIMIT, names)
        for one in claimed:
            self._outgoing.take_over(chat_id_of(one.name), one.closed_seconds)
        for place, age, count in calls:
            self._outgoing.count(chat_id_of(place), age, count)
        await self._unreachable.refresh([chat_id_of(name) for name in names])

    async def _take(self, bot: Bot) -> None:
        self._held.idle()
        names = self._held.to_take()
        if not names:
            return
        known = self._held.known()
        found = await self._incoming.run(self._lines.unfinished, names, known, _MOST_UPDATES)
        for name, unfinished in found:
            line = self._held.lines.get(name)
            if line and not line.is_stopped:
                await self._hand_over(line, unfinished, bot)
        for name in names:
            if line := self._held.lines.get(name):
                line.is_abandoned = False

    async def _hand_over(self, line: HeldLine, unfinished: Unfinished, bot: Bot) -> None:
        number, latest = unfinished.number, unfinished.latest_message
        update = read_unfinished(unfinished, bot)
        if update is None:
            await self._incoming.run(self._lines.finish, line.name, number, 1, 0)
            return
        is_new = latest is None and not line.is_abandoned
        self._held.take(line, UpdateProgress(number, latest, is_new=is_new, line=line.name))
        self._incoming.queue(update)

    async def _free(self) -> None:
        idle = [name for name in self._held.idle() if self._held.is_ending or not self._keeps(chat_id_of(name))]
        if not idle:
            return
        left = await self._incoming.run(self._lines.free, idle, waiting=self._held.is_ending)
        for name in set(idle) - left:
            self._held.lines.pop(name, None)
        if left:
            self._held.wake()

    def _note_failure(self, error: StoreError) -> None:
        self._patient_until = self._clock() + LEASE_SECONDS / 2
        if not self._has_failed:
            _log.warning("updates wait until the database can be reached: %s", error)
        self._has_failed = True
