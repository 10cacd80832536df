"""Limits, order and fairness of what goes out, without a server: a call takes as long as the test says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.telegram.delivery.calls import Result
from bot.telegram.delivery.gone import Gone
from bot.telegram.delivery.html import fitting, plain
from bot.telegram.delivery.lane import EditTurn, Lane
from bot.telegram.delivery.numbers import MessageNumbers
from bot.telegram.delivery.outgoing import Limits, Outgoing
from bot.telegram.delivery.pace import Pace
from bot.telegram.receiving.handling import Handling, in_hand


class Line:
    """Takes the calls of an Outgoing, remembers when each came, and fails as told."""

    def __init__(self, **limits: tuple[int, float]) -> None:
        loose = {"overall": (1000, 0.0), "chat": (1000, 0.0), "group": (1000, 0.0)}
        self.gone = Gone()
        limited = Limits(**{**loose, **limits})
        self.outgoing = Outgoing(MessageNumbers(), self._sending, limited, self._flooded, self.gone)
        self.floods = 0
        self.came: list[tuple[float, int, str]] = []
        self.failures: dict[int, list[Exception]] = {}
        self.takes = 0.0

    async def send(self, chat_id: int, text: str = "", endpoint: str = "sendMessage", **more: Any) -> Result:
        data = {"chat_id": chat_id, "text": text, **more}
        return await self.outgoing.process_request(self._post, (endpoint, data), {}, endpoint, data, None)

    def _flooded(self) -> None:
        self.floods += 1

    def order(self) -> list[tuple[int, str]]:
        return [(chat_id, text) for _, chat_id, text in self.came]

    async def _post(self, endpoint: str, data: dict[str, Any]) -> Result:
        self.came.append((monotonic(), data["chat_id"], data["text"]))
        await asyncio.sleep(self.takes)
        if waiting := self.failures.get(data["chat_id"]):
            raise waiting.pop(0)
        return {"message_id": len(self.came)}

    async def _sending(self, handling: Handling) -> None: ...


@asynccontextmanager
async def together(calls: list[Awaitable[Result]]) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(call) for call in calls]
    yield
    await asyncio.gather(*tasks)


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


async def test_no_span_has_more_messages_than_the_limit_over_all() -> None:
    line = Line(overall=(5, 0.2))
    await asyncio.gather(*(line.send(chat_id) for chat_id in range(1, 18)))
    times = [time for time, _, _ in line.came]
    assert most_within(times, 0.2) == 5
    assert times[-1] - times[0] < 0.9  # 17 messages need three spans, and no more


async def test_a_message_counts_until_the_span_after_its_answer() -> None:
    """Telegram may count it as late as that."""
    line = Line(chat=(1, 0.1))
    line.takes = 0.1
    await asyncio.gather(line.send(1), line.send(1))
    assert line.came[1][0] - line.came[0][0] >= 0.2


async def test_a_chat_gets_one_message_a_span_in_order_and_others_do_not_wait() -> None:
    line = Line(chat=(1, 0.15))
    began = monotonic()
    await asyncio.gather(*(line.send(1, str(number)) for number in range(4)), line.send(2, "other"))
    mine = [(time, text) for time, chat_id, text in line.came if chat_id == 1]
    assert [text for _, text in mine] == ["0", "1", "2", "3"]
    assert all(later - earlier >= 0.15 for (earlier, _), (later, _) in pairwise(mine))
    assert next(time for time, chat_id, _ in line.came if chat_id == 2) - began < 0.1


async def test_a_group_has_a_limit_of_its_own() -> None:
    line = Line(group=(2, 0.3))
    began = monotonic()
    await asyncio.gather(*(line.send(-5) for _ in range(3)), *(line.send(5) for _ in range(3)))
    assert [time - began >= 0.3 for time, chat_id, _ in line.came if chat_id == -5] == [False, False, True]
    assert all(time - began < 0.2 for time, chat_id, _ in line.came if chat_id == 5)


async def test_what_an_earlier_process_sent_counts() -> None:
    line = Line(group=(2, 0.3))
    for seconds_ago in (0.5, 0.2, 0.1):
        line.outgoing.count(-5, seconds_ago)
    began = monotonic()
    await line.send(-5)
    assert 0.1 <= monotonic() - began < 0.2


async def test_a_chat_with_many_messages_does_not_hold_up_one_with_few() -> None:
    line = Line(overall=(1, 0.02))
    await asyncio.gather(*(line.send(1, str(number)) for number in range(10)), line.send(2, "few"))
    assert line.order().index((2, "few")) <= 2


async def test_only_the_newest_of_the_edits_that_wait_is_made() -> None:
    line = Line(chat=(1, 0.1))
    edits = [line.send(1, text, "editMessageText", message_id=7) for text in ("a", "b", "c")]
    another = line.send(1, "another", "editMessageText", message_id=8)
    results = await asyncio.gather(*edits, another)
    assert line.order() == [(1, "a"), (1, "c"), (1, "another")]  # the first went at once
    assert results[1] is True


async def test_an_edit_is_overtaken_also_while_it_waits_for_the_limit_and_takes_no_part_of_it() -> None:
    line = Line(group=(2, 0.3))
    began = monotonic()
    await asyncio.gather(line.send(-5, "a"), line.send(-5, "b"))
    edits = [asyncio.create_task(line.send(-5, text, "editMessageText", message_id=7)) for text in "cde"]
    await asyncio.wait(edits[:2], timeout=0.1)
    assert [edit.done() for edit in edits] == [True, True, False]
    await edits[2]
    await line.send(-5, "f")
    assert line.order() == [(-5, text) for text in "abef"]
    assert line.came[-1][0] - began < 0.45  # the two that were overtaken would have made it wait for 0.6


async def test_of_two_edits_that_of_the_newer_update_is_made_whichever_was_ready_first() -> None:
    line = Line(chat=(1, 0.1))

    async def edit(update: int) -> Result:
        in_hand.set(Handling(update))
        return await line.send(1, str(update), "editMessageText", message_id=7)

    await line.send(1, "before")
    await asyncio.gather(*(asyncio.create_task(edit(update)) for update in (12, 11, 10)))
    assert line.order() == [(1, "before"), (1, "12")]


async def test_an_edit_that_is_older_than_one_that_was_made_is_not_made() -> None:
    """Its button was acknowledged late, say."""
    line = Line()
    in_hand.set(Handling(12))
    await line.send(1, "newer", "editMessageText", message_id=7)
    in_hand.set(Handling(11))
    assert await line.send(1, "older", "editMessageText", message_id=7) is True
    await line.send(1, "of another message", "editMessageText", message_id=8)
    assert line.order() == [(1, "newer"), (1, "of another message")]


async def test_an_edit_that_was_put_off_is_overtaken_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    line = Line()
    line.failures[1] = [RetryAfter(1)]
    began = monotonic()
    put_off = asyncio.create_task(line.send(1, "a", "editMessageText", message_id=7))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(line.send(1, "b", "editMessageText", message_id=7))
    assert await put_off is True
    assert monotonic() - began < 0.5
    await newer
    assert monotonic() - began >= 1  # Telegram takes none of this chat before
    assert line.order() == [(1, "a"), (1, "b")]


def test_of_few_messages_the_newest_edit_is_remembered() -> None:
    lane = Lane([])
    for message in range(1000):
        lane.line_up(EditTurn(lane, message, asyncio.Timeout(None)), message)
    assert len(lane._newest) == 100


async def test_an_edit_that_is_being_sent_is_not_overtaken() -> None:
    line = Line()
    line.takes = 0.1
    first = asyncio.create_task(line.send(1, "a", "editMessageText", message_id=7))
    await asyncio.sleep(0.05)
    assert await line.send(1, "b", "editMessageText", message_id=7) != await first
    assert line.order() == [(1, "a"), (1, "b")]


async def test_retry_after_holds_up_its_chat_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    line = Line()
    line.failures[1] = [RetryAfter(1)]
    began = monotonic()
    async with together([line.send(1, "held"), line.send(1, "behind")]):
        await line.send(2, "free")
        assert monotonic() - began < 0.5
    assert line.order()[-2:] == [(1, "held"), (1, "behind")]
    assert line.came[-2][0] - began >= 1
    assert line.floods == 1


async def test_what_telegram_refuses_is_not_tried_again() -> None:
    line = Line()
    line.failures[1] = [BadRequest("message text is empty")]
    with pytest.raises(BadRequest):
        await line.send(1)
    assert len(line.came) == 1


async def test_a_chat_that_blocked_the_bot_is_remembered_until_it_is_heard_from() -> None:
    line = Line()
    line.failures[1] = [Forbidden("bot was blocked by the user")]
    for _ in range(2):
        with pytest.raises(Forbidden):
            await line.send(1)
    assert len(line.came) == 1
    await line.gone.discard(1)
    await line.send(1)
    assert len(line.came) == 2


async def test_lanes_of_chats_that_are_quiet_are_dropped() -> None:
    line = Line()
    for chat_id in range(1, 3000):
        await line.send(chat_id)
    assert len(line.outgoing._lanes) <= 1000


async def test_turns_are_taken_in_the_order_they_were_asked_for() -> None:
    pace = Pace(1, 0.01)
    order: list[str] = []

    async def take(name: str, then: Callable[[str], None]) -> None:
        async with pace.turn():
            then(name)

    await asyncio.gather(*(take(name, order.append) for name in "abcd"))
    assert order == list("abcd")


def test_numbers_that_are_known_are_no_candidates() -> None:
    numbers = MessageNumbers()
    for number in (4, 5, 7):
        numbers.note(10, number)
    numbers.note(-1_001_000_000_001, 90)  # a supergroup counts for itself
    numbers.note(-20, 9)  # a basic group does not
    assert numbers.latest(11) == 9
    assert numbers.unknown_between(11, 4, 11) == [6, 8, 10, 11]
    assert numbers.unknown_between(-1_001_000_000_001, 89, 92) == [91, 92]


def test_of_each_group_only_the_newest_numbers_are_remembered() -> None:
    numbers, group = MessageNumbers(), -1_001_000_000_001
    for number in range(1, 1001):
        numbers.note(group, number)
        numbers.note(10, number)
    assert numbers.unknown_between(group, 898, 1000) == [899, 900]
    assert numbers.unknown_between(10, 498, 1000) == [499, 500]


def test_what_was_sent_after_a_failure_has_a_higher_number_than_what_was_lost() -> None:
    numbers = MessageNumbers()
    assert numbers.last_until(10, 5.0) is None
    for number, began in ((8, 4.0), (12, 6.0), (10, 5.0), (14, 7.0)):
        numbers.sent(11, number, began)
    assert numbers.last_until(10, 4.5) == 9
    assert numbers.last_until(10, 5.5) == 11
    assert numbers.last_until(10, 7.5) is None
    assert numbers.last_until(-1_001_000_000_001, 0.0) is None  # a supergroup counts for itself
    assert numbers.latest(10) == 14


def test_a_text_that_is_too_long_is_cut_between_its_blocks() -> None:
    blocks = [f"<b>{name * 3000}</b> &amp;" for name in "ab\U0001f600"]
    assert fitting("\n\n".join(blocks)) == blocks
    assert fitting("<b>a</b>\n\nb") == ["<b>a</b>\n\nb"]
    assert plain("<blockquote>a &lt;b&gt; <b>c</b></blockquote>\n\nd") == "a <b> c\n\nd"
