"""What is kept of a chat itself: the language that was chosen for it."""

from threading import Lock

from sqlalchemy import delete, insert, select, update

from index.database import Database
from index.schema import chats


class ChatStore:
    """Chats by their names, as in libraries. Safe in any thread; any method may raise StoreError.

    What was chosen is read once and then known, so this must be the only one that writes it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._chosen: dict[str, str] | None = None

    def language(self, name: str) -> str | None:
        """Returns the language chosen for the chat, if one was. Reads the database only the first time."""
        return self._languages().get(name)

    def choose_language(self, name: str, code: str | None) -> None:
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

    def move(self, old: str, new: str) -> None:
        """Give what was chosen for one chat to another, unless that has a choice of its own."""
        if old == new:
            return
        code = self.language(old)
        if code and self.language(new) is None:
            self.choose_language(new, code)
        with self._lock:
            with self._database.writing() as connection:
                connection.execute(delete(chats).where(chats.c.name == old))
            if self._chosen is not None:
                self._chosen.pop(old, None)

    def _languages(self) -> dict[str, str]:
        with self._lock:
            if self._chosen is None:
                rows = select(chats.c.name, chats.c.language).where(chats.c.language.is_not(None))
                with self._database.reading() as connection:
                    self._chosen = {row.name: row.language for row in connection.execute(rows)}
            return self._chosen
