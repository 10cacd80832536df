"""The remains that an unfinished writer leaves in an index on disk."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.retrieval.bm25.base import BODY, TITLE, Engine, Entry
from index.retrieval.bm25.disk import DiskEngine
from index.retrieval.index_folder import State

Open = Callable[[], Engine]


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens the same index again, as another process does."""
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


def test_a_change_that_is_interrupted_leaves_nothing_behind_and_no_lock(another: Open) -> None:
    engine = another()
    engine.add([entry(1)])

    def interrupted() -> Iterator[Entry]:
        yield entry(2)
        raise KeyboardInterrupt

    def add_again_on_the_way_out() -> None:
        try:
            engine.add(interrupted())
        finally:
            assert engine.count() == 1
            engine.add([entry(3)])

    with pytest.raises(KeyboardInterrupt), engine.writing():
        add_again_on_the_way_out()
    assert engine.count() == 2
    assert another().count() == 2


def test_a_reader_keeps_its_index_until_it_has_the_next_which_may_be_gone_by_then(
    another: Open, tmp_path: Path
) -> None:
    writing, found = another(), list[int]()
    writing.replace([entry(1)], generation=1)

    class Late(DiskEngine):
        """An engine that opens the second index after another process has replaced it by a third."""

        def _open(self, state: State | None) -> None:
            found.append(self.count())  # as a thread that asks does at this moment
            if writing.generation() == 2:
                writing.replace([entry(1), entry(2)], generation=3)
            super()._open(state)

    with closing(Late(tmp_path / "index", "1")) as reading:
        writing.replace([entry(1)], generation=2)
        assert reading.generation() == 3
        assert reading.count() == 2
    assert found == [0, 1, 1]
