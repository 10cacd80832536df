"""Lines of two processes on one database, with a clock that stands still until a test moves it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from index.conversations.inbox import Arrived, Inbox
from index.conversations.lines.line_store import LEASE_SECONDS, LineStore, delete_lines_before
from index.conversations.lines.records import Addressed
from index.model.clock import utc_now
from index.store.database import Database
from tests.databases import only_postgres

RECEIVER = 123
ANA, BUDI = "chat:5", "chat:6"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 29, 12)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def one(database: Database, clock: Clock) -> LineStore:
    return LineStore(database, RECEIVER, "one", clock)


@pytest.fixture
def two(database: Database, clock: Clock) -> LineStore:
    return LineStore(database, RECEIVER, "two", clock)


def came(number: int, line: str = ANA, **more: Any) -> Addressed:
    return Addressed(number, line, {"update_id": number}, line)._replace(**more)


def names(store: LineStore, most: int = 10) -> list[str]:
    return [claimed.name for claimed in store.claim(most)]


def left(store: LineStore, *lines: str) -> list[int]:
    return [unfinished.number for _, unfinished in store.unfinished(lines, [], 100)]


def test_an_update_that_two_processes_got_is_stored_once(one: LineStore, two: LineStore) -> None:
    assert one.keep([came(1)]) == {1}
    assert two.keep([came(1)]) == set()
    assert names(two) == [ANA]
    assert two.finish(ANA, 1, 1, 0)
    assert one.keep([came(1)]) == set()
    assert left(two, ANA) == []


def test_a_line_is_one_processs_until_it_is_free(one: LineStore, two: LineStore) -> None:
    one.keep([came(2), came(1), came(3, BUDI)])
    assert names(one, most=1) == [ANA]
    assert names(two) == [BUDI]
    assert left(one, ANA) == [1, 2]
    assert one.free([ANA]) == {ANA}  # it still has work
    for number in (1, 2):
        assert one.finish(ANA, number, 1, 0)
    assert one.free([ANA]) == set()
    assert names(two) == []  # nothing waits
    two.keep([came(4)])
    (claimed,) = two.claim(10)
    assert (claimed.name, claimed.is_new_here, claimed.is_abandoned) == (ANA, True, False)


def test_what_arrives_while_a_line_is_freed_is_not_forgotten(one: LineStore, two: LineStore) -> None:
    one.keep([came(1)])
    names(one)
    one.finish(ANA, 1, 1, 0)
    two.keep([came(2)])
    assert one.free([ANA]) == {ANA}
    assert left(one, ANA) == [2]


def test_the_line_of_a_process_that_died_is_taken_over_after_its_lease(
    one: LineStore, two: LineStore, clock: Clock
) -> None:
    one.keep([came(1), came(2, BUDI)])
    names(one)
    clock.pass_(LEASE_SECONDS / 2)
    assert one.renew() == ({ANA, BUDI}, 1)
    clock.pass_(LEASE_SECONDS - 1)
    assert two.claim(10) == []
    clock.pass_(2)
    assert two.claim(10, abandoned=False) == []
    assert {claimed.name: claimed.is_abandoned for claimed in two.claim(10)} == {ANA: True, BUDI: True}
    assert one.begin_reply(ANA, 1, 100, 1) is None
    assert not one.finish(ANA, 1, 1, 0)
    assert one.renew()[0] == set()
    assert left(two, ANA, BUDI) == [1, 2]


def test_a_late_process_keeps_the_lines_that_nobody_took(one: LineStore, clock: Clock) -> None:
    one.keep([came(1)])
    names(one)
    clock.pass_(LEASE_SECONDS * 3)
    assert one.renew() == ({ANA}, 1)
    assert one.begin_reply(ANA, 1, 100, 1) == 100


def test_a_process_that_ends_leaves_what_it_has_to_the_others(one: LineStore, two: LineStore) -> None:
    one.keep([came(1), came(2, BUDI)])
    names(one)
    assert one.free([ANA], waiting=True) == set()
    assert names(two) == [ANA]
    two.renew()
    assert one.renew() == ({BUDI}, 2)
    one.leave()
    assert two.renew()[1] == 1
    assert names(two) == [BUDI]


def test_the_newest_message_of_all_processes_is_known_before_a_reply(one: LineStore, two: LineStore) -> None:
    one.keep([came(1, message=40), came(2, BUDI, message=41)])
    assert names(one, most=1) == [ANA]
    assert names(two) == [BUDI]
    assert two.finish(BUDI, 2, 1, 44)  # its reply
    assert one.begin_reply(ANA, 1, 40, 1) == 44
    ((_, unfinished),) = one.unfinished([ANA], [], 10)
    assert unfinished.latest_message == 44
    one.keep([came(3, "chat:-1001", sequence=-1001, message=900)])
    assert names(two) == ["chat:-1001"]
    assert two.begin_reply("chat:-1001", 3, 0, 1) == 900
    assert one.begin_reply(ANA, 1, 0, 1) == 44


def test_a_group_and_the_supergroup_that_it_becomes_are_one_line(one: LineStore, two: LineStore) -> None:
    old, new = "chat:-5", "chat:-1005"
    one.keep([came(1, old, joins=new)])
    two.keep([came(2, new, place=new)])
    two.keep([came(3, new, place=new)])
    assert names(one) == [old]
    assert names(two) == []
    assert left(one, old) == [1, 2, 3]


def test_a_429_is_known_to_the_next_process(one: LineStore, two: LineStore, clock: Clock) -> None:
    one.keep([came(1)])
    names(one)
    one.close_chat(ANA, 30)
    one.free([ANA], waiting=True)
    clock.pass_(10)
    assert [claimed.closed_seconds for claimed in two.claim(10)] == [20]


def test_the_calls_of_a_line_are_known_to_the_next_process(database: Database, one: LineStore) -> None:
    one.keep([came(1), came(2, BUDI)])
    names(one)
    one.finish(ANA, 1, 3, 0)
    one.finish(BUDI, 2, 1, 0)
    calls = Inbox(database, RECEIVER).calls_within(60, [ANA])
    assert [(place, count) for place, _, count in calls] == [(ANA, 3)]


def test_what_a_process_left_that_received_alone_gets_its_line(database: Database, one: LineStore) -> None:
    Inbox(database, RECEIVER).keep([Arrived(1, ANA, {}), Arrived(2, BUDI, {})])
    Inbox(database, RECEIVER).finish(2)
    one.adopt()
    one.adopt()
    assert names(one) == [ANA]
    assert left(one, ANA) == [1]


def test_a_line_is_deleted_when_nothing_has_come_for_long(database: Database, one: LineStore) -> None:
    one.keep([came(1), came(2, BUDI)])
    names(one, most=1)
    one.finish(ANA, 1, 1, 0)
    one.free([ANA])
    for age, kept in ((-60, [ANA, BUDI]), (60, [BUDI])):
        with database.writing() as connection:
            delete_lines_before(connection, utc_now() + timedelta(seconds=age))
        one.keep([came(age + 1000, "chat:9")])
        assert [name for name in (ANA, BUDI) if one.free([name]) or name in kept] == kept


@only_postgres
def test_leases_run_by_the_clock_of_the_server(database: Database) -> None:
    store, other = LineStore(database, RECEIVER, "one"), LineStore(database, RECEIVER, "two")
    store.keep([came(1)])
    assert names(store) == [ANA]
    assert store.renew() == ({ANA}, 1)
    assert other.claim(10) == []
