"""RateLimits, order and fairness of outgoing calls, without a server: the test decides how long a call takes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.telegram.delivery.calls import Result
from bot.telegram.delivery.html import fitting, plain
from bot.telegram.delivery.outgoing import Outgoing, RateLimits
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.limits.pace import Pace
from bot.telegram.protocol.current_update import UpdateProgress, handling
from bot.telegram.protocol.message_ids import MessageIds
from tests.virtual_time import in_virtual_time, now


class Line:
    """Take the calls of an Outgoing, record their times, and fail on request."""

    def __init__(self, **limits: tuple[int, float]) -> None:
        loose = {"overall": (1000, 0.0), "chat": (1000, 0.0), "group": (1000, 0.0)}
        self.unreachable, self.busy = UnreachableChats(), set[int]()
        limited = RateLimits(**{**loose, **limits})
        self.outgoing = Outgoing(
            MessageIds(), self._sending, limited, self._flooded, self.unreachable, self.busy, now
        )
        self.floods = 0
        self.came: list[tuple[float, int, str]] = []
        self.data: list[dict[str, Any]] = []
        self.failures: dict[int, list[Exception]] = {}
        self.takes = 0.0

    async def send(self, chat_id: int, text: str = "", endpoint: str = "sendMessage", **more: Any) -> Result:
        data = {"chat_id": chat_id, "text": text, **more}
        return await self.outgoing.process_request(self._post, (endpoint, data), {}, endpoint, data, None)

    def _flooded(self, _chat_id: int | None, _seconds: float) -> None:
        self.floods += 1

    def order(self) -> list[tuple[int, str]]:
        return [(chat_id, text) for _, chat_id, text in self.came]

    async def _post(self, endpoint: str, data: dict[str, Any]) -> Result:
        self.came.append((now(), data["chat_id"], data["text"]))
        self.data.append(data)
        await asyncio.sleep(self.takes)
        if waiting := self.failures.get(data["chat_id"]):
            raise waiting.pop(0)
        return {"message_id": len(self.came)}

    async def _sending(self, progress: UpdateProgress) -> None: ...


@asynccontextmanager
async def together(calls: list[Awaitable[Result]]) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(call) for call in calls]
    yield
    await asyncio.gather(*tasks)


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


@in_virtual_time
async def test_no_span_has_more_messages_than_the_limit_over_all() -> None:
    line = Line(overall=(5, 0.2))
    await asyncio.gather(*(line.send(chat_id) for chat_id in range(1, 18)))
    times = [time for time, _, _ in line.came]
    assert most_within(times, 0.2) == 5
    assert times[-1] - times[0] < 0.9  # 17 messages need three spans, and no more


@in_virtual_time
async def test_a_message_counts_until_the_span_after_its_answer() -> None:
    """Telegram may count a message that late."""
    line = Line(chat=(1, 0.1))
    line.takes = 0.1
    await asyncio.gather(line.send(1), line.send(1))
    assert line.came[1][0] - line.came[0][0] >= 0.2


@in_virtual_time
async def test_a_chat_gets_one_message_a_span_in_order_and_others_do_not_wait() -> None:
    line = Line(chat=(1, 0.15))
    began = now()
    await asyncio.gather(*(line.send(1, str(number)) for number in range(4)), line.send(2, "other"))
    mine = [(time, text) for time, chat_id, text in line.came if chat_id == 1]
    assert [text for _, text in mine] == ["0", "1", "2", "3"]
    assert [later - earlier for (earlier, _), (later, _) in pairwise(mine)] == pytest.approx([0.15] * 3)
    assert next(time for time, chat_id, _ in line.came if chat_id == 2) - began < 0.1


@in_virtual_time
async def test_a_group_has_a_limit_of_its_own() -> None:
    line = Line(group=(2, 0.3))
    began = now()
    await asyncio.gather(*(line.send(-5) for _ in range(3)), *(line.send(5) for _ in range(3)))
    assert [time - began >= 0.3 for time, chat_id, _ in line.came if chat_id == -5] == [False, False, True]
    assert all(time - began < 0.2 for time, chat_id, _ in line.came if chat_id == 5)


@in_virtual_time
async def test_what_an_earlier_process_sent_counts() -> None:
    line = Line(group=(2, 0.3))
    for seconds_ago in (0.5, 0.2, 0.1):
        line.outgoing.count(-5, seconds_ago)
    began = now()
    await line.send(-5)
    assert now() - began == pytest.approx(0.1)


@in_virtual_time
async def test_a_chat_with_many_messages_does_not_hold_up_one_with_few() -> None:
    line = Line(overall=(1, 0.02))
    await asyncio.gather(*(line.send(1, str(number)) for number in range(10)), line.send(2, "few"))
    assert line.order().index((2, "few")) <= 2


@in_virtual_time
async def test_where_all_wait_the_reply_to_the_oldest_update_goes_first() -> None:
    line = Line(overall=(1, 1.0))
    async with together([reply(line, chat, came_at=-age) for chat, age in enumerate((0, 0, 1, 20, 5))]):
        pass
    assert [chat for chat, _ in line.order()] == [0, 3, 4, 2, 1]  # the first had nobody to wait for


@in_virtual_time
async def test_a_busy_chat_waits_for_the_others_but_not_for_ever() -> None:
    line = Line(overall=(1, 1.0))
    line.busy.add(99)

    async def later(chat: int) -> Result:
        await asyncio.sleep(0.9 * chat)  # more often than the overall limit allows
        return await reply(line, chat, now())

    async with together(
        [reply(line, 0), reply(line, 1), reply(line, 99, came_at=-5.0), *map(later, range(2, 50))]
    ):
        pass
    gone = {chat: time for time, chat, _ in line.came}
    assert 20 < gone[99] < 40


async def reply(line: Line, chat: int, came_at: float = 0.0) -> Result:
    """Send the reply to an update."""
    with handling(UpdateProgress(chat, came_at=came_at)):
        return await line.send(chat)


async def longest_waits(busy: int, seconds: int = 40) -> list[float]:
    """Return how long people wait who ask 27 times a second, beside chats that are busy, after an outage."""
    line, waits = Line(overall=(30, 1.0), chat=(1, 1.0)), list[float]()
    line.takes = 0.02
    line.busy.update(range(1000, 1000 + busy))

    async def ask(chat: int, at: float) -> None:
        await asyncio.sleep(at)
        began = now()
        await reply(line, chat, began)
        waits.append(now() - began)

    async def flood(chat: int) -> None:
        while True:
            await reply(line, chat, now())

    asked = [ask(number % 60, max(2.0, number / 27)) for number in range(27 * seconds)]
    floods = [asyncio.ensure_future(flood(chat)) for chat in range(1000, 1000 + busy)]
    await asyncio.gather(*asked)
    for task in floods:
        task.cancel()
    return sorted(waits, reverse=True)


@in_virtual_time
async def test_people_hardly_wait_for_chats_in_which_somebody_asks_all_the_time() -> None:
    """In the order of the calls, half of them waited a second for that, and one of a hundred 2.5 s, not 2.1 s."""
    alone, beside = await longest_waits(busy=0), await longest_waits(busy=4)
    half, one_of_a_hundred = len(alone) // 2, len(alone) // 100
    assert beside[half] < 2 * alone[half]
    assert beside[one_of_a_hundred] < 1.1 * alone[one_of_a_hundred]


@in_virtual_time
async def test_retry_after_holds_up_its_chat_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    line = Line()
    line.failures[1] = [RetryAfter(1)]
    began = now()
    async with together([line.send(1, "held"), line.send(1, "behind")]):
        await line.send(2, "free")
        assert now() - began < 0.5
    assert line.order()[-2:] == [(1, "held"), (1, "behind")]
    assert line.came[-2][0] - began >= 1
    assert line.floods == 1


@pytest.mark.parametrize("others_arrive", [False, True])
@in_virtual_time
async def test_a_call_is_given_up_where_it_alone_fails_and_not_while_telegram_is_away(
    others_arrive: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.outcome.random.uniform", lambda *_: 0.0)  # seconds to wait
    line = Line()
    line.failures[1] = [NetworkError("Bad Gateway") for _ in range(30)]
    trying = asyncio.create_task(line.send(1, "a", "editMessageText", message_id=7))
    while not trying.done() and len(line.came) < 200:
        if others_arrive:
            await line.send(2)
        await asyncio.sleep(0)
    tried = [text for _, chat_id, text in line.came if chat_id == 1]
    if others_arrive:
        with pytest.raises(NetworkError):
            await trying
        assert len(tried) < 30
    else:
        await trying
        assert len(tried) == 31


@in_virtual_time
async def test_what_telegram_refuses_is_not_tried_again() -> None:
    line = Line()
    line.failures[1] = [BadRequest("message text is empty")]
    with pytest.raises(BadRequest):
        await line.send(1)
    assert len(line.came) == 1


@in_virtual_time
async def test_a_chat_that_blocked_the_bot_is_remembered_until_it_is_heard_from() -> None:
    line = Line()
    line.failures[1] = [Forbidden("bot was blocked by the user")]
    for _ in range(2):
        with pytest.raises(Forbidden):
            await line.send(1)
    assert len(line.came) == 1
    await line.unreachable.discard(1)
    await line.send(1)
    assert len(line.came) == 2


@in_virtual_time
async def test_what_is_said_to_a_group_that_moved_goes_by_the_limits_of_the_new_one() -> None:
    line = Line(group=(2, 0.3))
    old, new = -5, -1_001_000_000_001
    line.failures[old] = [ChatMigrated(new) for _ in range(3)]
    began = now()
    said = [line.send(old, text, reply_parameters={"message_id": 9}) for text in "ab"]
    await asyncio.gather(*said, line.send(new, "c"))
    moved = [time - began for time, chat_id, _ in line.came if chat_id == new]
    assert [time >= 0.3 for time in moved] == [False, False, True]
    assert [sorted(data) for data in line.data if data["chat_id"] == new] == [["chat_id", "text"]] * 3
    with pytest.raises(BadRequest, match="to edit not found"):
        await line.send(old, "d", "editMessageText", message_id=7)
    assert (new, "d") not in line.order()


@in_virtual_time
async def test_lanes_of_chats_that_are_quiet_are_dropped() -> None:
    line = Line()
    for chat_id in range(1, 3000):
        await line.send(chat_id)
    assert len(line.outgoing._lanes) <= 1000


@in_virtual_time
async def test_turns_are_taken_in_the_order_they_were_asked_for() -> None:
    pace = Pace(1, 0.01, now)
    order: list[str] = []

    async def take(name: str, then: Callable[[str], None]) -> None:
        async with pace.turn():
            then(name)

    await asyncio.gather(*(take(name, order.append) for name in "abcd"))
    assert order == list("abcd")


def unknown(numbers: MessageIds, chat_id: int, after: int, last: int) -> set[int]:
    found: list[int] = []
    while (number := numbers.next_unknown(chat_id, after, last, found)) is not None:
        found.append(number)
    return set(found)


def test_numbers_that_are_known_are_no_candidates() -> None:
    numbers = MessageIds()
    for number in (4, 5, 7):
        numbers.note(10, number)
    numbers.note(-1_001_000_000_001, 90)  # a supergroup counts for itself
    numbers.note(-20, 9)  # a basic group does not
    assert numbers.latest(11) == 9
    assert unknown(numbers, 11, 4, 11) == {6, 8, 10, 11}
    assert unknown(numbers, -1_001_000_000_001, 89, 92) == {91, 92}


def test_of_each_group_only_the_newest_numbers_are_remembered() -> None:
    numbers, group = MessageIds(), -1_001_000_000_001
    for number in range(1, 3001):
        numbers.note(group, number)
        numbers.note(10, number)
    assert unknown(numbers, group, 2898, 3000) == {2899, 2900}
    assert unknown(numbers, 10, 998, 3000) == {999, 1000}


def test_what_was_sent_after_a_failure_has_a_higher_number_than_what_was_lost() -> None:
    numbers = MessageIds()
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
