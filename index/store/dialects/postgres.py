"""A store on a server of PostgreSQL, which several machines may share."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, func, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.pool import PoolProxiedConnection

from index.model.errors import Fault
from index.store.dialects.base import ALONE, is_alone
from index.store.dialects.database_url import DatabaseUrl
from index.store.dialects.process_lock import ServerLock

_SCHEME = "postgresql.kutip"
# Seconds for a connection to be made, and for a writer that waits for another one, as with SQLite.
_CONNECT_SECONDS, _BUSY_SECONDS = 10, 10
# A machine that is gone gives its locks back after about a minute; PostgreSQL's default is two hours.
_SESSION = """
SET lock_timeout = '{busy}s'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 3
"""
# The lock of the only writer, one for each schema. It is held until the transaction has committed.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('kutip writer'), hashtext(current_schema()))"
# A standby, a role that may only read, or a database that is set so.
_IS_READ_ONLY = """
SELECT current_setting('transaction_read_only') = 'on'
    OR NOT coalesce(has_table_privilege(to_regclass('articles'), 'INSERT'), true)
"""
_SIZE = """
SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
"""
# Small tables with what people wrote. Articles are vacuumed by the server itself, as that may take minutes.
_OF_PEOPLE = "answers, votes, updates, sent_messages, chats, lines, recent"
# The beginnings of SQLSTATE; the longest that fits counts. https://www.postgresql.org/docs/current/errcodes-appendix.html
_FAULTS = {
    "08": Fault.DATABASE_UNREACHABLE,
    "25006": Fault.DATABASE_REFUSES,
    "28": Fault.DATABASE_UNREACHABLE,
    "3D": Fault.DATABASE_UNREACHABLE,
    "40": Fault.DATABASE_LOCKED,
    "42501": Fault.DATABASE_REFUSES,
    "53100": Fault.DISK_FULL,
    "53300": Fault.DATABASE_UNREACHABLE,
    "55P03": Fault.DATABASE_LOCKED,
    "57014": Fault.DATABASE_LOCKED,
    "57P": Fault.DATABASE_UNREACHABLE,
    "XX001": Fault.DATABASE_CORRUPT,
    "XX002": Fault.DATABASE_CORRUPT,
}


class Postgres:
    """See ``StoreDialect``. Every machine and every process sees at once what another one has committed."""

    errors: tuple[type[Exception], ...] = (psycopg.Error,)
    read_only_fault = Fault.DATABASE_REFUSES
    insert = staticmethod(insert)

    def __init__(self, place: DatabaseUrl) -> None:
        self._place, self.name, self.is_read_only = place, str(place), False

    def open(self) -> None:
        engine = create_server_engine(self._place)
        self._engine, self._single = engine, create_server_engine(self._place, isolation_level="AUTOCOMMIT")
        # Without this, each statement of a transaction would see a state of its own.
        self.reader: Engine = engine.execution_options(isolation_level="REPEATABLE READ")
        self.writer: Engine = engine.execution_options(**{ALONE: True})
        self.joint_writer: Engine = engine
        try:
            with engine.connect() as connection:
                self.is_read_only = bool(connection.exec_driver_sql(_IS_READ_ONLY).scalar_one())
        except BaseException:
            self.close()
            raise

    @contextmanager
    def connection_to_read(self) -> Iterator[PoolProxiedConnection]:
        """Yield a connection on which each query is a transaction of its own."""
        connection = self._single.raw_connection()
        try:
            yield connection
        finally:
            connection.close()

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        code = getattr(error, "sqlstate", None)
        if code is None:
            is_lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
            return Fault.DATABASE_UNREACHABLE if is_lost else Fault.DATABASE_FAILED, _reason(error)
        fitting = [start for start in _FAULTS if code.startswith(start)]
        fault = _FAULTS[max(fitting, key=len)] if fitting else Fault.DATABASE_FAILED
        return fault, f"{type(error).__name__}, SQLSTATE {code}"

    def last_id(self, connection: Connection, table: Table) -> int:
        sequence = connection.execute(_select_sequence(table)).scalar_one()
        last, is_given = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()  # noqa: S608
        return int(last) if is_given else 0

    def keep_last_id(self, connection: Connection, table: Table, last: int) -> None:
        connection.execute(select(func.setval(_select_sequence(table).scalar_subquery(), last)))

    def size(self) -> int:
        with self._single.connect() as connection:
            return int(connection.exec_driver_sql(_SIZE).scalar_one())

    def erase_deleted(self) -> None:
        """Remove the deleted rows of people from their tables.

        The server's log of writes and its backups have them for as long as the server keeps these.
        """
        with self._single.connect() as connection:
            connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {_OF_PEOPLE}")

    def process_lock(self, name: str) -> ServerLock:
        return ServerLock(self._single, name)

    def close(self) -> None:
        self._engine.dispose()
        self._single.dispose()


def create_server_engine(place: DatabaseUrl, **more: str) -> Engine:
    """Return an engine on a server, which connects when it is used."""
    registry.register(_SCHEME, "index.store.dialects.postgres_types", "StoreTypes")
    # Parameters are hidden: an error that names a statement must not hold what people wrote. The pool is
    # unlimited: a reader must not wait for threads that wait to write. What a restart has broken is made again.
    engine = create_engine(
        place.for_driver(_SCHEME),
        connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "kutip"},
        max_overflow=-1,
        pool_pre_ping=True,
        paramstyle="format",
        hide_parameters=True,
        **more,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _select_sequence(table: Table) -> "Select[str]":
    """Select the name of what gives the rows of a table their numbers."""
    own = table.autoincrement_column
    return select(func.pg_get_serial_sequence(table.name, own.name if own is not None else "id"))


def _configure(connection: "psycopg.Connection[tuple[object, ...]]", _record: object) -> None:
    connection.execute(_SESSION.format(busy=_BUSY_SECONDS).encode())
    if not connection.autocommit:
        connection.commit()


def _begin(connection: Connection) -> None:
    if is_alone(connection):
        connection.exec_driver_sql(_LOCK)


def _reason(error: BaseException) -> str:
    """Return why a server cannot be reached, unless the words name a host, a user or a database."""
    words = str(error).strip().partition("\n")[0].rpartition(": ")[2]
    return words if words and '"' not in words else type(error).__name__
