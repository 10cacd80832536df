"""Several processes claim, handle and free lines at the same time, as threads with stores of their own."""

import threading
from pathlib import Path

from index.conversations.lines.line_store import LineStore
from index.conversations.lines.records import Addressed
from index.store.database import Database
from tests.databases import database_at, only_postgres

_UPDATES, _LINES = 150, 6


@only_postgres
def test_each_update_is_handled_once_and_in_order(tmp_path: Path) -> None:
    database = Database(database_at(tmp_path / "kutip.db"))
    handled: list[tuple[str, int]] = []
    stores = [LineStore(database, 123, f"process {number}") for number in range(5)]
    receiving, working = stores[:2], stores[2:]
    has_come = threading.Event()
    threads = [threading.Thread(target=_receive, args=(store,)) for store in receiving]
    workers = [threading.Thread(target=_work, args=(store, handled, has_come)) for store in working]
    for thread in (*workers, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    has_come.set()
    for worker in workers:
        worker.join()
    database.close()
    assert len(handled) == _UPDATES
    for line in range(_LINES):
        numbers = [number for name, number in handled if name == f"chat:{line}"]
        assert numbers == sorted(numbers)


def _receive(store: LineStore) -> None:
    for number in range(_UPDATES):  # both get all of them
        line = f"chat:{number % _LINES}"
        store.keep([Addressed(number, line, {}, line)])


def _work(store: LineStore, handled: list[tuple[str, int]], has_come: threading.Event) -> None:
    while True:
        is_last = has_come.is_set()
        claimed = [one.name for one in store.claim(2)]
        for name, unfinished in store.unfinished(claimed, [], 100):
            handled.append((name, unfinished.number))
            assert store.finish(name, unfinished.number, 1, 0)
        left = set(claimed)
        while left := store.free(left):
            for name, unfinished in store.unfinished(left, [], 100):
                handled.append((name, unfinished.number))
                assert store.finish(name, unfinished.number, 1, 0)
        if is_last and not claimed:
            return
