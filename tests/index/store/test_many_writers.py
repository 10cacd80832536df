"""Several processes that write at a time: none of their changes is lost, counted twice or logged out of order."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import insert

from index.conversations.inbox import Arrived, Inbox
from index.conversations.sent_messages import SentMessages
from index.model.records import SHARED, AddResult, Outcome, ParsedArticle
from index.store.articles import ArticleStore
from index.store.change_log import Change, next_generation
from index.store.database import Database
from index.store.schema import libraries
from tests.databases import database_at, only_postgres
from tests.index.parsed_paragraphs import without_heading

WRITERS, ROUNDS = 4, 12


def article(writer: int, number: int) -> ParsedArticle:
    texts = without_heading(*(f"Kalimat {line} dari {writer} nomor {number}." for line in range(1 + number % 3)))
    return ParsedArticle(title=f"Judul {writer} {number}", paragraphs=texts)


def write(path: Path, writer: int) -> list[int]:
    """Add articles, one a transaction, and remove every third; return the ids of those that stay."""
    kept = []
    with closing(Database(database_at(path))) as database:
        store = ArticleStore(database)
        for number in range(ROUNDS):
            (result,) = store.add(SHARED, [article(writer, number)])
            assert isinstance(result, AddResult)
            assert result.outcome is Outcome.ADDED
            if number % 3 == 2:
                store.remove(result.article.id, {SHARED})
            else:
                kept.append(result.article.id)
    return kept


def follow(path: Path, has_ended: Event) -> list[Change]:
    """Read the change log as an indexer does, from the latest generation that was seen, until nothing comes."""
    seen: list[Change] = []
    with closing(Database(database_at(path))) as database:
        store = ArticleStore(database)
        while True:
            is_last = has_ended.is_set()
            seen += store.changes_after(seen[-1].generation if seen else 0)
            if is_last:
                return seen


def test_a_follower_misses_no_change_of_many_writers(tmp_path: Path) -> None:
    path, has_ended = tmp_path / "kutip.db", Event()
    with closing(Database(database_at(path))) as database, ThreadPoolExecutor(WRITERS + 1) as threads:
        follower = threads.submit(follow, path, has_ended)
        writers = [threads.submit(write, path, number) for number in range(WRITERS)]
        try:
            kept = sorted(id_ for writer in writers for id_ in writer.result())
        finally:
            has_ended.set()
        seen = follower.result()
        store = ArticleStore(database)
        assert seen == store.changes_after(0)
        assert [change.generation for change in seen] == list(range(1, store.generation() + 1))
        assert [one.id for one in store.articles({SHARED})] == kept
        assert store.size({SHARED}) == (len(kept), len(store.paragraph_ids()))
        assert indexed(seen) == store.paragraph_ids()


def indexed(changes: Sequence[Change]) -> list[int]:
    found = set[int]()
    for change in changes:
        change_in = found.update if change.kind == "added" else found.difference_update
        change_in(change.paragraph_ids)
    return sorted(found)


def test_articles_change_only_while_nobody_else_writes(tmp_path: Path) -> None:
    with (
        closing(Database(database_at(tmp_path / "kutip.db"))) as database,
        database.reading() as connection,
        pytest.raises(RuntimeError),
    ):
        next_generation(connection)


def test_an_update_or_an_offer_that_reaches_several_processes_is_new_to_one_of_them(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"

    def receive(_: int) -> tuple[set[int], bool]:
        with closing(Database(database_at(path))) as database:
            updates = [Arrived(number, "chat:5", {"text": "apa?"}) for number in range(20)]
            return Inbox(database, 1).keep(updates), SentMessages(database, 1).accept("chat:5", 7, _)

    Database(database_at(path)).close()
    with ThreadPoolExecutor(WRITERS) as threads:
        kept, accepted = zip(*threads.map(receive, range(WRITERS)), strict=True)
    assert sorted(number for numbers in kept for number in numbers) == list(range(20))
    assert sum(accepted) == 1


@only_postgres
def test_an_update_is_kept_while_somebody_adds_articles(tmp_path: Path) -> None:
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database, database.writing() as connection:
        connection.execute(insert(libraries).values(name=SHARED))
        assert Inbox(database, 1).keep([Arrived(1, "chat:5", {})]) == {1}
