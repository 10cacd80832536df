"""A store in a file of SQLite, or in memory."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import (
    Connection,
    Engine,
    PoolProxiedConnection,
    Table,
    column,
    create_engine,
    event,
    select,
    update,
)
from sqlalchemy import table as lite_table
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import StaticPool

from index.model.errors import Fault
from index.store.dialects.base import ALONE, is_alone
from index.store.dialects.process_lock import OnlyProcess
from index.store.dialects.sqlite_read_only import create_read_only_engine, is_read_only

# How long a writer waits for another one. A bot waits like this while `kutip add` writes.
_BUSY_SECONDS = 10
# The attempts to empty the write-ahead log, and the seconds between them.
_TRIES, _BETWEEN_TRIES = 20, 0.05
# Where SQLite keeps the numbers of tables that never give one twice.
_LAST_IDS = lite_table("sqlite_sequence", column("name"), column("seq"))
# SQLite's primary result codes; the rest are DATABASE_FAILED.
_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.DATABASE_LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.DATABASE_LOCKED,
    sqlite3.SQLITE_READONLY: Fault.DATABASE_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.DATABASE_READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.DATABASE_READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Fault.DATABASE_CORRUPT,
    sqlite3.SQLITE_NOTADB: Fault.DATABASE_CORRUPT,
    sqlite3.SQLITE_FULL: Fault.DISK_FULL,
    sqlite3.SQLITE_IOERR: Fault.DISK_FULL,
}


class Sqlite:
    """See ``StoreDialect``. One in memory is safe in a single thread only."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    read_only_fault = Fault.DATABASE_READ_ONLY
    insert = staticmethod(insert)

    def __init__(self, path: Path | None) -> None:
        """Use this file, and create it if it is missing; None means a database in memory."""
        self._path, self.name = path, str(path)
        self._of_thread = threading.local()
        self._kept = WeakSet[PoolProxiedConnection]()
        self.is_read_only = path is not None and is_read_only(path)

    def open(self) -> None:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path is not None and self.is_read_only:
            self.reader = create_read_only_engine(self._path)
        else:
            self.reader = _create_engine(self._path)
        # Take the write lock at once: a transaction that reads first and writes later fails if another one has
        # written in between, however long it waits.
        alone: Engine = self.reader.execution_options(**{ALONE: True})
        self.writer = self.joint_writer = alone

    @contextmanager
    def connection_to_read(self) -> Iterator[PoolProxiedConnection]:
        """Yield the connection that this thread keeps for reading, whose pages and statements stay in memory.

        It begins no transaction: a query by itself sees one state of the database, the newest one.
        """
        if not self.is_read_only:
            yield self._own_connection()
            return
        # Each connection has to see whether the owner writes meanwhile.
        connection = self.reader.raw_connection()
        try:
            yield connection
        finally:
            connection.close()

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        code = getattr(error, "sqlite_errorcode", None)
        return _FAULTS.get(code & 0xFF, Fault.DATABASE_FAILED) if code else Fault.DATABASE_FAILED, str(error)

    def last_id(self, connection: Connection, table: Table) -> int:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            return 0
        given = connection.execute(select(_LAST_IDS.c.seq).where(_LAST_IDS.c.name == table.name)).scalar()
        return int(given or 0)

    def keep_last_id(self, connection: Connection, table: Table, last: int) -> None:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            return  # the next number is the one after the highest
        changed = update(_LAST_IDS).where(_LAST_IDS.c.name == table.name).values(seq=last)
        if not connection.execute(changed).rowcount:
            connection.execute(insert(_LAST_IDS).values(name=table.name, seq=last))

    def size(self) -> int:
        found = 0
        for path in self._path.parent.glob(f"{self._path.name}*") if self._path else ():
            with suppress(OSError):  # another process emptied the log a moment ago
                found += path.stat().st_size
        return found

    def erase_deleted(self) -> None:
        """Empty the write-ahead log, which still holds deleted rows.

        If somebody reads for long, the log is emptied later.
        """
        with self.reader.connect() as connection:
            raw = connection.connection  # outside of a transaction, which SQLAlchemy would begin
            # Writers wait during an attempt, so many short ones delay them less than one that waits for a reader.
            raw.execute("PRAGMA busy_timeout = 20")
            try:
                for _ in range(_TRIES):
                    if not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                        return
                    time.sleep(_BETWEEN_TRIES)
            finally:
                raw.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")

    def process_lock(self, name: str) -> OnlyProcess:  # noqa: ARG002 - there is one process
        return OnlyProcess()

    def close(self) -> None:
        for connection in list(self._kept):
            connection.close()
        self.reader.dispose()

    def _own_connection(self) -> PoolProxiedConnection:
        own: PoolProxiedConnection | None = getattr(self._of_thread, "connection", None)
        if own is None:
            own = self._of_thread.connection = self.reader.raw_connection()
            self._kept.add(own)
        return own


def _create_engine(path: Path | None) -> Engine:
    # Parameters are hidden: an error that names a statement must not hold what people wrote.
    if path is None:
        once = {"check_same_thread": False}
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=once, hide_parameters=True)
    else:
        # The pool is unlimited: a reader, such as the event loop, must not wait for threads that wait to write.
        url, patience = f"sqlite:///{path}", {"timeout": _BUSY_SECONDS}
        engine = create_engine(url, connect_args=patience, max_overflow=-1, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by its own rules. Only _begin does.
    connection.isolation_level = None
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # In KiB, four times as much as usual: questions about the news of the day read the same pages again.
    connection.execute("PRAGMA cache_size = -8000")
    # Deleted rows are overwritten, so that a deleted question cannot be read from the file.
    connection.execute("PRAGMA secure_delete = ON")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to the mode in which readers and a writer do not wait for each other."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # When two processes create the file, one is refused immediately: SQLite does not wait here.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin(connection: Connection) -> None:
    # By the driver itself: each question begins several transactions, and SQLAlchemy takes ten times as long.
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if is_alone(connection) else "BEGIN")
