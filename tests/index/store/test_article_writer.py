"""One module writes articles, and keeps the tallies and the change log right."""

import ast
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select

import index
from index.model.errors import AddError
from index.model.records import SHARED, Article, ParsedArticle
from index.store import schema
from index.store.article_writer import ArticleWriter
from index.store.articles import ArticleStore
from index.store.change_log import ADDED, REMOVED, latest_generation, next_generation, ranges
from index.store.database import Database
from index.store.schema import articles, changes, libraries, paragraphs, tallies
from tests.databases import database_at
from tests.index.parsed_paragraphs import without_heading

INDEX = Path(index.__file__).parent
WRITER = INDEX / "store" / "article_writer.py"
TABLES = {"articles", "paragraphs", "tallies", "changes", "libraries"}
FLOOD = ParsedArticle(
    title="Banjir", language="id", paragraphs=without_heading("Banjir merendam kota.", "Warga mengungsi.")
)
FERRY = ParsedArticle(
    title="Ferry", language="en", url="https://kabar.example/feri", paragraphs=without_heading("A ferry sank.")
)


@pytest.fixture
def store(database: Database) -> ArticleStore:
    return ArticleStore(database)


def add(store: ArticleStore, library: str, *parsed: ParsedArticle) -> list[Article]:
    results = store.add(library, parsed)
    return [result.article for result in results if not isinstance(result, AddError)]


def assert_consistent(database: Database) -> None:
    """Assert that tallies and the change log agree with the articles and their paragraphs."""
    columns = (articles.c.library_id, articles.c.language)
    counts = select(*columns, func.count(), func.sum(articles.c.paragraph_count)).group_by(*columns)
    with database.reading() as connection:
        assert set(connection.execute(counts)) == set(
            connection.execute(select(tallies).where(tallies.c.articles != 0))
        )
        stored = list(connection.execute(select(paragraphs.c.id).order_by(paragraphs.c.id)).scalars())
        assert followed(connection) == stored


def followed(connection: Connection) -> list[int]:
    """Return the paragraphs of a reader that replays the change log."""
    ids = set[int]()
    for row in connection.execute(select(changes).order_by(changes.c.generation)):
        changed = range(row.first_paragraph, row.last_paragraph + 1)
        ids = ids.union(changed) if row.kind == ADDED else ids.difference(changed)
    return sorted(ids)


