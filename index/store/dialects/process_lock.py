"""A lock that one process at a time has, over all machines with the same database."""

from contextlib import suppress
from typing import Protocol

from sqlalchemy import Connection, Engine, exc, text

# One for each name and schema.
_TRY = text("SELECT pg_try_advisory_lock(hashtext(:name), hashtext(current_schema()))")
_LOOK = text("SELECT 1")


class ProcessLock(Protocol):
    """Used by one thread at a time. Nothing raises."""

    def is_held(self) -> bool:
        """Return whether this process has the lock, which it takes if nobody has it."""

    def release(self) -> None:
        """Let another process take it."""


class OnlyProcess:
    """The lock of a database that no other machine can have."""

    def is_held(self) -> bool:
        return True

    def release(self) -> None: ...


class ServerLock:
    """A lock on a server, which gives it to another process as soon as the connection of its holder has ended."""

    def __init__(self, engine: Engine, name: str) -> None:
        """``engine`` commits each statement by itself."""
        self._engine, self._name = engine, name
        self._connection: Connection | None = None

    def is_held(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.execute(_LOOK)
                return True
            return self._try()
        except exc.SQLAlchemyError:
            self.release()
            return False

    def release(self) -> None:
        if self._connection is not None:
            with suppress(exc.SQLAlchemyError):
                self._connection.invalidate()  # back in the pool, it would keep the lock
            self._connection.close()
            self._connection = None

    def _try(self) -> bool:
        connection = self._engine.connect()
        try:
            if connection.execute(_TRY, {"name": self._name}).scalar_one():
                self._connection = connection
                return True
        finally:
            if self._connection is None:
                connection.close()
        return False
