"""A lock that one process at a time has, over all machines with the same database."""

import threading
from contextlib import suppress
from typing import Protocol

from sqlalchemy import Connection, Engine, exc, text

# One for each name and schema.
_TRY = text("SELECT pg_try_advisory_lock(hashtext(:name), hashtext(current_schema()))")
_LOOK = text("SELECT 1")


class ProcessLock(Protocol):
    """Safe in any thread. Nothing raises."""

    def is_held(self) -> bool:
        """Return whether this process has the lock, which it takes if nobody has it."""

    def release(self) -> None:
        """Let another process take it; this one never holds it again."""


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
        self._has_ended = False
        self._alone = threading.Lock()

    def is_held(self) -> bool:
        with self._alone:
            try:
                return not self._has_ended and (self._holds() or self._takes())
            except exc.SQLAlchemyError:
                self._close()
                return False

    def release(self) -> None:
        with self._alone:  # a look that began before must not take it afterwards
            self._has_ended = True
            self._close()

    def _holds(self) -> bool:
        if self._connection is None:
            return False
        self._connection.execute(_LOOK)
        return True

    def _takes(self) -> bool:
        self._connection = self._engine.connect()
        if self._connection.execute(_TRY, {"name": self._name}).scalar_one():
            return True
        self._close()
        return False

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(exc.SQLAlchemyError):
                connection.invalidate()  # back in the pool, it would keep the lock
            connection.close()
