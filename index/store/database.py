"""Open an SQL database, migrate it, and translate its errors."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import (
    Connection,
    Engine,
    PoolProxiedConnection,
    column,
    create_engine,
    event,
    exc,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.pool import StaticPool

from index.model.errors import Fault, StoreError
from index.store import schema, source_tables
from index.store.queries.prepared import Make, Row, prepared
from index.store.read_only import create_read_only_engine, is_read_only

_VERSION_TABLE = table("alembic_version", column("version_num"))
# How long a writer waits for another one. A bot waits like this while `kutip add` writes.
_BUSY_SECONDS = 10
_IMMEDIATE = "kutip_immediate"
# The attempts to empty the write-ahead log, and the seconds between them.
_TRIES, _BETWEEN_TRIES = 20, 0.05
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


class Database:
    """A connection pool on a database that has the current schema.

    A database file is safe in any thread, one in memory in a single thread only. Any method may raise StoreError.
    Readers and writers never wait for each other; writers wait for other writers.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the database in this file, and create it if it is missing; None opens one in memory."""
        self._path = path
        self._of_thread = threading.local()
        self._kept = WeakSet[PoolProxiedConnection]()
        self.is_read_only = path is not None and is_read_only(path)
        """Whether it can be read and not written; writing raises StoreError."""
        with self._wrapped():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._engine = create_read_only_engine(path) if path and self.is_read_only else _create_engine(path)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database."""
        with self._wrapped(), self._engine.connect() as connection:
            yield connection

    def rows(self, make: Make, parameters: Sequence[object] = ()) -> Sequence[Row]:
        """Return the rows of a query that many questions ask, in a fraction of the time of ``reading``.

        Args:
            make: makes the query once for each number of parameters, in their order.
        """
        query = prepared(make, len(parameters), self._engine.dialect)
        with self._wrapped(), self._connection_to_read() as connection:
            cursor = connection.cursor()
            cursor.execute(query.text, tuple(parameters))
            return query.converted(cursor.fetchall())

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction: it commits at the end, and rolls back on an exception."""
        # Take the write lock at once: a transaction that reads first and writes later fails if another one has
        # written in between, however long it waits.
        options = {_IMMEDIATE: True}
        with self._wrapped(), self._engine.execution_options(**options).begin() as connection:
            yield connection

    def require_writing(self) -> None:
        """Raise StoreError if nothing can be written, as the first statement that writes would."""
        if self.is_read_only:
            problem = "attempt to write a readonly database"
            raise StoreError(Fault.DATABASE_READ_ONLY, path=str(self._path), problem=problem)

    def truncate_log(self) -> None:
        """Empty the write-ahead log, which still holds deleted rows.

        If somebody reads for long, the log is emptied later.
        """
        with self._wrapped(), self._engine.connect() as connection:
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

    def close(self) -> None:
        for connection in list(self._kept):
            connection.close()
        self._engine.dispose()

    @contextmanager
    def _connection_to_read(self) -> Iterator[PoolProxiedConnection]:
        """Yield the connection that this thread keeps for reading, whose pages and statements stay in memory.

        It begins no transaction: a query by itself sees one state of the database, the newest one.
        """
        if not self.is_read_only:
            yield self._own_connection()
            return
        # Each connection has to see whether the owner writes meanwhile.
        connection = self._engine.raw_connection()
        try:
            yield connection
        finally:
            connection.close()

    def _own_connection(self) -> PoolProxiedConnection:
        own: PoolProxiedConnection | None = getattr(self._of_thread, "connection", None)
        if own is None:
            own = self._of_thread.connection = self._engine.raw_connection()
            self._kept.add(own)
        return own

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            found = _version(connection)
        if found == schema.VERSION:
            return
        with self.writing() as connection:
            found = _version(connection)  # another process may have created or migrated it
            if found is None:
                source_tables.metadata.create_all(connection)
                connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                connection.execute(insert(_VERSION_TABLE).values(version_num=schema.VERSION))
            elif found != schema.VERSION:
                _migrate(connection, found, self._path)

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except (exc.DBAPIError, sqlite3.Error) as error:  # the second comes from truncate_log
            cause = getattr(error, "orig", error)
            code = getattr(cause, "sqlite_errorcode", None)
            fault = _FAULTS.get(code & 0xFF, Fault.DATABASE_FAILED) if code else Fault.DATABASE_FAILED
            raise StoreError(fault, path=str(self._path), problem=str(cause)) from error
        except OSError as error:
            raise StoreError(Fault.DATABASE_READ_ONLY, path=str(self._path), problem=error.strerror) from error


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
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    # By the driver itself: each question begins several transactions, and SQLAlchemy takes ten times as long.
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(_VERSION_TABLE.c.version_num)).scalar_one_or_none()


def _migrate(connection: Connection, found: str, path: Path | None) -> None:
    # Alembic takes half a second to import, and is needed only once after an update.
    from index.store.migrations import UnknownVersion, upgrade

    try:
        upgrade(connection)
    except UnknownVersion:
        raise StoreError(Fault.DATABASE_TOO_NEW, path=str(path), version=found) from None
