"""Two processes that receive the updates of a bot, on one database, with a clock that a test moves."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from telegram import Update

from bot.telegram.delivery.outgoing import Outgoing, RateLimits
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.receiving.claiming import Claiming
from bot.telegram.receiving.shared_queue import SharedIncoming
from index.conversations.inbox import Inbox
from index.conversations.lines.line_store import LEASE_SECONDS, LineStore
from index.conversations.lines.shared_inbox import SharedInbox
from index.model.errors import Fault, StoreError
from index.store.database import Database
from tests.fakes import NO_LIMITS, message

BOT: Any = None
ANA = 7


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 29) + timedelta(seconds=self.seconds)


class Process:
    """What one process has of the bot, without its handlers."""

    def __init__(self, database: Database, name: str, clock: Clock, limits: RateLimits = NO_LIMITS) -> None:
        inbox, ids = Inbox(database, 123), MessageIds()
        shared = SharedInbox(inbox)
        shared.lines = LineStore(database, 123, name, clock.now)
        self.lines = shared.lines
        self.kept: set[int] = set()
        self.incoming = SharedIncoming(shared, inbox, ids)
        self.outgoing = Outgoing(ids, self.incoming.sending, limits, clock=clock)
        keeps = self.kept.__contains__
        self.claiming = Claiming(inbox, self.incoming, self.outgoing, UnreachableChats(), keeps, clock)

    async def look(self) -> list[int]:
        """Look once, and return the updates that are queued by then."""
        await self.claiming.look(BOT)
        return self.queued()

    def queued(self) -> list[int]:
        found = []
        while not self.incoming.empty():
            update = self.incoming.get_nowait()
            assert isinstance(update, Update)
            found.append(update.update_id)
        return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def one(database: Database, clock: Clock) -> Process:
    return Process(database, "one", clock)


@pytest.fixture
def two(database: Database, clock: Clock) -> Process:
    return Process(database, "two", clock)


def update(number: int, chat: int = ANA, **more: Any) -> Update:
    return Update.de_json({"update_id": number, "message": message(chat, "apa?", **more)})


async def test_an_update_is_taken_by_one_process_whichever_got_it(one: Process, two: Process) -> None:
    for number, process in ((1, one), (2, two), (2, one)):
        await process.incoming.put(update(number))
    assert one.queued() == []  # nothing is handled but from the database
    assert await two.look() == [1, 2]
    assert await one.look() == []
    await one.incoming.put(update(3))
    assert await one.look() == []
    assert await two.look() == [3]


async def test_a_line_goes_on_where_the_next_update_arrives(one: Process, two: Process) -> None:
    await one.incoming.put(update(1))
    assert await one.look() == [1]
    assert await one.incoming.begin(update(1))
    await one.incoming.finish(update(1))
    assert await one.look() == []
    await two.incoming.put(update(2))
    assert await two.look() == [2]


async def test_after_its_lease_a_process_sends_nothing_and_another_one_looks_for_what_it_sent(
    one: Process, two: Process, clock: Clock
) -> None:
    await one.incoming.put(update(1))
    assert await one.look() == [1]
    progress = await one.incoming.begin(update(1))
    assert progress is not None
    assert progress.is_new
    progress.latest_message = 100
    await one.incoming.sending(progress)
    clock.seconds += LEASE_SECONDS + 1
    assert await two.look() == [1]
    with pytest.raises(asyncio.CancelledError):
        await one.incoming.sending(progress)
    theirs = await two.incoming.begin(update(1))
    assert theirs is not None
    assert (theirs.is_new, theirs.latest_message) == (False, 100)
    await two.incoming.finish(update(1))
    assert await two.look() == []


async def test_a_line_that_was_lost_and_claimed_again_stays_in_order(
    one: Process, two: Process, clock: Clock
) -> None:
    for number in (1, 2):
        await one.incoming.put(update(number))
    assert await one.look() == [1, 2]
    clock.seconds += LEASE_SECONDS + 1
    assert await two.look() == [1, 2]
    assert await one.look() == []  # it has lost the line
    await two.claiming.leave()
    await one.incoming.put(update(3))
    assert await one.look() == []  # the first two are queued here from before
    for number in (1, 2):
        assert await one.incoming.begin(update(number)) is None
    assert await one.look() == [1, 2, 3]


async def test_what_is_handled_when_its_line_is_lost_is_cut_off(one: Process, two: Process, clock: Clock) -> None:
    await one.incoming.put(update(1))
    assert await one.look() == [1]

    async def handle() -> None:
        await one.incoming.begin(update(1))
        await asyncio.sleep(60)

    handling = asyncio.create_task(handle())
    await asyncio.sleep(0)
    clock.seconds += LEASE_SECONDS + 1
    await two.look()
    await one.look()
    with pytest.raises(asyncio.CancelledError):
        await handling


async def test_what_met_an_unreachable_database_is_handled_again_before_what_came_later(one: Process) -> None:
    for number in (1, 2, 3):
        await one.incoming.put(update(number))
    assert await one.look() == [1, 2, 3]
    first = await one.incoming.begin(update(1))
    assert first is not None
    first.is_put_back = True
    await one.incoming.finish(update(1))
    assert await one.incoming.begin(update(2)) is None
    assert await one.look() == []  # one of them is still in hand
    assert await one.incoming.begin(update(3)) is None
    assert await one.look() == [1, 2, 3]
    again = await one.incoming.begin(update(1))
    assert again is not None
    assert again.is_new


async def test_a_process_that_ends_leaves_what_has_not_begun(one: Process, two: Process) -> None:
    await one.incoming.put(update(1))
    await one.incoming.put(update(2, chat=8))
    assert await one.look() == [1, 2]
    assert await one.incoming.begin(update(1))
    one.incoming.held.end()
    assert await one.incoming.begin(update(2)) is None
    assert await one.look() == []
    assert await two.look() == [2]
    await one.incoming.finish(update(1))
    await one.claiming.leave()
    await two.incoming.put(update(3))
    assert await two.look() == [3]


async def test_a_process_leaves_lines_to_others_when_it_has_enough(one: Process, two: Process) -> None:
    for number in range(30):
        await one.incoming.put(update(number, chat=number + 1))
    taken = await one.look()
    assert 0 < len(taken) < 30
    assert await one.look() == []
    assert set(await two.look()).isdisjoint(taken)


async def test_an_update_that_ends_each_process_is_given_up(database: Database, clock: Clock) -> None:
    await Process(database, "first", clock).incoming.put(update(1))
    for name in "abc":
        process = Process(database, name, clock)
        assert await process.look() == [1]
        await process.incoming.begin(update(1))  # and the process is killed
        clock.seconds += LEASE_SECONDS + 1
    last = Process(database, "last", clock)
    assert await last.look() == []
    await last.incoming.put(update(2))
    assert await last.look() == [2]


async def test_a_line_is_kept_as_long_as_something_is_to_follow_in_its_chat(one: Process, two: Process) -> None:
    one.kept.add(ANA)
    await one.incoming.put(update(1))
    assert await one.look() == [1]
    await one.incoming.begin(update(1))
    await one.incoming.finish(update(1))
    assert await one.look() == []
    await two.incoming.put(update(2))
    assert await two.look() == []
    assert await one.look() == [2]


async def test_the_overall_limit_is_shared(database: Database, clock: Clock) -> None:
    one, two = (Process(database, name, clock, RateLimits()) for name in ("one", "two"))
    await one.look()
    await two.look()
    clock.seconds += 3
    await one.look()
    assert [process.outgoing._overall._messages for process in (one, two)] == [15, 15]
    await one.claiming.leave()
    clock.seconds += 3
    await two.look()
    assert two.outgoing._overall._messages == 30


async def test_the_pace_of_a_chat_goes_along_with_its_line(database: Database, clock: Clock) -> None:
    limits = RateLimits(chat=(5, 60))
    one, two = (Process(database, name, clock, limits) for name in ("one", "two"))
    for number, process in ((1, one), (2, two)):
        await process.incoming.put(update(number, chat=8))
        assert await process.look() == [number]
        progress = await process.incoming.begin(update(number, chat=8))
        assert progress is not None
        progress.calls = 3
        await process.incoming.finish(update(number, chat=8))
        await process.look()
    lane = two.outgoing._lanes[8]
    assert [len(pace._answered) for pace in lane.paces] == [3]


async def test_a_database_that_cannot_be_written_confirms_nothing(
    one: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError(Fault.DATABASE_UNREACHABLE, path="PostgreSQL", problem="gone")

    monkeypatch.setattr(one.lines, "keep", fail)
    with pytest.raises(StoreError):
        await one.incoming.put(update(1))
    assert one.queued() == []


async def test_what_is_stale_soon_is_handled_where_it_came(one: Process, two: Process) -> None:
    ana = {"id": ANA, "is_bot": False, "first_name": "Ana"}
    query = {"id": "1", "from": ana, "query": "apa", "offset": ""}
    await one.incoming.put(Update.de_json({"update_id": 1, "inline_query": query}))
    assert one.queued() == [1]
    assert await two.look() == []
