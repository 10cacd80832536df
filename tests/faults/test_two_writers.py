"""Several processes share a library: none fails, and readers see what writers add."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from index.library import Library
from index.model.records import SHARED, Verdict
from index.store.articles import ArticleStore
from tests.conftest import PATIENCE
from tests.faults.library import (
    assert_found,
    assert_one_line,
    assert_sound,
    looked_into,
    run,
    settings_of,
    start,
    word,
    write_articles,
)

pytestmark = pytest.mark.slow
EACH = 1500


def newest(store: ArticleStore) -> int:
    count = store.size({SHARED}).articles
    found = store.articles({SHARED}, limit=1, offset=max(count - 1, 0))
    return int(found[0].title.removeprefix("Kabar ")) if found else 0


def seconds_until_found(library: Library, number: int) -> float:
    began = time.monotonic()
    while library.ask(word(number)).verdict is not Verdict.FOUND:
        assert time.monotonic() - began < PATIENCE, f"article {number} is stored and not found"
    return time.monotonic() - began


def test_two_adds_at_once_both_arrive_and_who_asks_sees_them_come(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = write_articles(tmp_path / "first.jsonl", 1, EACH)
    second = write_articles(tmp_path / "second.jsonl", EACH + 1, 2 * EACH)
    with open_configured_library(settings_of(data)) as library, looked_into(data) as (store, _):
        library.sync()
        waits: list[float] = []
        with start(data, "add", str(first)) as one, start(data, "add", str(second)) as other:
            try:
                while one.poll() is None or other.poll() is None:
                    if number := newest(store):
                        waits.append(seconds_until_found(library, number))
            finally:
                one.kill()
                other.kill()
            errors = one.communicate()[1], other.communicate()[1]
        assert (one.returncode, other.returncode) == (0, 0), errors
        assert_found(library, EACH)
        assert_found(library, 2 * EACH)
    print(f"asked {len(waits)} times; the newest was found after {max(waits):.2f} s at most")  # noqa: T201
    assert len(assert_sound(data, range(1, 2 * EACH + 1))) == 2 * EACH


@contextmanager
def held(data: Path) -> Iterator[int]:
    """Let another process hold the lock of the index, and yield its process id."""
    with start(data, module="tests.faults.holding") as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "held\n"
            yield process.pid
        finally:
            process.kill()


def test_an_add_ends_while_another_process_has_the_index_and_the_next_question_finds_it(tmp_path: Path) -> None:
    data, articles = tmp_path / "data", write_articles(tmp_path / "some.jsonl", 1, 10)
    assert run(data, "add", str(articles)).returncode == 0
    more = write_articles(tmp_path / "more.jsonl", 11, 20)
    with open_configured_library(settings_of(data)) as library:
        library.sync()
        with held(data):
            told = run(data, "add", str(more))
            assert told.returncode == 0
            assert "10 added" in told.stdout
            assert_one_line(told.stderr, "Another process is writing to the search index")
            assert library.size().articles == 20
            assert_found(library, 5)  # nobody waits for the lock
            assert library.ask(word(15)).verdict is Verdict.NOT_FOUND
        assert seconds_until_found(library, 15) < PATIENCE
    assert len(assert_sound(data, range(1, 21))) == 20


def test_a_rebuild_names_the_process_that_has_the_index(tmp_path: Path) -> None:
    data, articles = tmp_path / "data", write_articles(tmp_path / "some.jsonl", 1, 10)
    assert run(data, "add", str(articles)).returncode == 0
    with held(data) as process:
        told = run(data, "rebuild", "--wait", "0.2")
        assert (told.returncode, told.stdout) == (1, "")
        assert_one_line(told.stderr, f"Process {process} is writing to the search index")
    assert run(data, "rebuild").returncode == 0


def test_a_question_waits_for_an_index_that_another_process_is_to_make(tmp_path: Path) -> None:
    """An empty index would answer that no article has these words."""
    data, articles = tmp_path / "data", write_articles(tmp_path / "some.jsonl", 1, 10)
    assert run(data, "add", str(articles)).returncode == 0
    (data / "index" / "state.json").unlink()
    with ExitStack() as holder:
        holder.enter_context(held(data))
        with start(data, "ask", word(5)) as asking:
            try:
                time.sleep(1.5)
                assert asking.poll() is None
                holder.close()
                out, err = asking.communicate(timeout=PATIENCE)
            finally:
                asking.kill()
    assert f"Warga {word(5)}" in out
    assert_one_line(err, "it has been rebuilt")


def test_a_bot_waits_for_a_database_that_another_process_writes_to(tmp_path: Path) -> None:
    """There is no database yet, so the bot has to write the tables."""
    data = tmp_path / "data"
    data.mkdir()
    with closing(sqlite3.connect(data / "kutip.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with start(data, "telegram") as bot:
            try:
                assert bot.stderr is not None
                assert "is in use by another process that is writing to it: waiting" in bot.stderr.readline()
                other.execute("COMMIT")
                errors = bot.communicate(timeout=PATIENCE)[1]
            finally:
                bot.kill()
    assert bot.returncode == 1
    assert "TELEGRAM_TOKEN is not set" in errors  # the next thing that it needs
    assert "Traceback" not in errors
