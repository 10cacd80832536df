"""Queries that the driver runs give what SQLAlchemy gives, and see what was written before them."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from index.model.errors import Fault, StoreError
from index.model.records import SHARED, ParsedArticle
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.queries.prepared import Parameters, prepared
from index.store.schema import articles, paragraphs
from tests.databases import database_at, only_sqlite
from tests.index.parsed_paragraphs import without_heading


def some_articles(ids: Parameters) -> "Select[*tuple[Any, ...]]":
    columns = articles.c.id, articles.c.published, articles.c.added_at, articles.c.title, articles.c.url
    return select(*columns).where(articles.c.id.in_(ids)).order_by(articles.c.id)


@pytest.fixture(params=["file", "memory"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    place = database_at(tmp_path / "kutip.db") if request.param == "file" else None
    with closing(Database(place)) as opened:
        yield opened


def add(database: Database, *titles: str) -> None:
    parsed = [
        ParsedArticle(title=title, published=date(2026, 3, 3), paragraphs=without_heading(f"Teks {title}."))
        for title in titles
    ]
    ArticleStore(database).add(SHARED, parsed)


@pytest.mark.parametrize("ids", [[1], [1, 2], [2, 3, 9], []])
def test_rows_are_those_of_sqlalchemy(database: Database, ids: list[int]) -> None:
    add(database, "satu", "dua", "tiga")
    with database.reading() as connection:
        query = select(*some_articles([]).selected_columns).where(articles.c.id.in_(ids)).order_by(articles.c.id)
        expected = [tuple(row) for row in connection.execute(query)]
    assert list(database.rows(some_articles, ids)) == expected
    assert all(isinstance(row[1], date) for row in database.rows(some_articles, ids))


def test_each_query_sees_what_was_written_before_it(database: Database) -> None:
    store = ArticleStore(database)
    assert store.generation() == 0
    add(database, "satu")
    first = store.generation()
    assert first > 0
    assert list(store.find([1], {SHARED})) == [1]
    store.remove(1, {SHARED})
    assert store.generation() > first
    assert store.find([1], {SHARED}) == {}


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    with (
        closing(Database(database_at(tmp_path / "kutip.db"))) as own,
        closing(Database(database_at(tmp_path / "kutip.db"))) as other,
    ):
        store = ArticleStore(own)
        assert store.generation() == 0
        add(other, "satu")
        assert store.generation() == ArticleStore(other).generation() > 0
        assert [paragraph.text for _, paragraph in store.find([1], {SHARED}).values()] == ["Teks satu."]


@only_sqlite
def test_reading_keeps_no_writer_waiting_and_leaves_the_log_to_be_emptied(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    with closing(Database(database_at(path))) as database:
        add(database, "satu")
        ArticleStore(database).find([1], {SHARED})
        with closing(sqlite3.connect(path, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        database.erase_deleted()
        assert (tmp_path / "kutip.db-wal").stat().st_size == 0


def test_threads_have_connections_of_their_own(tmp_path: Path) -> None:
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
        add(database, "satu")
        found: list[object] = []
        threads = [
            threading.Thread(target=lambda: found.append(database.rows(some_articles, [1]))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert all(rows == found[0] for rows in found)


def test_errors_are_those_of_the_store(tmp_path: Path) -> None:
    def of_no_table(_: Parameters) -> "Select[*tuple[Any, ...]]":
        return select(paragraphs.c.text)

    with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
        with database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE paragraphs")
        with pytest.raises(StoreError) as raised:
            database.rows(of_no_table)
        assert raised.value.fault is Fault.DATABASE_FAILED


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 20, 33])
def test_any_number_of_paragraphs_is_found_with_few_queries(database: Database, count: int) -> None:
    add(database, *map(str, range(40)))
    prepared.cache_clear()
    found = ArticleStore(database).find(range(1, count + 1), {SHARED})
    assert list(found) == list(range(1, count + 1))
    ArticleStore(database).find(range(1, count), {SHARED})
    assert prepared.cache_info().currsize <= 2


def test_a_database_closes_the_connections_of_threads_that_go_on(tmp_path: Path) -> None:
    with ThreadPoolExecutor(max_workers=3) as threads:
        with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
            add(database, "satu")
            found = list(threads.map(lambda _: database.rows(some_articles, [1]), range(9)))
            assert all(rows == found[0] for rows in found)
        assert not list(tmp_path.glob("kutip.db-*"))  # SQLite deletes its log when the last connection is closed


@only_sqlite
def test_a_database_that_can_only_be_read_is_read_on_a_new_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kutip.db"
    with closing(Database(database_at(path))) as owner:
        add(owner, "Satu")
    monkeypatch.setattr("index.store.dialects.sqlite.is_read_only", lambda _: True)
    with closing(Database(database_at(path))) as reader:
        for _ in range(2):
            assert [row[3] for row in reader.rows(some_articles, [1])] == ["Satu"]
