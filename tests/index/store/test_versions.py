"""The earlier texts of articles in the database: how many, for how long, and that nothing is left of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.conversations.erasure import DataSubject
from index.library import Library
from index.model.clock import utc_now
from index.model.records import SHARED, ParsedArticle
from index.store import versions as versions_module
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.quota import Limits
from index.store.schema import versions
from index.store.versions import MOST_VERSIONS, VersionStore
from tests.databases import only_sqlite
from tests.index.parsed_paragraphs import without_heading


def article(*texts: str, title: str = "Banjir", page: str = "banjir") -> ParsedArticle:
    url = f"https://kabar.example/{page}"
    return ParsedArticle(title=title, language="id", url=url, paragraphs=without_heading(*texts))


def count(database: Database) -> int:
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(versions)).scalar_one()


def test_the_oldest_versions_of_an_article_go_first(database: Database) -> None:
    store, kept = ArticleStore(database), VersionStore(database, 365)
    for number in range(MOST_VERSIONS + 4):
        store.add(SHARED, [article(f"Air naik {number} cm.")])
    found = kept.of(1)
    assert [one.paragraphs[0].text for one in found] == [
        f"Air naik {number} cm." for number in range(3, MOST_VERSIONS + 3)
    ]


def test_the_bytes_of_an_article_s_versions_are_limited(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions_module, "MOST_BYTES", 250)
    store, kept = ArticleStore(database), VersionStore(database, 365)
    for number in range(8):
        store.add(SHARED, [article(f"Air naik {number} cm. " + "".join(map(chr, range(65, 120)))[number:])])
    with database.reading() as connection:
        assert 0 < connection.execute(select(func.sum(func.length(versions.c.content)))).scalar_one() <= 250
    assert len(kept.of(1)) < 7


def test_other_credits_of_the_same_text_keep_no_version(database: Database) -> None:
    store = ArticleStore(database)
    store.add(SHARED, [article("Air naik.")])
    before = store.paragraphs(1)
    store.add(SHARED, [replace(article("Air naik."), author="Ani")])
    assert (count(database), store.paragraphs(1)) == (0, before)


def test_versions_make_room_for_articles_in_a_limited_library(database: Database) -> None:
    store, limits = ArticleStore(database), Limits(bytes=200)
    store.add("chat:7", [article("a" * 60)], limits)
    store.add("chat:7", [article("b" * 60)], limits)
    assert count(database) == 1
    results = store.add("chat:7", [article("c" * 139, page="lain")], limits)
    assert not isinstance(results[0], Exception)
    assert count(database) == 0


def test_versions_are_read_and_kept_only_so_long(database: Database) -> None:
    store, kept = ArticleStore(database), VersionStore(database, 10)
    store.add(SHARED, [article("Air naik.")])
    (id_,) = (one.id for one in store.paragraphs(1))
    store.add(SHARED, [article("Air turun.")])
    assert list(kept.with_paragraphs([id_, 99])) == [id_]
    with database.writing() as connection:
        connection.execute(update(versions).values(replaced_at=utc_now() - timedelta(days=11)))
    assert (kept.of(1), kept.has(1), kept.with_paragraphs([id_])) == ([], False, {})
    kept.delete_old()
    assert count(database) == 0


def test_without_days_nothing_is_kept(settings: Settings) -> None:
    with open_configured_library(replace(settings, kutip_keep_versions_days=0)) as library:
        for text in ("Air naik.", "Air turun."):
            list(library.ingest([article(text)], SHARED))
        assert not library.has_changed(1)
        assert library.history(1).revisions == ()


def _forget(library: Library) -> None:
    library.erasure.erase(DataSubject(chat="chat:7"))


def _remove(library: Library) -> None:
    library.remove(1, frozenset({"chat:7"}))
    library.tidy()


def _grow_old(library: Library) -> None:
    with library.answers._database.writing() as connection:
        connection.execute(update(versions).values(replaced_at=utc_now() - timedelta(days=400)))
    library.tidy()


@only_sqlite
@pytest.mark.parametrize("delete", [_forget, _remove, _grow_old])
def test_a_deleted_version_leaves_no_trace_in_the_file(settings: Settings, delete: object) -> None:
    with open_configured_library(settings) as library:
        list(library.ingest([article("Rahasia lama.")], "chat:7"))
        list(library.ingest([article("Teks baru.")], "chat:7"))
        with library.answers._database.reading() as connection:
            content = connection.execute(select(versions.c.content)).scalar_one()
        library.tidy()
        files = [path for path in settings.kutip_data.glob("kutip.db*") if path.is_file()]
        assert any(content in path.read_bytes() for path in files)
        assert callable(delete)
        delete(library)
        assert not any(content in path.read_bytes() for path in files if path.exists())
