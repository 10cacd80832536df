"""What is left in an index on disk by a writer that did not come to its end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engines.base import BODY, TITLE, Engine, Entry
from index.engines.disk import DiskEngine

Open = Callable[[], Engine]


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Open]:
    """Opens the same index once more, as another process does."""
    opened: list[Engine] = []

    def open_one() -> Engine:
        opened.append(DiskEngine(tmp_path / "index", "1"))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


def entry(number: int) -> Entry:
    return Entry(number, "shared", {BODY: [f"kata{number}"], TITLE: []})


def test_what_a_writer_indexed_and_never_marked_is_not_indexed_twice(another: Open) -> None:
    dying, staying = another(), another()
    dying.add([entry(1)])
    dying.mark(1)
    assert staying.generation() == 1
    dying.add([entry(2)])  # and it is killed before it marks that
    staying.add([entry(2)])
    assert staying.count() == 2
