"""The updates that a bot receives: stored until they are handled, and recognised when they come again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Update, delete, func, select, update

from index.conversations.sent_messages import SentMessages, delete_old_messages
from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import updates

# A sender repeats an update for a day at most.
_KNOWN_FOR = timedelta(days=2)
# A little longer than calls count towards a limit, which is a minute.
_COUNTED_FOR = timedelta(minutes=2)


class Unfinished(NamedTuple):
    """An update that is not handled yet.

    Args:
        attempts: how often it was handled again after a failure or a crash.
        latest_message: the newest message of its chat before a reply was sent; None if no reply was begun.
    """

    number: int
    content: Mapping[str, Any]
    attempts: int
    latest_message: int | None


class Arrived(NamedTuple):
    """An update as it came; ``place`` is the chat that it is of."""

    number: int
    place: str | None
    content: Mapping[str, Any]


class Inbox:
    """The updates of one receiver by their numbers. Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, receiver: int) -> None:
        self.database = database
        self.receiver = receiver
        self.sent = SentMessages(database, receiver)

    def keep(self, arrived: Sequence[Arrived]) -> set[int]:
        """Store updates in one transaction, and return the numbers of the new ones.

        One that came before stays as it is, handled or not.
        """
        first = {update.number: update for update in reversed(arrived)}  # of those that came twice
        common = {"receiver": self.receiver, "received_at": utc_now()}
        rows = [update._asdict() | common for update in arrived if first[update.number] is update]
        with self.database.writing_jointly() as connection:
            return self.database.insert_new(connection, rows, updates.c.number)

    def begin_reply(self, number: int, latest_message: int, calls: int = 1) -> None:
        """Record that a reply may be sent from now on, which will be newer than ``latest_message``.

        ``calls`` counts the calls made for the update so far, including this one.
        """
        with self.database.writing_jointly() as connection:
            connection.execute(replying(self.receiver, number, latest_message, calls))

    def finish(self, number: int, calls: int = 1) -> None:
        """Record that an update is handled, with this number of calls in its chat, and delete its content."""
        with self.database.writing_jointly() as connection:
            connection.execute(handled(self.receiver, number, calls))

    def drop(self, place: str, before: int) -> None:
        """Record as handled the unfinished updates of a place that came before the update of this number."""
        theirs = self._waits() & (updates.c.place == place) & (updates.c.number < before)
        with self.database.writing_jointly() as connection:
            connection.execute(update(updates).where(theirs).values(done_at=utc_now(), content=None))

    def unfinished(self) -> list[Unfinished]:
        """Return the updates that are not handled, in the order in which they came."""
        columns = [updates.c[name] for name in Unfinished._fields]
        query = select(*columns).where(self._waits()).order_by(updates.c.received_at, updates.c.number)
        with self.database.reading() as connection:
            return [Unfinished(*row) for row in connection.execute(query)]

    def begin_attempt(self, number: int) -> None:
        """Record that an update is handled again."""
        with self.database.writing_jointly() as connection:
            attempts = updates.c.attempts + 1
            connection.execute(_change(self.receiver, number).values(attempts=attempts))

    def calls_within(self, seconds: float, lines: Collection[str] | None = None) -> list[tuple[str, float, int]]:
        """Return the calls of the last seconds, the oldest first: their place, their age in seconds, their number.

        Calls for an unfinished update count as made just now. With ``lines``, return only those for these.
        """
        now = utc_now()
        lately = updates.c.done_at >= now - timedelta(seconds=seconds)
        begun = updates.c.done_at.is_(None) & updates.c.latest_message.is_not(None)
        query = select(updates.c.place, updates.c.done_at, updates.c.calls)
        query = query.where(updates.c.receiver == self.receiver, updates.c.place.is_not(None), lately | begun)
        if lines is not None:
            query = query.where(updates.c.line.in_(lines))
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(func.coalesce(updates.c.done_at, now))).all()
        return [(place, (now - (done_at or now)).total_seconds(), calls) for place, done_at, calls in rows]

    def _waits(self) -> ColumnElement[bool]:
        return (updates.c.receiver == self.receiver) & updates.c.done_at.is_(None)


def replying(receiver: int, number: int, latest_message: int, calls: int) -> Update:
    """Return the statement by which the reply to an update may be sent from then on; see ``Inbox.begin_reply``."""
    return _change(receiver, number).values(latest_message=latest_message, calls=calls)


def handled(receiver: int, number: int, calls: int) -> Update:
    """Return the statement that notes an update as handled; see ``Inbox.finish``."""
    return _change(receiver, number).values(done_at=utc_now(), content=None, calls=calls)


def _change(receiver: int, number: int) -> Update:
    return update(updates).where(updates.c.receiver == receiver, updates.c.number == number)


def delete_old_updates(database: Database) -> None:
    """Delete the handled updates that cannot come again, and the chats of those whose calls count no longer.

    Delete the sent messages that need not be known again, too.

    Raises StoreError.
    """
    with database.writing() as connection:
        connection.execute(delete(updates).where(updates.c.done_at < utc_now() - _KNOWN_FOR))
        counted = (updates.c.done_at < utc_now() - _COUNTED_FOR) & updates.c.place.is_not(None)
        connection.execute(update(updates).where(counted).values(place=None, line=None))
        delete_old_messages(connection)
