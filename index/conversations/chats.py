"""What is kept of a chat itself: its language, since when nothing can be sent there, and what it was before."""

from threading import Lock

from sqlalchemy import delete, insert, select, update

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import chats


class ChatStore:
    """Chats by their names, as in libraries. Safe in any thread; any method may raise StoreError.

    What was chosen is read once and then known, so this must be the only one that writes it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._chosen: dict[str, str] | None = None

    def language(self, name: str) -> str | None:
        """Return the language chosen for the chat, if one was. Reads the database only the first time."""
        return self._languages().get(name)

    def set_language(self, name: str, code: str | None) -> None:
        """Keep the language of a chat; None for that of each user."""
        chosen = self._languages()
        with self._lock:
            with self._database.writing() as connection:
                mine = update(chats).where(chats.c.name == name).values(language=code)
                if not connection.execute(mine).rowcount and code:
                    connection.execute(insert(chats).values(name=name, language=code))
            if code:
                chosen[name] = code
            else:
                chosen.pop(name, None)

    def rename(self, old: str, new: str) -> None:
        """Give what was chosen for one chat to another, unless that has a choice of its own."""
        if old == new:
            return
        code = self.language(old)
        if code and self.language(new) is None:
            self.set_language(new, code)
        with self._lock:
            with self._database.writing() as connection:
                connection.execute(delete(chats).where(chats.c.name == old))
                mine = update(chats).where(chats.c.name == new).values(moved_from=old)
                if not connection.execute(mine).rowcount:
                    connection.execute(insert(chats).values(name=new, moved_from=old))
            if self._chosen is not None:
                self._chosen.pop(old, None)

    def previous_name(self, name: str) -> str | None:
        """Return the name that a chat had before, as a group that became a supergroup had one."""
        with self._database.reading() as connection:
            return connection.execute(select(chats.c.moved_from).where(chats.c.name == name)).scalar_one_or_none()

    def has_new_id(self, name: str) -> bool:
        """Return whether a chat has another name now."""
        query = select(chats.c.name).where(chats.c.moved_from == name)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def erase(self, name: str) -> bool:
        """Delete what was chosen for a chat; returns whether something was. That it is gone stays known."""
        was_chosen = self.language(name) is not None
        self.set_language(name, None)
        with self._database.writing() as connection:
            kept = chats.c.gone_at.is_not(None) | chats.c.moved_from.is_not(None)
            connection.execute(delete(chats).where(chats.c.name == name, ~kept))
        return was_chosen

    def mark_unreachable(self, name: str) -> None:
        """Note that nothing can be sent to the chat from now on."""
        with self._database.writing() as connection:
            mine = chats.c.name == name
            if not connection.execute(select(chats.c.name).where(mine)).first():
                connection.execute(insert(chats).values(name=name))
            since = utc_now()
            connection.execute(update(chats).where(mine, chats.c.gone_at.is_(None)).values(gone_at=since))

    def mark_reachable(self, name: str) -> None:
        """Note that the chat can be written to again."""
        with self._database.writing() as connection:
            mine = chats.c.name == name
            connection.execute(update(chats).where(mine).values(gone_at=None))
            kept = chats.c.language.is_not(None) | chats.c.moved_from.is_not(None)
            connection.execute(delete(chats).where(mine, ~kept))

    def unreachable(self) -> list[str]:
        """Return the chats that nothing can be sent to."""
        with self._database.reading() as connection:
            names = select(chats.c.name).where(chats.c.gone_at.is_not(None)).order_by(chats.c.name)
            return list(connection.execute(names).scalars())

    def _languages(self) -> dict[str, str]:
        if self._chosen is not None:
            return self._chosen  # without waiting for one that writes
        with self._lock:
            if self._chosen is None:
                rows = select(chats.c.name, chats.c.language).where(chats.c.language.is_not(None))
                with self._database.reading() as connection:
                    self._chosen = {row.name: row.language for row in connection.execute(rows)}
            return self._chosen
