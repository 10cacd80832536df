"""Who may change the shared library from a chat, besides the operators who appoint them."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import delete, insert, select

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import editors


@dataclass(frozen=True)
class Editor:
    """An editor and the operator who appointed them, by the ids of their accounts; ``appointed_at`` is in UTC."""

    user_id: int
    appointed_by: int
    appointed_at: datetime


class EditorStore:
    """Safe in any thread; any method may raise StoreError.

    Who is an editor is read once and then known, so this must be the only one that writes it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._known: dict[int, Editor] | None = None

    def all(self) -> list[Editor]:
        """Return the editors, in the order they were appointed."""
        return sorted(self._read().copy().values(), key=lambda editor: (editor.appointed_at, editor.user_id))

    def __contains__(self, user_id: int) -> bool:
        return user_id in self._read()

    def appoint(self, user_id: int, by: int) -> bool:
        """Make somebody an editor; returns whether they were none before."""
        known = self._read()
        with self._lock:
            if user_id in known:
                return False
            editor = Editor(user_id, by, utc_now())
            with self._database.writing() as connection:
                values = {"user_id": user_id, "named_by": by, "named_at": editor.appointed_at}
                connection.execute(insert(editors).values(values))
            known[user_id] = editor
            return True

    def dismiss(self, user_id: int) -> bool:
        """Take that back; returns whether they were an editor."""
        known = self._read()
        with self._lock:
            if user_id not in known:
                return False
            with self._database.writing() as connection:
                connection.execute(delete(editors).where(editors.c.user_id == user_id))
            del known[user_id]
            return True

    def _read(self) -> dict[int, Editor]:
        if self._known is not None:
            return self._known  # without waiting for one that writes
        with self._lock:
            if self._known is None:
                with self._database.reading() as connection:
                    rows = connection.execute(select(editors)).mappings().all()
                self._known = {
                    row["user_id"]: Editor(row["user_id"], row["named_by"], row["named_at"]) for row in rows
                }
            return self._known
