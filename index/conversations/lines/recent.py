"""What all processes that receive the updates of a bot have to know of the last minute."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, select, update

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import recent

# A little longer than the span in which questions are counted, which is a minute.
_KEPT_FOR = timedelta(minutes=2)


class RecentEvents:
    """The events of one receiver, by names. Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, receiver: int) -> None:
        self._database, self._receiver = database, receiver

    def count(self, name: str, at: float, most: int, seconds: float) -> float:
        """Count an event and return 0; or count nothing and return the seconds until the next one is allowed.

        Args:
            at: when it happened, in seconds.
            most: how many may happen in any span of so many ``seconds``.
        """
        with self._database.writing_jointly() as connection:
            self._insert(connection, name, [])
            query = select(recent.c.numbers).where(self._is(name)).with_for_update()
            times = [time for time in connection.execute(query).scalar_one() if time > at - seconds]
            if len(times) >= most:
                return float(times[0] + seconds - at)
            values = {"numbers": [*times, at], "kept_until": utc_now() + _KEPT_FOR}
            connection.execute(update(recent).where(self._is(name)).values(values))
            return 0.0

    def is_first(self, name: str, number: int) -> bool:
        """Return whether an event is known of the update of this number, as the first one that came of it."""
        with self._database.writing_jointly() as connection:
            self._insert(connection, name, [number])
            query = select(recent.c.numbers).where(self._is(name))
            return number in connection.execute(query).scalar_one()

    def _insert(self, connection: Connection, name: str, numbers: Collection[float]) -> None:
        row = {"receiver": self._receiver, "name": name, "numbers": list(numbers)}
        self._database.insert_new(connection, [row | {"kept_until": utc_now() + _KEPT_FOR}], recent.c.receiver)

    def _is(self, name: str) -> ColumnElement[bool]:
        return (recent.c.receiver == self._receiver) & (recent.c.name == name)


def delete_old_events(connection: Connection) -> None:
    """Delete what nobody has to know any more."""
    connection.execute(recent.delete().where(recent.c.kept_until < utc_now()))
