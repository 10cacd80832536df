"""What a store needs of a database, beside SQL."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Column, Connection, Engine, Executable, Table
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import PoolProxiedConnection

from index.model.errors import Fault
from index.store.dialects.process_lock import ProcessLock

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

ALONE = "kutip_alone"
"""The execution option of a connection that writes while no other one does; see ``StoreDialect.writer``."""


class StoreDialect(Protocol):
    """A database of one kind, and how to read it, write to it and understand its errors. Safe in any thread.

    Any method may raise what the driver raises, or OSError; ``fault`` says what an error means.
    """

    name: str
    """What errors call the database; never an address or a password."""
    errors: tuple[type[Exception], ...]
    """What the driver itself raises."""
    is_read_only: bool
    """Whether the database can be read and not written. Known once it is open."""
    read_only_fault: Fault
    """What a database that can only be read has."""
    reader: Engine
    """Its transactions see one state of the database, and never wait for a writer."""
    writer: Engine
    """One transaction at a time, over all processes, from its first statement to its commit.

    Article numbers, the change log and much else rely on that. A transaction that waits too long for another one
    fails with DATABASE_LOCKED.
    """
    joint_writer: Engine
    """Several transactions at a time, where the database can do that. None may change articles."""

    def open(self) -> None:
        """Make the engines. Raises StoreError if the driver is not installed."""

    def connection_to_read(self) -> AbstractContextManager[PoolProxiedConnection]:
        """Yield a connection of the driver for single queries, each of which sees the newest state."""

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        """Return the fault of an error that the driver raised, and its problem in a few words.

        The words hold nothing of a statement's parameters, and no address.
        """

    def insert(self, table: Table, /) -> "PostgresInsert | SqliteInsert":
        """Return an insert that can say what becomes of rows whose keys are there."""

    def last_id(self, connection: Connection, table: Table) -> int:
        """Return the last number that the database gave to a row of a table, 0 if it does not remember it."""

    def keep_last_id(self, connection: Connection, table: Table, last: int) -> None:
        """Let the next row of a table get a higher number than this."""

    def size(self) -> int:
        """Return how many bytes the database takes, 0 for one in memory."""

    def erase_deleted(self) -> None:
        """Remove what was deleted from the files of the database, as far as it can be done at once."""

    def process_lock(self, name: str) -> ProcessLock:
        """Return a lock that one process at a time can have, which it does not take yet."""

    def close(self) -> None:
        """Close all connections."""


def is_alone(connection: Connection) -> bool:
    """Return whether a connection writes while no other one does."""
    return bool(connection.get_execution_options().get(ALONE))


def insert_new(dialect: StoreDialect, table: Table, returned: Column[int]) -> Executable:
    """Return a statement that inserts the rows whose keys are new, and returns a column of each of these."""
    return dialect.insert(table).on_conflict_do_nothing().returning(returned)


def insert_or_replace(dialect: StoreDialect, table: Table) -> Executable:
    """Return a statement that inserts a row, or writes it in place of the one with the same primary key."""
    statement = dialect.insert(table)
    new = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)


def execute(connection: DBAPIConnection, statement: str) -> Any:
    """Execute a statement by the driver itself, outside of what SQLAlchemy knows. Return the first row, if any."""
    cursor = connection.cursor()
    try:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None
    finally:
        cursor.close()
