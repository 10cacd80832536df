"""What all processes of a bot have to know of the last minute."""

from index.conversations.inbox import Inbox
from index.conversations.lines.recent import RecentEvents
from index.conversations.lines.shared_inbox import SharedInbox
from index.store.database import Database
from tests.databases import only_postgres


def test_questions_are_counted_over_all_processes(database: Database) -> None:
    one, two = RecentEvents(database, 123), RecentEvents(database, 123)
    assert one.count("questions:5", 100.0, most=2, seconds=60) == 0
    assert two.count("questions:5", 130.5, most=2, seconds=60) == 0
    assert one.count("questions:5", 140.0, most=2, seconds=60) == 20
    assert two.count("person:5", 140.0, most=2, seconds=60) == 0
    assert RecentEvents(database, 124).count("questions:5", 140.0, most=2, seconds=60) == 0
    assert two.count("questions:5", 160.0, most=2, seconds=60) == 0
    assert one.count("questions:5", 161.0, most=2, seconds=60) == 29.5


def test_the_first_update_of_an_album_stays_the_first(database: Database) -> None:
    one, two = RecentEvents(database, 123), RecentEvents(database, 123)
    assert one.is_first("album:77", 9)
    assert not two.is_first("album:77", 10)
    assert two.is_first("album:77", 9)  # after a crash


@only_postgres
def test_one_process_at_a_time_has_the_duties(database: Database) -> None:
    one, two = (SharedInbox(Inbox(database, 123)).leadership for _ in range(2))
    of_another_bot = SharedInbox(Inbox(database, 124)).leadership
    assert one.is_held()
    assert not two.is_held()
    assert of_another_bot.is_held()
    assert one.is_held()
    one.release()
    assert two.is_held()
    assert not one.is_held()
    for lock in (two, of_another_bot):
        lock.release()
