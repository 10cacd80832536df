from datetime import timedelta

import pytest
from sqlalchemy import select, update

from index.conversations.inbox import Arrived, Inbox, delete_old_updates
from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import updates


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, receiver=123)


def test_an_update_that_comes_twice_is_recognised(inbox: Inbox) -> None:
    assert inbox.keep([Arrived(7, "chat:5", {"text": "apa?"})])
    assert not inbox.keep([Arrived(7, "chat:5", {"text": "apa?"})])
    inbox.finish(7)
    assert not inbox.keep([Arrived(7, "chat:5", {"text": "apa?"})])
    assert inbox.unfinished() == []


def test_numbers_may_start_again_from_below(inbox: Inbox) -> None:
    assert inbox.keep([Arrived(900, "chat:5", {})])
    assert inbox.keep([Arrived(3, "chat:5", {})])


def test_unfinished_updates_come_back_in_order_with_their_attempts(inbox: Inbox) -> None:
    for number in (9, 4, 6):
        inbox.keep([Arrived(number, "chat:5", {"text": str(number)})])
    inbox.begin_reply(4, latest_message=41)
    inbox.finish(9)
    inbox.begin_attempt(6)
    assert [(one.number, one.content["text"], one.attempts, one.latest_message) for one in inbox.unfinished()] == [
        (4, "4", 0, 41),
        (6, "6", 1, None),
    ]


def test_the_content_of_a_handled_update_is_deleted(inbox: Inbox, database: Database) -> None:
    inbox.keep([Arrived(1, "chat:5", {"text": "secret"})])
    inbox.finish(1)
    with database.reading() as connection:
        assert connection.execute(select(updates.c.content)).scalar_one() is None


def test_each_bot_has_its_own_updates(inbox: Inbox, database: Database) -> None:
    inbox.keep([Arrived(1, "chat:5", {})])
    other = Inbox(database, receiver=124)
    assert other.unfinished() == []
    assert other.keep([Arrived(1, "chat:5", {})])


def test_recent_calls_are_listed_with_their_age(inbox: Inbox, database: Database) -> None:
    for number, place in enumerate(("chat:5", None, "chat:-6", "chat:7"), 1):
        inbox.keep([Arrived(number, place, {})])
    for number in (2, 3, 1):
        inbox.finish(number, calls=number)
    inbox.keep([Arrived(5, "chat:-8", {})])
    inbox.begin_reply(5, 100, calls=4)  # it crashes then
    lately = inbox.calls_within(60)
    assert [(place, calls) for place, _, calls in lately] == [("chat:-6", 3), ("chat:5", 1), ("chat:-8", 4)]
    assert all(0 <= age < 60 for _, age, _ in lately)
    assert [place for place, *_ in inbox.calls_within(-1)] == ["chat:-8"]


def test_handled_updates_are_deleted_after_two_days(inbox: Inbox, database: Database) -> None:
    for number in (1, 2):
        inbox.keep([Arrived(number, None, {})])
    inbox.finish(1)
    with database.writing() as connection:
        connection.execute(
            update(updates).where(updates.c.number == 1).values(done_at=utc_now() - timedelta(days=3))
        )
    delete_old_updates(database)
    assert inbox.keep([Arrived(1, None, {})])
    assert not inbox.keep([Arrived(2, None, {})])


def test_the_earlier_updates_of_a_place_can_be_dropped(inbox: Inbox) -> None:
    for number, place in ((1, "chat:5"), (2, "chat:6"), (3, "chat:5"), (4, "chat:5")):
        inbox.keep([Arrived(number, place, {})])
    inbox.drop("chat:5", before=4)
    assert [one.number for one in inbox.unfinished()] == [2, 4]
    assert not inbox.keep([Arrived(1, "chat:5", {})])
