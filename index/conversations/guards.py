"""The groups in which the bot speaks up unasked about altered quotations, and how often it did today."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from index.store.database import Database
from index.store.schema import guards

MOST_A_DAY = 3


class GuardStore:
    """Groups by their names, as in libraries. Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_on(self, chat: str) -> bool:
        with self._database.reading() as connection:
            return connection.execute(select(guards.c.chat).where(guards.c.chat == chat)).first() is not None

    def switch(self, chat: str, *, on: bool) -> None:
        """Switch the guard of a group on or off; switching it on again changes nothing."""
        with self._database.writing() as connection:
            if not on:
                erase_guard(connection, chat)
            elif connection.execute(select(guards.c.chat).where(guards.c.chat == chat)).first() is None:
                connection.execute(insert(guards).values(chat=chat, spoken=0))

    def speak(self, chat: str, day: date) -> bool:
        """Count that the guard speaks up on this day; return False, and count nothing, if it may not."""
        with self._database.writing() as connection:
            row = connection.execute(select(guards.c.day, guards.c.spoken).where(guards.c.chat == chat)).first()
            spoken = 0 if row is None or row.day != day else row.spoken
            if row is None or spoken >= MOST_A_DAY:
                return False
            connection.execute(update(guards).where(guards.c.chat == chat).values(day=day, spoken=spoken + 1))
        return True


def rename_guard(connection: Connection, old: str, new: str) -> None:
    """Store that a group has a new name; a guard under the new name stays as it is."""
    if connection.execute(select(guards.c.chat).where(guards.c.chat == new)).first() is None:
        connection.execute(update(guards).where(guards.c.chat == old).values(chat=new))
    erase_guard(connection, old)


def erase_guard(connection: Connection, chat: str) -> None:
    connection.execute(delete(guards).where(guards.c.chat == chat))
