"""Which message is next where a limit is reached. tests.bot.telegram.delivery.test_outgoing has the limits."""

import asyncio
from contextlib import suppress

from bot.telegram.limits.pace import Claim, Pace
from tests.virtual_time import in_virtual_time, now


class Sender:
    """Send messages at a pace, and record their names with the times when they went."""

    def __init__(self, messages: int, seconds: float = 1.0) -> None:
        self.pace = Pace(messages, seconds, now)
        self.busy: set[str] = set()
        self.went: dict[str, float] = {}

    async def send(self, name: str, came_at: float = 0.0, at: float = 0.0) -> None:
        await asyncio.sleep(at)
        async with self.pace.turn(Claim(came_at, lambda: name in self.busy)):
            self.went[name] = now()


@in_virtual_time
async def test_equal_claims_go_in_the_order_they_were_made() -> None:
    sender = Sender(1)
    await asyncio.gather(*map(sender.send, "abcd"))
    assert list(sender.went) == list("abcd")


@in_virtual_time
async def test_whoever_came_first_is_next_however_late_the_claim_was_made() -> None:
    sender = Sender(1)
    await asyncio.gather(
        sender.send("a"), sender.send("b", 0.5), sender.send("c", 0.2), sender.send("d", 0.1, 1.5)
    )
    assert list(sender.went) == ["a", "c", "d", "b"]


@in_virtual_time
async def test_who_yields_is_asked_when_there_is_room() -> None:
    sender = Sender(1)
    sends = asyncio.gather(sender.send("a"), sender.send("b", 0.1), sender.send("c", 0.2))
    await asyncio.sleep(0.5)
    sender.busy.add("b")
    await sends
    assert list(sender.went) == ["a", "c", "b"]


@in_virtual_time
async def test_a_message_that_yields_leaves_places_free_for_others() -> None:
    sender = Sender(10, seconds=1.0)
    sender.busy |= set("0123456789")
    sends = [asyncio.create_task(sender.send(name)) for name in "0123456789"]
    await asyncio.sleep(0.5)
    await sender.send("other", came_at=0.5)
    await asyncio.gather(*sends)
    assert sender.went["other"] == 0.5
    assert sender.went["8"] == 0.0
    assert sender.went["9"] >= 1.0


@in_virtual_time
async def test_a_message_does_not_yield_for_ever() -> None:
    sender = Sender(1)
    sender.busy.add("busy")
    others = [sender.send(str(number), number * 0.9, number * 0.9) for number in range(60)]  # more than can go
    await asyncio.gather(*others, sender.send("busy", -100.0, at=0.1))
    assert 30 < sender.went["busy"] < 40


@in_virtual_time
async def test_one_that_gives_up_while_it_waits_takes_no_place() -> None:
    sender = Sender(1)
    first, second, third = (asyncio.create_task(sender.send(name)) for name in "abc")
    await asyncio.sleep(0.5)
    second.cancel()
    await asyncio.gather(first, third)
    assert sender.went == {"a": 0.0, "c": 1.0}


@in_virtual_time
async def test_one_that_gives_up_as_its_turn_comes_takes_no_place() -> None:
    sender = Sender(1, seconds=0.0)
    async with sender.pace.turn():
        second, third = (asyncio.create_task(sender.send(name)) for name in "bc")
        await asyncio.sleep(0)
    second.cancel()  # the turn is its own by now, and it has not run since
    with suppress(asyncio.CancelledError):
        await second
    await third
    assert list(sender.went) == ["c"]
    assert sender.pace.is_idle()
