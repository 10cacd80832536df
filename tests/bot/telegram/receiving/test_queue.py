import asyncio
import threading
from collections.abc import Sequence

import pytest
from telegram import Update

from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.receiving.queue import Incoming
from index.conversations.inbox import Arrived, Inbox
from index.library import Library
from index.model.errors import Fault, StoreError
from tests.conftest import PATIENCE
from tests.fakes import message


class Hesitant(Inbox):
    """Store the first update only when the test allows it."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def keep(self, arrived: Sequence[Arrived]) -> set[int]:
        if arrived[0].number == 1:
            self.go_on.wait(PATIENCE)
        return {each.number for each in arrived}


class Full(Inbox):
    """An inbox that cannot be written, as on a full disk."""

    def __init__(self) -> None: ...

    def keep(self, arrived: Sequence[Arrived]) -> set[int]:
        raise StoreError(Fault.DISK_FULL, path="kutip.db", problem="full")

    def finish(self, number: int, calls: int = 1) -> None:
        raise StoreError(Fault.DISK_FULL, path="kutip.db", problem="full")


def update(number: int) -> Update:
    return Update.de_json({"update_id": number, "message": message(7, "apa?")})


async def test_updates_that_come_at_once_stay_in_order() -> None:
    inbox = Hesitant()
    incoming = Incoming(inbox, MessageIds())
    first = asyncio.create_task(incoming.put(update(1)))
    second = asyncio.create_task(incoming.put(update(2)))
    await asyncio.sleep(0.05)
    inbox.go_on.set()
    await asyncio.gather(first, second)
    assert [incoming.get_nowait(), incoming.get_nowait()] == [update(1), update(2)]


async def test_the_updates_of_a_poll_are_stored_together_before_the_next_poll(library: Library) -> None:
    class Counting(Inbox):
        def keep(self, arrived: Sequence[Arrived]) -> set[int]:
            kept.append([each.number for each in arrived])
            return inbox.keep(arrived)

    inbox, kept = library.inbox(123), list[list[int]]()
    inbox.keep([Arrived(3, "chat:7", {})])
    incoming = Incoming(Counting.__new__(Counting), MessageIds())
    await incoming.put(update(1))  # by a webhook: at once
    await incoming.store_collected()
    for number in (2, 3, 4, 2):
        await incoming.put(update(number))
    assert incoming.qsize() == 1
    await incoming.store_collected()
    assert kept == [[1], [2, 3, 4, 2]]
    assert [incoming.get_nowait() for _ in range(incoming.qsize())] == [update(1), update(2), update(4)]
    await incoming.put(update(4))
    await incoming.store_collected()
    assert len(kept) == 2  # it is in hand
    assert incoming.empty()


async def test_an_update_that_can_not_be_stored_is_handled_all_the_same() -> None:
    incoming = Incoming(Full(), MessageIds())
    await incoming.put(update(1))
    await incoming.put(update(1))  # known while it is in hand
    assert incoming.qsize() == 1
    await incoming.finish(update(1))


async def test_what_could_not_be_noted_as_handled_is_noted_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it would stay in the database and be answered again after the next start."""
    inbox = library.inbox(123)
    incoming = Incoming(inbox, MessageIds())
    with monkeypatch.context() as full:
        full.setattr(inbox, "finish", Full().finish)
        for number in (1, 2):
            await incoming.put(update(number))
            await incoming.finish(update(number))
        await incoming.catch_up()
        assert [one.number for one in inbox.unfinished()] == [1, 2]
        before = incoming.qsize()
        await incoming.put(update(1))
        assert incoming.qsize() == before  # it is known all the same
    await incoming.catch_up()
    assert inbox.unfinished() == []
    assert incoming._handled == {}


async def test_what_is_just_being_noted_as_handled_is_not_noted_twice() -> None:
    class Slow(Hesitant):
        def finish(self, number: int, calls: int = 1) -> None:
            self.go_on.wait(PATIENCE)

    inbox = Slow()
    inbox.go_on.set()
    incoming = Incoming(inbox, MessageIds())
    for number in (2, 3):
        await incoming.put(update(number))
    inbox.go_on.clear()
    finishing = [asyncio.create_task(incoming.finish(update(number))) for number in (2, 3)]
    await asyncio.sleep(0.05)
    catching_up = asyncio.create_task(incoming.catch_up())
    await asyncio.sleep(0.05)
    inbox.go_on.set()
    await asyncio.gather(*finishing, catching_up)
    assert incoming._handled == {}


async def test_what_was_left_unfinished_comes_first_and_with_its_past(library: Library) -> None:
    inbox = library.inbox(123)
    before = Incoming(inbox, MessageIds())
    for number in (1, 2):
        await before.put(update(number))
    await before.finish(update(1))
    after = Incoming(library.inbox(123), numbers := MessageIds())
    assert await after.resume(None) == 1  # type: ignore[arg-type]
    left = after.get_nowait()
    assert left == update(2)
    assert numbers.latest(7) == 100
    handling = await after.begin(update(2))
    assert not handling.is_new
    assert [one.attempts for one in inbox.unfinished()] == [1]


@pytest.mark.parametrize("kind", ["message", "channel_post"])
async def test_an_update_with_a_pinned_message_that_is_gone_is_stored(kind: str, library: Library) -> None:
    inbox = library.inbox(123)
    gone = {"chat": {"id": 7, "type": "private"}, "message_id": 1, "date": 0}
    pinned = Update.de_json({"update_id": 1, kind: message(7, "", pinned_message=gone)}, None)
    await Incoming(inbox, MessageIds()).put(pinned)
    (kept,) = inbox.unfinished()
    assert kept.content[kind]["pinned_message"]["date"] == 0
