"""A message whose sending got no response is looked for with few tries, and then sent again."""

import asyncio
from typing import Any

from telegram.error import BadRequest, TimedOut

from bot.telegram.delivery.calls import Result
from bot.telegram.delivery.outgoing import Outgoing, RateLimits
from bot.telegram.protocol.current_update import UpdateProgress
from bot.telegram.protocol.message_ids import MessageIds
from tests.virtual_time import in_virtual_time, now

LOOSE = RateLimits(overall=(1000, 0.0), chat=(1, 1.0), group=(20, 60.0))
CHAT, OTHER = 7, 8


class Chat:
    """Lose the first message, although it arrives, and know the ids of edits that were tried."""

    def __init__(self, arrives_as: int | None, seconds: float = 0.0) -> None:
        self.ids = MessageIds()
        self.outgoing = Outgoing(self.ids, self._sending, LOOSE, clock=now)
        self.tried: list[int] = []
        self.sent = 0
        self._arrives_as = arrives_as
        self._seconds = seconds

    async def send(self) -> Result:
        data = {"chat_id": CHAT, "text": "halo"}
        return await self.outgoing.process_request(self._post, ("", data), {}, "sendMessage", data, None)

    def learn(self, message_id: int) -> None:
        """Learn the number of a message that somebody else wrote."""
        self.ids.note(OTHER, message_id)

    async def _post(self, endpoint: str, data: dict[str, Any]) -> Result:
        if endpoint == "sendMessage":
            self.sent += 1
            if self.sent == 1:
                self.ids.sent(OTHER, 100, now() + 0.01)  # another answer goes out right after this one
                raise TimedOut
            return {"message_id": 101}
        self.tried.append(data["message_id"])
        self.learned(data["message_id"])
        if data["message_id"] == self._arrives_as:
            raise BadRequest("Message is not modified")
        raise BadRequest("Message to edit not found")

    def learned(self, tried: int) -> None: ...

    async def _sending(self, progress: UpdateProgress) -> None: ...


@in_virtual_time
async def test_a_lost_message_is_looked_for_ten_times_from_both_ends() -> None:
    chat = Chat(arrives_as=None)
    began = now()
    await chat.send()
    assert chat.tried == [1, 99, 2, 98, 3, 97, 4, 96, 5, 95]
    assert chat.sent == 2
    assert now() - began < 15.0


@in_virtual_time
async def test_a_message_that_arrived_is_sent_once() -> None:
    for number in (1, 99, 2):
        chat = Chat(arrives_as=number)
        await chat.send()
        assert chat.tried[-1] == number
        assert chat.sent == 1


@in_virtual_time
async def test_numbers_that_are_learnt_meanwhile_are_passed_over() -> None:
    class Talkative(Chat):
        def learned(self, tried: int) -> None:
            if tried == 1:  # the backlog of an outage is fetched
                for number in range(2, 98):
                    self.learn(number)

    chat = Talkative(arrives_as=98)
    await chat.send()
    assert chat.tried == [1, 99, 98]
    assert chat.sent == 1


@in_virtual_time
async def test_numbers_that_come_a_moment_later_cost_no_tries() -> None:
    chat = Chat(arrives_as=60)

    async def fetch_the_backlog() -> None:
        await asyncio.sleep(2.0)
        for number in range(1, 100):
            if number not in (59, 60, 61):
                chat.learn(number)

    backlog = asyncio.create_task(fetch_the_backlog())
    await chat.send()
    await backlog
    assert chat.sent == 1
    assert len(chat.tried) <= 3
