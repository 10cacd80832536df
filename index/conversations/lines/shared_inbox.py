"""What several processes that receive the updates of one bot have in common."""

import secrets

from index.conversations.inbox import Inbox
from index.conversations.lines.line_store import LineStore
from index.conversations.lines.recent import RecentEvents
from index.store.dialects.process_lock import ProcessLock


class SharedInbox:
    """The stores of one process of a receiver, each safe in any thread.

    ``leadership`` is the lock of the one that does what only one may do.
    """

    def __init__(self, inbox: Inbox) -> None:
        database, receiver = inbox.database, inbox.receiver
        self.lines = LineStore(database, receiver, secrets.token_hex(16))
        self.recent = RecentEvents(database, receiver)
        self.leadership: ProcessLock = database.dialect.process_lock(f"kutip leader {receiver}")
