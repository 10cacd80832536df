"""Send calls to Telegram: within its limits, fair between chats, and each message once, whatever fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from time import monotonic, time
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram.delivery.calls import Call, Result
from bot.telegram.delivery.lane import Lane, Superseded, Turn
from bot.telegram.delivery.lost_message import BEYOND, BEYOND_AFTER_A_CRASH, MOST_TRIES, possible_ids
from bot.telegram.delivery.outcome import BackOff, Outcome, outcome_of, seconds_to_wait
from bot.telegram.delivery.pace import Pace
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.protocol.current_update import UpdateProgress, current_update
from bot.telegram.protocol.message_ids import MessageIds

_log = logging.getLogger(__name__)
_MOST_LANES = 1000
_FREE = Turn()


@dataclass(frozen=True)
class Limits:
    """How many messages in how many seconds: over all, in one chat, and in one group."""

    overall: tuple[int, float] = (30, 1)
    chat: tuple[int, float] = (1, 1)
    group: tuple[int, float] = (20, 60)


class Outgoing(BaseRateLimiter[None]):
    """Make calls when the limits allow, and repeat those that fail until it is known what became of them.

    A chat waits only for itself: its own limits, its own 429, its own failures. Where all wait for the overall
    limit, chats take turns, as each has at most one call in that queue.
    """

    def __init__(
        self,
        message_ids: MessageIds,
        sending: Callable[[UpdateProgress], Awaitable[None]],
        limits: Limits | None = None,
        flooded: Callable[[], None] = lambda: None,
        unreachable: UnreachableChats | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Make a limiter that has sent nothing yet.

        Args:
            sending: called with an update before its reply is sent; its ``latest_message`` is set then.
            flooded: called for each 429.
            unreachable: the chats that are sent nothing.
        """
        self._message_ids = message_ids
        self._sending = sending
        self._limits = limits or Limits()
        self._clock = clock
        self._overall = Pace(*self._limits.overall, clock)
        self._lanes: dict[int, Lane] = {}
        self._unreachable = unreachable or UnreachableChats()
        self.waiting = 0
        self._arrived = 0
        self._flooded = flooded

    async def initialize(self) -> None:
        await self._unreachable.load()

    async def shutdown(self) -> None: ...

    def count(self, chat_id: int, seconds_ago: float, calls: int = 1) -> None:
        """Count calls that an earlier process made; call it for the oldest first."""
        for pace in self._lane(chat_id).paces:
            for _ in range(calls):
                pace.count(seconds_ago)

    async def process_request(
        self,
        callback: Callable[..., Awaitable[Result]],
        args: Any,  # noqa: ARG002 - the endpoint and the data once more
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Result:
        """Make a call, as BaseRateLimiter describes. Raises TelegramError."""

        async def post(endpoint: str, data: dict[str, Any]) -> Result:
            return await callback(endpoint, data, **kwargs)

        self.waiting += 1
        try:
            return await self._deliver(Call(endpoint, data, post))
        finally:
            self.waiting -= 1

    async def _deliver(self, call: Call) -> Result:
        try:
            if not call.is_limited:
                return await self._until_known(call, [])
            if call.chat_id is None:
                return await self._until_known(call, [self._overall])
            lane = self._lane(call.chat_id)
            async with lane.turn(call) as turn:
                return await self._in_chat(call, call.chat_id, [*lane.paces, self._overall], turn)
        except Superseded:
            return True
        except ChatMigrated as error:
            if call.edits is not None:  # in the new chat, another message has that id
                raise BadRequest("message to edit not found") from error
            return await self._deliver(call.to(error.new_chat_id))  # in the lane of that chat

    async def _in_chat(self, call: Call, chat_id: int, paces: Sequence[Pace], turn: Turn) -> Result:
        if chat_id in self._unreachable:
            raise Forbidden("nothing can be sent to this chat any more")
        progress = current_update().progress
        if call.makes_a_message and progress and not progress.is_new and progress.latest_message is not None:
            progress.is_new = True
            after = progress.latest_message
            if sent := await self._look_for(call, after, after + BEYOND_AFTER_A_CRASH, paces):
                return sent
        try:
            return await self._until_known(call, paces, turn)
        except Forbidden:
            await self._unreachable.add(chat_id)
            raise

    async def _until_known(self, call: Call, paces: Sequence[Pace], turn: Turn = _FREE) -> Result:
        back_off = BackOff(self._arrived)
        while True:
            latest = 0
            try:
                async with AsyncExitStack() as turns:
                    for pace in paces:
                        await turns.enter_async_context(pace.turn())
                    turn.begin()
                    if (progress := current_update().progress) and call.is_limited:
                        progress.calls += 1
                    latest = await self._about_to_send(call)
                    began = self._clock()
                    result = await call.make()
                self._arrived += 1
                return self._noted(call, result, began)
            except RetryAfter as error:
                self._flooded()
                await turn.put_off(seconds_to_wait(error))
            except TelegramError as error:
                outcome = outcome_of(error)
                if outcome is Outcome.REFUSED:
                    raise
                failed = self._clock()
                # While waiting, most ids in between turn out to be those of other messages. After a start or an
                # outage, the newest id known before may be far below the lost one, as people's messages come late.
                await self._wait_after(error, outcome, call, back_off)
                chat_id = call.chat_id or 0
                last = self._message_ids.last_until(chat_id, failed) or self._message_ids.latest(chat_id) + BEYOND
                may_be_there = outcome is Outcome.UNKNOWN and call.makes_a_message
                if may_be_there and (sent := await self._look_for(call, latest, last, paces)):
                    return sent

    async def _wait_after(self, error: TelegramError, outcome: Outcome, call: Call, back_off: BackOff) -> None:
        seconds = back_off.seconds()
        # While Telegram cannot be reached no question comes either, so waiting calls do not pile up.
        is_away = outcome is Outcome.NOT_SENT or not back_off.is_alone(self._arrived)
        if not (call.is_limited and is_away):
            back_off.blamed += 1
        if back_off.blamed > call.most_failures:
            raise error
        if back_off.failures == 1:
            _log.info("%s failed (%s), trying again", call.endpoint, outcome.name)
        await asyncio.sleep(seconds)

    async def _look_for(self, call: Call, after: int, last: int, paces: Sequence[Pace]) -> Result | None:
        """Return the message whose sending got no response, if it has arrived; its id is in this range.

        Telegram cannot be asked for it. But it refuses an edit that changes nothing as "not modified", an edit of
        somebody else's message as "can't be edited", and an id of another chat as "not found".
        """
        chat_id = call.chat_id
        if chat_id is None:
            return None
        await self._about_to_look(max(0, min(MOST_TRIES, last - after)))
        async with aclosing(possible_ids(self._message_ids, chat_id, after, last, self._clock)) as ids:
            async for message_id in ids:
                try:
                    sent = await self._until_known(call.as_edit_of(message_id), paces)
                except BadRequest as error:
                    if "not modified" in error.message.lower():
                        return self._noted(call, _as_sent(chat_id, message_id))
                else:
                    return self._noted(call, sent)
        return None

    async def _about_to_send(self, call: Call) -> int:
        """Return the id of the newest message of the chat; the one that is sent now gets a higher one."""
        if not call.makes_a_message or call.chat_id is None:
            return 0
        latest = self._message_ids.latest(call.chat_id)
        if progress := current_update().progress:
            progress.latest_message = latest
            await self._sending(progress)
        return latest

    async def _about_to_look(self, most: int) -> None:
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

    def _lane(self, chat_id: int) -> Lane:
        if chat_id not in self._lanes:
            if len(self._lanes) >= _MOST_LANES:
                self._lanes = {known: lane for known, lane in self._lanes.items() if not lane.is_idle()}
            limits = (self._limits.chat, self._limits.group) if chat_id < 0 else (self._limits.chat,)
            self._lanes[chat_id] = Lane([Pace(*limit, self._clock) for limit in limits], self._clock)
        return self._lanes[chat_id]


def _as_sent(chat_id: int, message_id: int) -> dict[str, Any]:
    """Return a message of which only the id is known."""
    kind = "private" if chat_id > 0 else "supergroup"
    return {"message_id": message_id, "date": int(time()), "chat": {"id": chat_id, "type": kind}}
