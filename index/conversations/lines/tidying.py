"""Delete what is known of updates, and what several processes know of each other, once it is old."""

from datetime import timedelta

from index.conversations import inbox
from index.conversations.lines.line_store import delete_lines_before
from index.conversations.lines.recent import delete_old_events
from index.model.clock import utc_now
from index.store.database import Database

# As long as calls count towards a limit, and a little more.
_USED_FOR = timedelta(minutes=2)


def delete_old_updates(database: Database) -> None:
    """Delete handled updates, sent messages, lines without updates, processes that have ended, and events.

    Raises StoreError.
    """
    inbox.delete_old_updates(database)
    with database.writing() as connection:
        delete_lines_before(connection, utc_now() - _USED_FOR)
        delete_old_events(connection)
