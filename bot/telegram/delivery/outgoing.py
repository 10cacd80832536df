"""Send calls to Telegram: within its limits, fair between chats, and each message once, whatever fails."""

from collections.abc import Awaitable, Callable, Container, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import BaseRateLimiter

from bot.telegram.delivery.attempts import Attempts
from bot.telegram.delivery.calls import Call, Result
from bot.telegram.delivery.lane import Lane, Superseded, Turn
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.limits.pace import Claim, Limit, Pace
from bot.telegram.protocol.current_update import UpdateProgress, current_update
from bot.telegram.protocol.message_ids import MessageIds

_MOST_LANES = 1000
LONGEST_LIMIT = 60.0
"""The longest span that Telegram's limits look at, in seconds: that of a group."""


@dataclass(frozen=True)
class RateLimits:
    """How many messages in how many seconds: over all, in one chat, and in one group."""

    overall: tuple[int, float] = (30, 1)
    chat: tuple[int, float] = (1, 1)
    group: tuple[int, float] = (20, LONGEST_LIMIT)


class Outgoing(BaseRateLimiter[None]):
    """Make calls when the limits allow, and repeat those that fail until it is known what became of them.

    A chat waits only for itself: its own limits, its own 429, its own failures. Where all wait for the overall
    limit, the reply to the oldest update goes first, and those of busy chats come after the others. Two chats in
    which somebody asks all the time would otherwise fill what 200 people leave of that limit, and an outage of a
    second would be felt for a minute.
    """

    def __init__(
        self,
        message_ids: MessageIds,
        sending: Callable[[UpdateProgress], Awaitable[None]],
        limits: RateLimits | None = None,
        flooded: Callable[[int | None, float], None] = lambda _chat_id, _seconds: None,
        unreachable: UnreachableChats | None = None,
        busy: Container[int] = (),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Make a limiter that has sent nothing yet.

        Args:
            sending: called with an update before its reply is sent; its ``latest_message`` is set then.
            flooded: called for each 429 with the chat, if it is known, and the seconds to wait.
            unreachable: the chats that are sent nothing.
            busy: the chats that wait for the others.
        """
        self._attempts = Attempts(message_ids, sending, flooded, clock)
        self._limits = limits or RateLimits()
        self._clock = clock
        self._overall = Pace(*self._limits.overall, clock)
        self._lanes: dict[int, Lane] = {}
        self._unreachable = unreachable or UnreachableChats()
        self._busy = busy
        self.waiting = 0

    async def initialize(self) -> None:
        await self._unreachable.load()

    async def shutdown(self) -> None: ...

    def count(self, chat_id: int, seconds_ago: float, calls: int = 1) -> None:
        """Count calls that an earlier process made; call it for the oldest first."""
        for pace in self._lane(chat_id).paces:
            for _ in range(calls):
                pace.count(seconds_ago)

    def take_over(self, chat_id: int, closed_seconds: float) -> None:
        """Forget what this process knows of the pace of a chat, to which another one has sent since then.

        Telegram takes no message there for so many seconds. ``count`` what was sent after that.
        """
        if (lane := self._lanes.get(chat_id)) and lane.is_quiet():
            del self._lanes[chat_id]
        if closed_seconds:
            self._lane(chat_id).close(closed_seconds)

    def share(self, processes: int) -> None:
        """Leave to each of so many processes the same part of the overall limit."""
        self._overall.allow(max(1, self._limits.overall[0] // processes))

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
                return await self._attempts.make(call)
            if call.chat_id is None:
                return await self._attempts.make(call, [self._overall_limit(call)])
            lane = self._lane(call.chat_id)
            async with lane.turn(call) as turn:
                limits = [*(pace.turn for pace in lane.paces), self._overall_limit(call)]
                return await self._in_chat(call, call.chat_id, limits, turn)
        except Superseded:
            return True
        except ChatMigrated as error:
            if call.edits is not None:  # in the new chat, another message has that id
                raise BadRequest("message to edit not found") from error
            return await self._deliver(call.to(error.new_chat_id))  # in the lane of that chat

    async def _in_chat(self, call: Call, chat_id: int, limits: Sequence[Limit], turn: Turn) -> Result:
        if chat_id in self._unreachable:
            raise Forbidden("nothing can be sent to this chat any more")
        if sent := await self._attempts.find_after_crash(call, limits):
            return sent
        try:
            return await self._attempts.make(call, limits, turn)
        except Forbidden:
            await self._unreachable.add(chat_id)
            raise

    def _overall_limit(self, call: Call) -> Limit:
        """Return the overall limit, in which calls go in the order in which the updates came that they are for."""
        progress = current_update().progress
        came_at = progress.came_at if progress else self._clock()
        return partial(self._overall.turn, Claim(came_at, lambda: call.chat_id in self._busy))

    def _lane(self, chat_id: int) -> Lane:
        if chat_id not in self._lanes:
            if len(self._lanes) >= _MOST_LANES:
                self._lanes = {known: lane for known, lane in self._lanes.items() if not lane.is_idle()}
            limits = (self._limits.chat, self._limits.group) if chat_id < 0 else (self._limits.chat,)
            self._lanes[chat_id] = Lane([Pace(*limit, self._clock) for limit in limits], self._clock)
        return self._lanes[chat_id]
