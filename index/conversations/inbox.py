"""Updates that are to be handled once: kept from their arrival until then, and known when they come again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import updates

# Telegram gives an update again for a day at most.
_KNOWN_FOR = timedelta(days=2)
# As long as its calls count towards Telegram's limits, and a little more.
_COUNTED_FOR = timedelta(minutes=2)


class Unfinished(NamedTuple):
    """An update that was not handled to its end.

    Args:
        attempts: how often it was tried again before.
        latest_message: the newest message of its chat when a reply began to be sent, None before that.
    """

    number: int
    content: Mapping[str, Any]
    attempts: int
    latest_message: int | None


class Inbox:
    """The updates of one receiver, by their numbers. Any method may raise StoreError."""

    def __init__(self, database: Database, receiver: int) -> None:
        self._database = database
        self._receiver = receiver

    def keep(self, number: int, place: str | None, content: Mapping[str, Any]) -> bool:
        """Keep an update; tells whether it is new. One that came before is left as it is, handled or not."""
        values = {"receiver": self._receiver, "number": number, "place": place, "content": content}
        with self._database.writing() as connection:
            if connection.execute(select(updates.c.number).where(self._is(number))).first():
                return False
            connection.execute(insert(updates).values(values | {"received_at": utc_now()}))
        return True

    def begin_reply(self, number: int, latest_message: int, calls: int = 1) -> None:
        """Note that the reply to an update may be sent from now on; it will be newer than that message.

        ``calls`` are those made for it so far, with this one.
        """
        values = {"latest_message": latest_message, "calls": calls}
        with self._database.writing() as connection:
            connection.execute(update(updates).where(self._is(number)).values(values))

    def finish(self, number: int, calls: int = 1) -> None:
        """Note that an update is handled, after so many calls in its chat, and forget what was in it."""
        values = {"done_at": utc_now(), "content": None, "calls": calls}
        with self._database.writing() as connection:
            connection.execute(update(updates).where(self._is(number)).values(values))

    def drop(self, place: str, before: int) -> None:
        """Note that nothing is to be done any more about the updates of a place that came before one."""
        theirs = self._waits() & (updates.c.place == place) & (updates.c.number < before)
        with self._database.writing() as connection:
            connection.execute(update(updates).where(theirs).values(done_at=utc_now(), content=None))

    def unfinished(self) -> list[Unfinished]:
        """Return the updates that are not handled, in the order they came."""
        columns = [updates.c[name] for name in Unfinished._fields]
        query = select(*columns).where(self._waits()).order_by(updates.c.received_at, updates.c.number)
        with self._database.reading() as connection:
            return [Unfinished(*row) for row in connection.execute(query)]

    def begin_attempt(self, number: int) -> None:
        """Note that an update is tried again."""
        with self._database.writing() as connection:
            attempts = updates.c.attempts + 1
            connection.execute(update(updates).where(self._is(number)).values(attempts=attempts))

    def calls_within(self, seconds: float) -> list[tuple[str, float, int]]:
        """Return where calls were made lately, at most how many seconds ago, and how many; the oldest first.

        Those for an update that is not finished may have been made just now.
        """
        now = utc_now()
        lately = updates.c.done_at >= now - timedelta(seconds=seconds)
        begun = updates.c.done_at.is_(None) & updates.c.latest_message.is_not(None)
        query = select(updates.c.place, updates.c.done_at, updates.c.calls)
        query = query.where(updates.c.receiver == self._receiver, updates.c.place.is_not(None), lately | begun)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(func.coalesce(updates.c.done_at, now))).all()
        return [(place, (now - (done_at or now)).total_seconds(), calls) for place, done_at, calls in rows]

    def _waits(self) -> ColumnElement[bool]:
        return (updates.c.receiver == self._receiver) & updates.c.done_at.is_(None)

    def _is(self, number: int) -> ColumnElement[bool]:
        return (updates.c.receiver == self._receiver) & (updates.c.number == number)


def delete_old_updates(database: Database) -> None:
    """Delete handled updates that do not come again any more, and of the others, soon, which chat they are of.

    Raises StoreError.
    """
    with database.writing() as connection:
        connection.execute(delete(updates).where(updates.c.done_at < utc_now() - _KNOWN_FOR))
        counted = (updates.c.done_at < utc_now() - _COUNTED_FOR) & updates.c.place.is_not(None)
        connection.execute(update(updates).where(counted).values(place=None))
