"""What is stored about a chat itself: its language, whether it can be reached, and the name that it had before."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import chats

# Built once: to build it takes a third of the time of a look.
_LANGUAGE = select(chats.c.language).where(chats.c.name == bindparam("chat"))


class ChatStore:
    """Chats by their names, as in libraries. Safe in any thread; any method may raise StoreError.

    Nothing is cached, so a choice made in one process is seen in all others. A look takes 0.2 ms and does not
    wait for a writer.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def language(self, name: str) -> str | None:
        """Return the language chosen for the chat, if one was."""
        with self._database.reading() as connection:
            return chosen_language(connection, name)

    def set_language(self, name: str, code: str | None) -> None:
        """Store the language of a chat; None lets each user have their own."""
        with self._database.writing() as connection:
            if code:
                _write(connection, name, language=code)
            else:
                erase_language(connection, name)

    def previous_name(self, name: str) -> str | None:
        """Return the name that a chat had before it got a new id, if it ever did."""
        with self._database.reading() as connection:
            return connection.execute(select(chats.c.moved_from).where(chats.c.name == name)).scalar_one_or_none()

    def has_new_id(self, name: str) -> bool:
        """Return whether the chat of this name goes by another name now."""
        query = select(chats.c.name).where(chats.c.moved_from == name)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def mark_unreachable(self, name: str) -> None:
        """Note that nothing can be sent to the chat from now on."""
        with self._database.writing() as connection:
            query = select(chats.c.gone_at).where(chats.c.name == name)
            if connection.execute(query).scalar_one_or_none() is None:
                _write(connection, name, gone_at=utc_now())

    def mark_reachable(self, name: str) -> None:
        """Note that messages can be sent to the chat again."""
        with self._database.writing() as connection:
            connection.execute(update(chats).where(chats.c.name == name).values(gone_at=None))
            _delete_if_empty(connection, name)

    def unreachable(self, among: Collection[str] | None = None) -> list[str]:
        """Return the chats that nothing can be sent to: all, or those ``among`` some."""
        names = select(chats.c.name).where(chats.c.gone_at.is_not(None)).order_by(chats.c.name)
        if among is not None:
            names = names.where(chats.c.name.in_(among))
        with self._database.reading() as connection:
            return list(connection.execute(names).scalars())


def chosen_language(connection: Connection, name: str) -> str | None:
    """Return the language chosen for a chat, if one was."""
    return connection.execute(_LANGUAGE, {"chat": name}).scalar_one_or_none()


def erase_language(connection: Connection, name: str) -> None:
    """Delete the language chosen for a chat, and keep whether it can be reached."""
    connection.execute(update(chats).where(chats.c.name == name).values(language=None))
    _delete_if_empty(connection, name)


def rename_chat(connection: Connection, old: str, new: str) -> None:
    """Store that a chat has a new name. Its language goes along, unless one was chosen under the new name."""
    language = chosen_language(connection, new) or chosen_language(connection, old)
    connection.execute(delete(chats).where(chats.c.name == old))
    _write(connection, new, language=language, moved_from=old)


def _write(connection: Connection, name: str, **values: object) -> None:
    if not connection.execute(update(chats).where(_is(name)).values(values)).rowcount:
        connection.execute(insert(chats).values(name=name, **values))


def _delete_if_empty(connection: Connection, name: str) -> None:
    stored = (chats.c.language, chats.c.gone_at, chats.c.moved_from)
    connection.execute(delete(chats).where(_is(name), *(column.is_(None) for column in stored)))


def _is(name: str) -> ColumnElement[bool]:
    return chats.c.name == name
