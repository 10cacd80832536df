"""Make one call, again after each failure, until it is known what became of it; a message is sent once.

A message may have arrived although its call failed: the connection broke, or the response was lost. Telegram
cannot be asked for it. But it refuses an edit that changes nothing as "not modified", an edit of somebody else's
message as "can't be edited", and an id of another chat as "not found". A lost message is therefore looked for by
editing the ids that it may have to what it says.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from time import monotonic, time
from typing import Any

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.telegram.delivery.calls import Call, Result
from bot.telegram.delivery.lane import Turn
from bot.telegram.delivery.lost_message import BEYOND, BEYOND_AFTER_A_CRASH, MOST_TRIES, possible_ids
from bot.telegram.delivery.outcome import BackOff, Outcome, outcome_of, seconds_to_wait
from bot.telegram.limits.pace import Limit
from bot.telegram.protocol.current_update import UpdateProgress, current_update
from bot.telegram.protocol.message_ids import MessageIds

_log = logging.getLogger(__name__)
_FREE = Turn()


@dataclass
class _Attempt:
    """One attempt to make a call; ``latest`` is the newest message id of its chat before it began."""

    latest: int = 0


class Attempts:
    """Make calls, each until its outcome is known. In the event loop only."""

    def __init__(
        self,
        message_ids: MessageIds,
        sending: Callable[[UpdateProgress], Awaitable[None]],
        flooded: Callable[[int | None, float], None] = lambda _chat_id, _seconds: None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Make what has made no call yet.

        Args:
            sending: called with an update before its reply is sent; its ``latest_message`` is set then.
            flooded: called for each 429 with the chat, if it is known, and the seconds to wait.
        """
        self._message_ids = message_ids
        self._sending = sending
        self._flooded = flooded
        self._clock = clock
        self._succeeded = 0

    async def make(self, call: Call, limits: Sequence[Limit] = (), turn: Turn = _FREE) -> Result:
        """Make a call when its limits allow, as often as it takes. Raises TelegramError when it is given up."""
        back_off = BackOff(self._succeeded)
        while True:
            attempt = _Attempt()
            try:
                return await self._make_once(call, limits, turn, attempt)
            except RetryAfter as error:
                self._flooded(call.chat_id, seconds := seconds_to_wait(error))
                await turn.put_off(seconds)
            except TelegramError as error:
                outcome, failed_at = outcome_of(error), self._clock()
                if outcome is Outcome.REFUSED:
                    raise
                # While waiting, most ids in between turn out to be those of other messages. After a start or an
                # outage, the newest id known before may be far below the lost one, as people's messages come late.
                await self._wait_after(error, outcome, call, back_off)
                if outcome is Outcome.UNKNOWN and (
                    sent := await self._find_lost(call, attempt, failed_at, limits)
                ):
                    return sent

    async def find_after_crash(self, call: Call, limits: Sequence[Limit]) -> Result | None:
        """Return the message that an earlier process sent in reply to the current update, if it has arrived."""
        progress = current_update().progress
        if not call.makes_a_message or progress is None or progress.is_new or progress.latest_message is None:
            return None
        progress.is_new = True
        after = progress.latest_message
        return await self._find(call, after, after + BEYOND_AFTER_A_CRASH, limits)

    async def _make_once(self, call: Call, limits: Sequence[Limit], turn: Turn, attempt: _Attempt) -> Result:
        async with AsyncExitStack() as turns:
            for limit in limits:
                await turns.enter_async_context(limit())
            turn.begin()
            if (progress := current_update().progress) and call.is_limited:
                progress.calls += 1
            attempt.latest = await self._note_sending(call)
            began = self._clock()
            result = await call.make()
        self._succeeded += 1
        return self._noted(call, result, began)

    async def _wait_after(self, error: TelegramError, outcome: Outcome, call: Call, back_off: BackOff) -> None:
        seconds = back_off.seconds()
        # While Telegram cannot be reached no question comes either, so waiting calls do not pile up.
        is_away = outcome is Outcome.NOT_SENT or not back_off.do_others_succeed(self._succeeded)
        if not (call.is_limited and is_away):
            back_off.own_failures += 1
        if back_off.own_failures > call.most_failures:
            raise error
        if back_off.failures == 1:
            _log.info("%s failed (%s), trying again", call.endpoint, outcome.name)
        await asyncio.sleep(seconds)

    async def _find_lost(
        self, call: Call, attempt: _Attempt, failed_at: float, limits: Sequence[Limit]
    ) -> Result | None:
        """Return the message of a failed attempt, if it has arrived."""
        if not call.makes_a_message or call.chat_id is None:
            return None
        last = self._message_ids.last_until(call.chat_id, failed_at)
        return await self._find(
            call, attempt.latest, last or self._message_ids.latest(call.chat_id) + BEYOND, limits
        )

    async def _find(self, call: Call, after: int, last: int, limits: Sequence[Limit]) -> Result | None:
        """Return the message of a call if it has arrived with an id above ``after`` and up to ``last``."""
        chat_id = call.chat_id or 0
        await self._note_search(max(0, min(MOST_TRIES, last - after)))
        async with aclosing(possible_ids(self._message_ids, chat_id, after, last, self._clock)) as ids:
            async for message_id in ids:
                try:
                    sent = await self.make(call.as_edit_of(message_id), limits)
                except BadRequest as error:
                    if "not modified" in error.message.lower():
                        return self._noted(call, _as_sent(chat_id, message_id))
                else:
                    return self._noted(call, sent)
        return None

    async def _note_sending(self, call: Call) -> int:
        """Return the id of the newest message of the chat; the one that is sent now gets a higher one."""
        if not call.makes_a_message or call.chat_id is None:
            return 0
        latest = self._message_ids.latest(call.chat_id)
        if progress := current_update().progress:
            progress.latest_message = latest
            await self._sending(progress)
            return max(latest, progress.latest_message)
        return latest

    async def _note_search(self, most: int) -> None:
        """Record the maximum number of calls beforehand, as a process that starts after a crash cannot know it."""
        progress = current_update().progress
        if progress and progress.latest_message is not None and most:
            await self._sending(replace(progress, calls=progress.calls + most))

    def _noted(self, call: Call, result: Result, began: float | None = None) -> Result:
        """Remember the id of a message and, if it is new, when its sending began."""
        if call.chat_id is not None and isinstance(result, dict) and "message_id" in result:
            if began is not None and call.makes_a_message:
                self._message_ids.sent(call.chat_id, result["message_id"], began)
            else:
                self._message_ids.note(call.chat_id, result["message_id"])
        return result


def _as_sent(chat_id: int, message_id: int) -> dict[str, Any]:
    """Return a message of which only the id is known."""
    kind = "private" if chat_id > 0 else "supergroup"
    return {"message_id": message_id, "date": int(time()), "chat": {"id": chat_id, "type": kind}}