def written_tables(source: str) -> Iterator[str]:
    """Yield the tables of articles that Python source writes to by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if called in ("insert", "update", "delete"):
                named = node.args[:1] or ([node.func.value] if isinstance(node.func, ast.Attribute) else [])
                yield from (part for part in map(name_of, named) if part in TABLES)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            pattern = r"(?i)\b(?:insert\s+into|update|delete\s+from)\s+(\w+)"
            yield from (table for table in re.findall(pattern, node.value) if table in TABLES)


def name_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def test_only_the_writer_writes_articles() -> None:
    files = [path for path in INDEX.rglob("*.py") if "migrations" not in path.parts and path != WRITER]
    assert len(files) > 50
    written = {str(path.relative_to(INDEX)): [*written_tables(path.read_text())] for path in files}
    assert {path: tables for path, tables in written.items() if tables} == {}


@pytest.mark.parametrize(
    "source",
    [
        "connection.execute(insert(articles), rows)",
        "connection.execute(delete(schema.paragraphs).where(mine))",
        "connection.execute(tallies.update())",
        "connection.exec_driver_sql('DELETE FROM changes')",
    ],
)
def test_who_else_writes_them_is_found(source: str) -> None:
    assert len([*written_tables(source)]) == 1
    assert set(written_tables(WRITER.read_text())) == TABLES


def test_ids_come_back_in_the_order_of_the_articles(store: ArticleStore) -> None:
    parsed = [replace(FLOOD, title=f"Kabar {n}", paragraphs=without_heading(f"Kabar {n}.")) for n in range(1500)]
    added = add(store, SHARED, *parsed)
    assert [article.title for article in added] == [one.title for one in parsed]
    assert [store.article(article.id, {SHARED}) for article in added] == added


def test_tallies_and_change_log_are_right_after_every_change(store: ArticleStore, database: Database) -> None:
    flood, ferry = add(store, "chat:1", FLOOD, FERRY)
    assert_consistent(database)
    add(
        store,
        "chat:1",
        replace(FERRY, language="id", paragraphs=without_heading("Feri tenggelam.", "Semua selamat.")),
    )
    assert_consistent(database)
    with database.writing() as connection:
        assert ArticleWriter(connection).move(ferry.id, SHARED)
    assert_consistent(database)
    store.remove(flood.id, {"chat:1"})
    assert_consistent(database)
    add(store, "chat:1", FLOOD)
    add(store, "chat:2", FLOOD, FERRY)
    with database.writing() as connection:
        ArticleWriter(connection).move_library("chat:1", "chat:2")
    assert_consistent(database)
    with database.writing() as connection:
        ArticleWriter(connection).move_library("chat:2", "chat:3")
    assert_consistent(database)
    with database.writing() as connection:
        ArticleWriter(connection).delete_library("chat:3")
    assert_consistent(database)
    assert store.size({"chat:1", "chat:2", "chat:3"}) == (0, 0)


def test_empty_libraries_are_deleted_and_the_shared_one_stays(store: ArticleStore, database: Database) -> None:
    for library in (SHARED, "chat:1"):
        (article,) = add(store, library, FLOOD)
        store.remove(article.id, {library})
    add(store, "chat:2", FLOOD)
    with database.writing() as connection:
        ArticleWriter(connection).delete_empty_libraries()
        assert set(connection.execute(select(libraries.c.name)).scalars()) == {SHARED, "chat:2"}
    assert_consistent(database)


def test_a_removal_leaves_out_the_paragraphs_of_others_between(store: ArticleStore, database: Database) -> None:
    """The ids of an article need not be consecutive when several transactions write at once."""
    (flood,) = add(store, SHARED, FLOOD)
    (ferry,) = add(store, SHARED, FERRY)
    with database.writing() as connection:
        connection.execute(insert(paragraphs).values(article_id=flood.id, number=3, text="Air surut."))
        assert connection.execute(select(func.count()).select_from(paragraphs)).scalar_one() == 4
    before = store.generation()
    store.remove(flood.id, {SHARED})
    removed = [change.paragraph_ids for change in store.changes_after(before)]
    assert [list(ids) for ids in removed] == [[1, 2], [4]]
    assert [paragraph.article_id for paragraph in store.indexable()] == [ferry.id]


def test_generations_follow_one_another_within_a_transaction_and_between_two(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    with closing(Database(database_at(path))) as ours, closing(Database(database_at(path))) as theirs:
        here, there = ArticleStore(ours), ArticleStore(theirs)
        add(here, SHARED, FLOOD)
        assert here.generation() == there.generation() == 1
        add(there, SHARED, FERRY)
        assert [change.generation for change in here.changes_after(1)] == [2]
        with ours.writing() as connection:
            assert next_generation(connection) == latest_generation(connection) + 1 == 3
            ArticleWriter(connection).move_library(SHARED, "chat:1")
        kinds = [change.kind for change in there.changes_after(2)]
        assert [kind for kind, _ in groupby(kinds)] == [REMOVED, ADDED]
        assert there.articles({"chat:1"}) == here.articles({"chat:1"})


def test_what_another_process_added_is_known(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    with closing(Database(database_at(path))) as ours, closing(Database(database_at(path))) as theirs:
        (added,) = add(ArticleStore(ours), SHARED, FERRY)
        store = ArticleStore(theirs)
        assert add(store, SHARED, FERRY) == add(store, "chat:1", FERRY) == [added]
        changed = replace(FERRY, paragraphs=without_heading("It was raised."))
        assert add(store, SHARED, changed)[0].id == added.id
        assert [one.text for one in ArticleStore(ours).paragraphs(added.id)] == ["It was raised."]


def test_consecutive_ids_are_one_range() -> None:
    assert list(ranges([])) == []
    assert list(ranges([4, 5, 6, 9, 11, 12])) == [(4, 6), (9, 9), (11, 12)]


def test_the_tables_are_those_of_the_schema() -> None:
    assert set(schema.metadata.tables) >= TABLES
