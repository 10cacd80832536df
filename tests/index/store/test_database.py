import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text

from index.model.errors import Fault, StoreError
from index.model.records import Paragraph
from index.store import schema, source_tables
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.dialects import postgres, sqlite
from index.store.identity.files import file_identity
from index.store.migrations import configuration, upgrade
from tests.databases import database_at, empty_database_at, empty_engine_at, run_sql


def test_the_version_of_the_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == schema.VERSION


def test_migrations_lead_to_the_schema(tmp_path: Path) -> None:
    engine = empty_engine_at(tmp_path / "migrated.db")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, source_tables.metadata) == []
    engine.dispose()


def test_the_articles_of_an_older_release_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    engine = empty_engine_at(path)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        connection.exec_driver_sql("INSERT INTO libraries VALUES (1, 'shared')")
        for number, language in enumerate(["id", "id", "en"], 1):
            connection.execute(
                text(
                    "INSERT INTO articles (id, library_id, title, language, digest, added_at) "
                    "VALUES (:id, 1, 'Judul', :language, :digest, '2026-01-01')"
                ),
                {"id": number, "language": language, "digest": f"digest {number}"},
            )
            rows = [{"article": number, "number": paragraph} for paragraph in range(number)]
            into = "INSERT INTO paragraphs (article_id, number, text) VALUES (:article, :number, 'Teks.')"
            connection.execute(text(into), rows)
    engine.dispose()
    with closing(Database(database_at(path))) as database:
        store = ArticleStore(database)
        assert store.size({"shared"}) == (3, 6)
        assert store.languages({"shared"}) == ("id", "en")
        assert [article.paragraph_count for article in store.articles({"shared"})] == [1, 2, 3]


def test_the_paragraphs_of_an_older_release_have_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    engine = empty_engine_at(path)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0005")
        connection.exec_driver_sql("INSERT INTO libraries VALUES (1, 'shared')")
        connection.exec_driver_sql(
            "INSERT INTO articles (id, library_id, title, language, digest, added_at) "
            "VALUES (7, 1, 'Judul', 'id', 'digest', '2026-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO paragraphs (id, article_id, number, text) VALUES (9, 7, 1, 'Teks.')"
        )
        before = connection.exec_driver_sql("SELECT * FROM paragraphs").all()
    engine.dispose()
    with closing(Database(database_at(path))) as database:
        assert ArticleStore(database).paragraphs(7) == [Paragraph(*before[0])]


def test_the_pages_of_an_older_release_are_known_again_by_the_fields_that_name_them(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    engine = empty_engine_at(path)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0007")
        connection.exec_driver_sql("INSERT INTO libraries VALUES (1, 'shared')")
        rows = [("https://a.example/read?cid=1", "a.example/read"), (None, "file:/tmp/a.txt"), (None, None)]
        for number, (url, identity) in enumerate(rows, 1):
            connection.execute(
                text(
                    "INSERT INTO articles (id, library_id, title, language, digest, added_at, url, identity) "
                    "VALUES (:id, 1, 'Judul', 'id', :digest, '2026-01-01', :url, :identity)"
                ),
                {"id": number, "digest": f"digest {number}", "url": url, "identity": identity},
            )
        command.upgrade(configuration(connection), "0008")
        found = connection.exec_driver_sql("SELECT identity FROM articles ORDER BY id").scalars().all()
        command.upgrade(configuration(connection), "0009")
        file = connection.exec_driver_sql("SELECT identity FROM articles WHERE id = 2").scalar()
    engine.dispose()
    assert found == ["a.example/read?cid=1", "file:/tmp/a.txt", None]
    assert file == file_identity(Path("/tmp/a.txt")) == "file:a.txt/tmp/"  # noqa: S108


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    engine = empty_engine_at(tmp_path / "migrated.db")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
        command.downgrade(configuration(connection), "base")
        assert not inspect(connection).has_table("articles")
    engine.dispose()


def test_a_database_made_by_migrations_opens(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    engine = empty_engine_at(path)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    database = Database(database_at(path))
    with database.reading() as connection:
        assert connection.execute(select(schema.articles)).all() == []
    database.close()


def test_a_database_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    Database(database_at(path)).close()
    run_sql(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as error:
        Database(database_at(path))
    assert error.value.fault is Fault.DATABASE_TOO_NEW
    assert error.value.details["version"] == "9999"


def test_a_writer_that_waits_too_long_gets_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_BUSY_SECONDS", 0.05)
    monkeypatch.setattr(postgres, "_BUSY_SECONDS", 0.05)
    path = tmp_path / "kutip.db"
    first, second = Database(database_at(path)), Database(database_at(path))
    with first.writing(), pytest.raises(StoreError) as error, second.writing():
        pass
    assert error.value.fault is Fault.DATABASE_LOCKED
    first.close()
    second.close()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    place = database_at(tmp_path / "kutip.db")
    first, second = Database(place), Database(place)
    with first.writing() as writer:
        writer.execute(insert(schema.libraries).values(name="shared"))
        with second.reading() as reader:
            assert reader.execute(select(schema.libraries)).all() == []
    with second.reading() as reader:
        assert len(reader.execute(select(schema.libraries)).all()) == 1
    first.close()
    second.close()


def test_two_processes_may_create_the_same_database(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    place = empty_database_at(tmp_path / "kutip.db")

    def make() -> None:
        try:
            Database(place).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
