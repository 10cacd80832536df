"""Open an SQL database, migrate it, and translate its errors."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Table, column, exc, insert, inspect, select, table

from index.model.errors import Fault, StoreError
from index.store import schema, source_tables
from index.store.dialects.base import insert_new, insert_or_replace
from index.store.dialects.choice import choose_dialect
from index.store.dialects.database_url import DatabaseUrl
from index.store.queries.prepared import Make, Row, prepared

_VERSION_TABLE = table("alembic_version", column("version_num"))


class Database:
    """A connection pool on a database that has the current schema.

    It is safe in any thread, one in memory in a single thread only. Any method may raise StoreError.
    Readers and writers never wait for each other; writers wait for other writers. What depends on the kind of
    database is in index/store/dialects.
    """

    def __init__(self, place: Path | DatabaseUrl | None) -> None:
        """Open the database in this file or at this address, and make its tables if they are missing.

        None opens one in memory.
        """
        self.dialect = choose_dialect(place)
        # Those of the driver come where SQLAlchemy is not asked.
        self._errors: tuple[type[Exception], ...] = (exc.DBAPIError, *self.dialect.errors)
        with self._wrapped():
            self.dialect.open()
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @property
    def is_read_only(self) -> bool:
        """Whether it can be read and not written; writing raises StoreError."""
        return self.dialect.is_read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database."""
        with self._wrapped(), self.dialect.reader.connect() as connection:
            yield connection

    def rows(self, make: Make, parameters: Sequence[object] = ()) -> Sequence[Row]:
        """Return the rows of a query that many questions ask, in a fraction of the time of ``reading``.

        Args:
            make: makes the query once for each number of parameters, in their order.
        """
        query = prepared(make, len(parameters), self.dialect.reader.dialect)
        with self._wrapped(), self.dialect.connection_to_read() as connection:
            cursor = connection.cursor()
            cursor.execute(query.text, tuple(parameters))
            return query.converted(cursor.fetchall())

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction: it commits at the end, and rolls back on an exception.

        No other process and no other thread writes meanwhile.
        """
        with self._wrapped(), self.dialect.writer.begin() as connection:
            yield connection

    @contextmanager
    def writing_jointly(self) -> Iterator[Connection]:
        """Yield a connection in a transaction as ``writing`` does, and let others write meanwhile.

        SQLite has one writer all the same. A transaction must be right whatever others commit between two of its
        statements: it inserts rows by ``insert_new``, or changes rows by their keys. It may not change articles.
        """
        with self._wrapped(), self.dialect.joint_writer.begin() as connection:
            yield connection

    def insert_new(
        self, connection: Connection, rows: Sequence[Mapping[str, object]], key: Column[int]
    ) -> set[int]:
        """Insert rows into the table of a column unless their keys are there, and return the column of the new."""
        statement = insert_new(self.dialect, key.table, key)
        return set(connection.execute(statement, rows).scalars()) if rows else set()

    def write_row(self, connection: Connection, table: Table, row: Mapping[str, object]) -> None:
        """Insert a row, or write it in place of the one with the same primary key."""
        connection.execute(insert_or_replace(self.dialect, table), row)

    def size(self) -> int:
        """Return how many bytes the database takes, 0 for one in memory."""
        with self._wrapped():
            return self.dialect.size()

    def require_writing(self) -> None:
        """Raise StoreError if nothing can be written, as the first statement that writes would."""
        if self.is_read_only:
            problem = os.strerror(errno.EACCES)
            raise StoreError(self.dialect.read_only_fault, path=self.dialect.name, problem=problem)

    def erase_deleted(self) -> None:
        """Remove deleted rows from the files of the database, as far as its kind can do that at once."""
        with self._wrapped():
            self.dialect.erase_deleted()

    def close(self) -> None:
        self.dialect.close()

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
                _migrate(connection, found, self.dialect.name)

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            fault, problem = self.dialect.fault(getattr(error, "orig", None) or error)
            raise StoreError(fault, path=self.dialect.name, problem=problem) from error
        except OSError as error:
            fault, name = Fault.DATABASE_READ_ONLY, self.dialect.name
            raise StoreError(fault, path=name, problem=error.strerror) from error


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(_VERSION_TABLE.c.version_num)).scalar_one_or_none()


def _migrate(connection: Connection, found: str, name: str) -> None:
    # Alembic takes half a second to import, and is needed only once after an update.
    from index.store.migrations import UnknownVersion, upgrade

    try:
        upgrade(connection)
    except UnknownVersion:
        raise StoreError(Fault.DATABASE_TOO_NEW, path=name, version=found) from None
