"""Indexing while much is added, with a second process when it takes long."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.app import library_config, open_configured_library
from bot.runtime.settings import Settings
from index.indexing import bulk
from index.indexing.bulk import BulkIndexing
from index.indexing.engine_indexer import Repair
from index.indexing.engine_process import SYNC_ENGINE
from index.indexing.worker import WorkerProcess
from index.library import Library
from index.model.records import SHARED
from tests.conftest import PATIENCE

ARTICLES = 40


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    lines = (f'{{"title": "Judul {n}", "text": "Kejadian nomor x{n}x di kota."}}' for n in range(ARTICLES))
    path.write_text("\n".join(lines))
    return path


def found(library: Library, number: int) -> int:
    return len(library.ask(f"x{number}x").quotes)


def start_worker(settings: Settings) -> WorkerProcess:
    return WorkerProcess(SYNC_ENGINE, library_config(settings).to_json())


def wait_for(process: WorkerProcess) -> None:
    process.end()
    deadline = time.monotonic() + PATIENCE
    while process.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_indexes_what_another_process_stores(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library:
        process = start_worker(settings)
        for _ in library.add([str(articles)]):
            ...
        wait_for(process)
        assert not library.is_behind()
        assert [found(library, number) for number in (0, ARTICLES - 1)] == [1, 1]


def test_an_add_that_takes_long_starts_a_second_process(
    settings: Settings, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_SECONDS_ALONE", 0)
    reported: list[tuple[int, int]] = []
    with open_configured_library(settings) as library:
        results = library.add([str(articles)], indexing=lambda done, total: reported.append((done, total)))
        next(results)
        assert len(list(results)) == ARTICLES - 1
        assert not library.is_behind()
        assert {total for _, total in reported} == {ARTICLES}
        assert sum(found(library, number) for number in range(ARTICLES)) == ARTICLES


def test_a_worker_ends_with_the_process_that_started_it(settings: Settings, articles: Path) -> None:
    """Its standard input ends then, whatever ended the other process."""
    with open_configured_library(settings) as library:
        list(library.add([str(articles)]))
        process = start_worker(settings)
        assert process.is_alive()
        process.end()
        wait_for(process)
        assert process.exit_code == 0


class DeadProcess:
    """A second process that was killed at once."""

    def is_alive(self) -> bool:
        return False

    def end(self) -> None: ...


@pytest.fixture
def library_with_dead_process(settings: Settings) -> Iterator[Library]:
    with open_configured_library(settings) as library:
        library._start_engine_process = DeadProcess  # type: ignore[assignment, method-assign]
        yield library


def test_an_add_whose_second_process_dies_goes_on_alone(
    library_with_dead_process: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_SECONDS_ALONE", 0)
    library = library_with_dead_process
    assert len(list(library.add([str(articles)]))) == ARTICLES
    assert not library.is_behind()
    assert found(library, 7) == 1


def test_a_killed_worker_costs_nothing_that_is_stored(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library:
        process = start_worker(settings)
        os.kill(process.pid, signal.SIGKILL)
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


def test_an_add_while_another_process_holds_the_index_only_stores(settings: Settings, articles: Path) -> None:
    with open_configured_library(settings) as library, open_configured_library(settings) as other:
        with BulkIndexing(other._indexer, other._engine, DeadProcess):
            assert len(list(library.add_bytes(articles.read_bytes(), "many.jsonl", SHARED))) == ARTICLES
            assert library.is_behind()
        assert not other.is_behind()
        assert found(library, 5) == 1
        assert library.sync() in (None, Repair.BEHIND)


class SlowProcess(DeadProcess):
    """A second process that has not begun to index when it is looked at for the first times."""

    def __init__(self) -> None:
        self.looks = 0

    def is_alive(self) -> bool:
        self.looks += 1
        return self.looks < 5


def test_an_add_waits_for_an_index_that_lags_far_behind(
    settings: Settings, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_SECONDS_ALONE": 0, "_POLL_SECONDS": 0.01, "_MAX_LAG": 0}.items():
        monkeypatch.setattr(bulk, name, value)
    with open_configured_library(settings) as library:
        process = SlowProcess()
        library._start_engine_process = lambda: process  # type: ignore[assignment, method-assign, return-value]
        assert len(list(library.add([str(articles)]))) == ARTICLES
        assert process.looks >= 5
        assert not library.is_behind()
