"""What only PostgreSQL does: a server that may be away, and transactions beside each other."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from index.model.errors import Fault, StoreError
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.dialects.database_url import DatabaseUrl
from index.store.schema import libraries, votes
from tests.databases import SERVER, database_at, only_postgres, run_sql

pytestmark = only_postgres

_PID = "SELECT pg_backend_pid()"


@pytest.fixture
def place(tmp_path: Path) -> DatabaseUrl:
    made = database_at(tmp_path / "kutip.db")
    assert isinstance(made, DatabaseUrl)
    return made


@pytest.fixture
def database(place: DatabaseUrl) -> Iterator[Database]:
    with closing(Database(place)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql://zulkarnain:geheim@127.0.0.1:1/kutip", "Connection refused"),
        (f"{SERVER}_zulkarnain_geheim", "OperationalError"),
        (f"{SERVER}?zulkarnain=geheim", "ProgrammingError"),
    ],
    ids=["nobody listens", "no such database", "an unknown option"],
)
def test_an_error_names_no_address_user_password_or_database(url: str, problem: str) -> None:
    with pytest.raises(StoreError) as raised:
        Database(DatabaseUrl(url))
    told = f"{raised.value} {raised.value!r} {DatabaseUrl(url)} {DatabaseUrl(url)!r}"
    assert not any(secret in told for secret in ("zulkarnain", "geheim", "127.0.0.1"))
    assert raised.value.details["problem"] == problem


def test_a_server_that_is_away_is_unreachable() -> None:
    with pytest.raises(StoreError) as raised:
        Database(DatabaseUrl("postgresql://127.0.0.1:1/kutip"))
    assert raised.value.fault is Fault.DATABASE_UNREACHABLE


def test_a_transaction_that_reads_sees_one_state(database: Database, place: DatabaseUrl) -> None:
    with closing(Database(place)) as other, database.reading() as reader:
        assert reader.execute(select(libraries.c.name)).all() == []
        with other.writing() as writer:
            writer.execute(insert(libraries).values(name="shared"))
        assert reader.execute(select(libraries.c.name)).all() == []
    with database.reading() as reader:
        assert reader.execute(select(libraries.c.name)).all() == [("shared",)]


def test_connections_that_the_server_has_ended_are_made_again(database: Database, tmp_path: Path) -> None:
    store = ArticleStore(database)
    assert store.generation() == 0
    assert store.paragraph_count() == 0
    # Only those of this test: other tests use the same server at the same time.
    with database.reading() as reader, database.dialect.connection_to_read() as single:
        own = [reader.exec_driver_sql(_PID).scalar_one(), *single.cursor().execute(_PID).fetchone()]
    ending = f"SELECT pg_terminate_backend(pid, 10000) FROM unnest(ARRAY{own}) AS pid"  # noqa: S608
    ended = run_sql(tmp_path / "kutip.db", ending)
    assert ended == [(True,), (True,)]
    assert store.generation() == 0
    assert store.paragraph_count() == 0


def test_a_database_that_may_only_be_read_is_read(place: DatabaseUrl) -> None:
    Database(place).close()
    with closing(Database(DatabaseUrl(f"{place.url}%20-cdefault_transaction_read_only%3Don"))) as reader:
        assert reader.is_read_only
        assert ArticleStore(reader).generation() == 0
        with pytest.raises(StoreError) as raised, reader.writing() as connection:
            connection.execute(insert(libraries).values(name="shared"))
    assert raised.value.fault is Fault.DATABASE_REFUSES


def test_texts_are_ordered_by_code_points_however_the_server_orders_them(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(libraries), [{"name": name} for name in ("b", "B", "é", "a", "_")])
        names = connection.execute(select(libraries.c.name).order_by(libraries.c.name)).scalars().all()
    assert names == ["B", "_", "a", "b", "é"]


def test_large_numbers_and_characters_that_the_server_refuses_are_no_errors(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(libraries).values(id=3_000_000_000, name="x" * 200))
        found = connection.execute(select(libraries.c.name).where(libraries.c.id == 3_000_000_000)).scalar_one()
        assert found == "x" * 200
        assert connection.execute(select(votes.c.id).where(votes.c.question == "a\0b")).all() == []
