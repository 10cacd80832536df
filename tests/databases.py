"""Where tests keep their databases: in files, or each in a schema of its own on a server of PostgreSQL.

TEST_DATABASE_URL names the server; `make test-postgres` starts one. Without it, the databases are files.
"""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, create_mock_engine
from sqlalchemy.schema import ExecutableDDLElement

from index.store import schema, source_tables
from index.store.dialects.database_url import DatabaseUrl
from index.store.dialects.postgres import create_server_engine
from index.store.dialects.postgres_types import StoreTypes

SERVER = os.environ.get("TEST_DATABASE_URL", "")
only_sqlite = pytest.mark.skipif(bool(SERVER), reason="this is about files of SQLite")
only_postgres = pytest.mark.skipif(not SERVER, reason="no PostgreSQL: make test-postgres starts one")
_made: set[str] = set()


def database_at(path: Path) -> Path | DatabaseUrl:
    """Return the place of the database that belongs to a path; on a server it has its tables already."""
    if not SERVER:
        return path
    name = _schema_of(path)
    if name not in _made:
        _made.add(name)
        _execute(f"CREATE SCHEMA {name}; SET search_path = {name}; {_tables()}")
    return DatabaseUrl(f"{SERVER}?options=-csearch_path%3D{name}")


def empty_database_at(path: Path) -> Path | DatabaseUrl:
    """Return the place of a database that has no tables yet."""
    if not SERVER:
        return path
    name = _schema_of(path)
    _made.add(name)
    _execute(f"CREATE SCHEMA {name}")
    return DatabaseUrl(f"{SERVER}?options=-csearch_path%3D{name}")


def empty_engine_at(path: Path) -> Engine:
    """Return an engine on a database that has no tables yet."""
    return _engine_at(empty_database_at(path))


def run_sql(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """Execute a statement on the database of a path, behind the back of the store, and return its rows."""
    place = database_at(path)
    engine = _engine_at(place)
    with engine.begin() as connection:
        result = connection.exec_driver_sql(statement)
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def fail_to_insert(table: str, condition: str) -> list[str]:
    """Return statements after which no row can be inserted that fulfils a condition."""
    trigger = f"CREATE TRIGGER fail BEFORE INSERT ON {table}"
    if not SERVER:
        return [f"{trigger} WHEN {condition} BEGIN SELECT RAISE(FAIL, 'no'); END"]
    body = "BEGIN RAISE 'no'; END"
    function = f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS '{body.replace(chr(39), chr(39) * 2)}'"
    return [function, f"{trigger} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION fail()"]


def copy_database(old: Path, new: Path) -> None:
    """Copy what is in the database of a path, where that is not a file that was copied already."""
    if not SERVER:
        return
    database_at(new)
    source, target = _schema_of(old), _schema_of(new)
    statements = []
    for table in source_tables.metadata.sorted_tables:
        statements.append(f"INSERT INTO {target}.{table.name} SELECT * FROM {source}.{table.name}")  # noqa: S608
        if table.autoincrement_column is not None:
            column = table.autoincrement_column.name
            sequence = f"pg_get_serial_sequence('{target}.{table.name}', '{column}')"
            highest = f"SELECT max({column}) FROM {target}.{table.name}"  # noqa: S608
            statements.append(f"SELECT setval({sequence}, ({highest}))")
    _execute("; ".join(statements))


def drop_databases(kept: set[str]) -> None:
    """Drop the databases that were made since ``kept`` were."""
    names = _made - kept
    if names:
        _execute("; ".join(f"DROP SCHEMA {name} CASCADE" for name in names))
        _made.difference_update(names)


def made_databases() -> set[str]:
    return set(_made)


def _engine_at(place: Path | DatabaseUrl) -> Engine:
    if isinstance(place, DatabaseUrl):
        return create_server_engine(place)
    return create_engine(f"sqlite:///{place}")


def _schema_of(path: Path) -> str:
    return f"k{hashlib.sha256(str(path).encode()).hexdigest()[:24]}"


@cache
def _tables() -> str:
    """Return the statements that make the tables, as one text: sent one by one they take ten times as long."""
    made, types = list[str](), StoreTypes()  # type: ignore[no-untyped-call]

    def note(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        made.append(str(statement.compile(dialect=types)))

    source_tables.metadata.create_all(create_mock_engine("postgresql+psycopg://", note), checkfirst=False)
    made.append("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    made.append(f"INSERT INTO alembic_version VALUES ('{schema.VERSION}')")  # noqa: S608
    return "; ".join(made)


def _execute(statements: str) -> None:
    with psycopg.connect(DatabaseUrl(SERVER).for_driver("postgresql"), autocommit=True) as connection:
        connection.execute(f"BEGIN; {statements}; COMMIT".encode())
