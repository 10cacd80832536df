"""A store is copied as a whole, with its numbers, from each kind of database into each."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.conversations.chats import ChatStore
from index.conversations.inbox import Arrived, Inbox
from index.model.errors import Fault, StoreError
from index.model.records import SHARED, AddResult, ParsedArticle
from index.store.articles import ArticleStore
from index.store.copying import rows as copied_rows
from index.store.copying import store_copy
from index.store.copying.store_copy import copy_store
from index.store.database import Database
from tests.databases import SERVER, database_at
from tests.index.parsed_paragraphs import without_heading


def add(database: Database, *titles: str) -> list[int]:
    parsed = [
        ParsedArticle(title=title, paragraphs=without_heading(f"Kalimat {title} \\ satu.", "Dua."))
        for title in titles
    ]
    results = ArticleStore(database).add(SHARED, parsed)
    return [result.article.id for result in results if isinstance(result, AddResult)]


@pytest.fixture(params=["file", "server"] if SERVER else ["file"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    place = database_at(tmp_path / "old.db") if request.param == "server" else tmp_path / "old.db"
    with closing(Database(place)) as opened:
        *_, last = add(opened, *"abcdefg")
        ArticleStore(opened).remove(last, {SHARED})
        ChatStore(opened).set_language("chat:7", "en")
        Inbox(opened, 123).keep([Arrived(number, "chat:7", {"text": "apa \0 itu?"}) for number in range(5)])
        yield opened


@pytest.fixture(params=["file", "server"] if SERVER else ["file"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    place = database_at(tmp_path / "new.db") if request.param == "server" else tmp_path / "new.db"
    with closing(Database(place)) as opened:
        yield opened


def test_a_copy_has_all_rows_and_gives_the_same_numbers_from_then_on(old: Database, new: Database) -> None:
    reported: list[tuple[int, int]] = []
    count = copy_store(old, new, lambda done, total: reported.append((done, total)))
    assert reported[-1] == (count, count)
    here, there = ArticleStore(old), ArticleStore(new)
    assert there.articles({SHARED}) == here.articles({SHARED})
    assert there.changes_after(0) == here.changes_after(0)
    assert there.size({SHARED}) == here.size({SHARED})
    assert Inbox(new, 123).unfinished() == Inbox(old, 123).unfinished()
    assert ChatStore(new).language("chat:7") == "en"
    assert add(new, "h", "i") == add(old, "h", "i") == [8, 9]
    assert there.paragraph_ids() == here.paragraph_ids()


def test_a_copy_that_was_interrupted_goes_on(
    old: Database, new: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (copied_rows, store_copy):
        monkeypatch.setattr(module, "BATCH", 2)

    def fail(done: int, _total: int) -> None:
        if done > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(old, new, fail)
    reported: list[int] = []
    count = copy_store(old, new, lambda done, _: reported.append(done))
    assert reported[0] > 8
    assert reported[-1] == count
    assert copy_store(old, new, lambda *_: pytest.fail("nothing is left to copy")) == count


def test_a_database_with_anything_else_is_left_alone(old: Database, new: Database) -> None:
    add(new, "something else")
    before = ArticleStore(new).articles({SHARED})
    with pytest.raises(StoreError) as raised:
        copy_store(old, new, lambda *_: None)
    assert raised.value.fault is Fault.COPY_NOT_EMPTY
    assert ArticleStore(new).articles({SHARED}) == before
    assert ChatStore(new).language("chat:7") is None


def test_a_row_that_differs_is_found(old: Database, new: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = "index.store.copying.store_copy._Copy._named"
    honest = store_copy._Copy._named

    def forging(table: object, rows: object) -> list[dict[str, object]]:
        named = honest(table, rows)  # type: ignore[arg-type]
        return [row | {"text": "Lain."} if row.get("text") == "Dua." else row for row in named]

    monkeypatch.setattr(changed, staticmethod(forging))
    with pytest.raises(StoreError) as raised:
        copy_store(old, new, lambda *_: None)
    assert raised.value.fault is Fault.COPY_DIFFERS
    assert raised.value.details["table"] == "paragraphs"
