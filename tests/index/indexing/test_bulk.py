"""An index that follows a bulk of additions, with a second process if it takes long."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.app import database_in, open_configured_library
from bot.runtime.settings import Settings
from index.indexing import bulk as session
from index.indexing.bulk import Session
from index.indexing.engine_indexer import Repair
from index.indexing.engine_process import Follower
from index.library import Library
from index.model.records import SHARED

ARTICLES = 40


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    lines = (f'{{"title": "Judul {n}", "text": "Kejadian nomor x{n}x di kota."}}' for n in range(ARTICLES))
    path.write_text("\n".join(lines))
    return path


def found(library: Library, number: int) -> int:
    return len(library.ask(f"x{number}x").quotes)


def follower(settings: Settings) -> Follower:
    return Follower(database_in(settings), settings.kutip_engine, settings.kutip_data / "index")


def wait_for(process: Follower) -> None:
    process.end()
    deadline = time.monotonic() + 20
    while process.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_follower_indexes_what_another_process_stores(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library:
        process = follower(settings)
        for _ in library.add([str(articles)]):
            ...
        wait_for(process)
        assert not library.is_behind()
        assert [found(library, number) for number in (0, ARTICLES - 1)] == [1, 1]


def test_an_add_that_takes_long_gets_a_follower(
    settings: Settings, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_ALONE_SECONDS", 0)
    told: list[tuple[int, int]] = []
    with open_configured_library(settings) as library:
        results = library.add([str(articles)], indexing=lambda done, total: told.append((done, total)))
        next(results)
        assert len(list(results)) == ARTICLES - 1
        assert not library.is_behind()
        assert {total for _, total in told} == {ARTICLES}
        assert sum(found(library, number) for number in range(ARTICLES)) == ARTICLES


def test_a_follower_ends_with_the_one_that_started_it(settings: Settings, articles: Path) -> None:
    """Its standard input ends, whatever ended the other process."""
    with open_configured_library(settings) as library:
        list(library.add([str(articles)]))
        process = follower(settings)
        assert process.is_alive()
        process.end()
        wait_for(process)
        assert process._process.returncode == 0


class DeadHelper:
    """A second process that was killed at once."""

    def is_alive(self) -> bool:
        return False

    def end(self) -> None: ...


@pytest.fixture
def library_with_dead_helper(settings: Settings) -> Iterator[Library]:
    with open_configured_library(settings) as library:
        library._start_follower = DeadHelper  # type: ignore[assignment, method-assign]
        yield library


def test_who_loses_its_follower_goes_on_alone(
    library_with_dead_helper: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_ALONE_SECONDS", 0)
    library = library_with_dead_helper
    assert len(list(library.add([str(articles)]))) == ARTICLES
    assert not library.is_behind()
    assert found(library, 7) == 1


def test_a_killed_follower_costs_nothing_that_is_stored(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library:
        process = follower(settings)
        os.kill(process._process.pid, signal.SIGKILL)
        list(library.add([str(articles)]))
        wait_for(process)
        assert found(library, 3) == 1
    with open_configured_library(settings) as library:
        assert library.sync() is None


def test_an_add_that_is_left_half_way_leaves_an_index_in_order(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library:
        results = library.add([str(articles)])
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert not library.is_behind()
        assert library.sync() is None


def test_a_session_in_a_library_where_another_process_writes_only_stores(
    settings: Settings, articles: Path
) -> None:
    with open_configured_library(settings) as library, open_configured_library(settings) as other:
        with Session(other._indexer, other._engine, DeadHelper):
            began = time.monotonic()
            assert len(list(library.add_bytes(articles.read_bytes(), "many.jsonl", SHARED))) == ARTICLES
            assert library.is_behind()
            assert time.monotonic() - began < 10
        assert not other.is_behind()
        assert found(library, 5) == 1
        assert library.sync() in (None, Repair.BEHIND)


class SlowHelper(DeadHelper):
    """A second process that has not started to index at the first looks."""

    def __init__(self) -> None:
        self.looks = 0

    def is_alive(self) -> bool:
        self.looks += 1
        return self.looks < 5


def test_who_stores_waits_for_an_index_that_is_far_behind(
    settings: Settings, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_ALONE_SECONDS": 0, "_LOOK_SECONDS": 0.01, "_MOST_AHEAD": 0}.items():
        monkeypatch.setattr(session, name, value)
    with open_configured_library(settings) as library:
        helper = SlowHelper()
        library._start_follower = lambda: helper  # type: ignore[assignment, method-assign, return-value]
        assert len(list(library.add([str(articles)]))) == ARTICLES
        assert helper.looks >= 5
        assert not library.is_behind()
