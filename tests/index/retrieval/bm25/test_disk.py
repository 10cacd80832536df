"""Durability, repair and sharing of the engine on disk; test_contract holds what is true of every engine."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.model.errors import EngineBusy, Fault
from index.retrieval.bm25.base import BODY, TITLE, Entry, Query
from index.retrieval.bm25.disk import DiskEngine
from index.retrieval.bm25.memory import MemoryEngine

HERE = frozenset({"shared"})


def entries(*bodies: str, first: int = 1) -> list[Entry]:
    return [Entry(n, "shared", {BODY: body.split(), TITLE: []}) for n, body in enumerate(bodies, first)]


def ids(engine: DiskEngine, word: str, limit: int = 10) -> list[int]:
    return [hit.paragraph_id for hit in engine.search(Query({word: 1.0}, HERE), limit)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DiskEngine]:
    with closing(DiskEngine(tmp_path, "1")) as opened:
        yield opened


def test_marked_changes_are_there_after_reopening(engine: DiskEngine, tmp_path: Path) -> None:
    engine.add(entries("banjir kota", "hujan"))
    engine.mark(7)
    engine.close()
    with closing(DiskEngine(tmp_path, "1")) as again:
        assert (again.generation(), ids(again, "banjir"), again.count()) == (7, [1], 2)


def test_another_process_sees_marked_changes_without_reopening(engine: DiskEngine, tmp_path: Path) -> None:
    with closing(DiskEngine(tmp_path, "1")) as reader:
        assert ids(reader, "banjir") == []
        engine.add(entries("banjir kota"))
        engine.mark(1)
        assert (reader.generation(), ids(reader, "banjir")) == (1, [1])
        engine.remove([1])
        engine.mark(2)
        assert (reader.generation(), ids(reader, "banjir")) == (2, [])


def test_an_index_of_another_version_counts_as_empty(engine: DiskEngine, tmp_path: Path) -> None:
    engine.replace(entries("banjir"), generation=3)
    with closing(DiskEngine(tmp_path, "2")) as newer:
        assert (newer.generation(), ids(newer, "banjir"), newer.count()) == (0, [], 0)
        newer.replace(entries("banjir"), generation=3)
        assert (newer.generation(), ids(newer, "banjir")) == (3, [1])
    assert engine.generation() == 0


def test_a_failed_add_shows_nothing_and_the_next_one_works(engine: DiskEngine) -> None:
    engine.add(entries("kota"))

    def failing() -> Iterator[Entry]:
        yield from entries("banjir", first=2)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        engine.add(failing())
    assert (ids(engine, "banjir"), engine.count()) == ([], 1)
    engine.add(entries("banjir", first=2))
    assert ids(engine, "banjir") == [2]


def test_the_old_index_answers_until_the_new_one_is_complete(engine: DiskEngine, tmp_path: Path) -> None:
    engine.replace(entries("banjir lama"), generation=1)
    seen = []

    def watched() -> Iterator[Entry]:
        for entry in entries("banjir baru", "banjir lagi", first=5):
            seen.append(ids(engine, "banjir"))
            yield entry

    with closing(DiskEngine(tmp_path, "1")) as reader:
        engine.replace(watched(), generation=2)
        assert seen == [[1], [1]]
        assert ids(engine, "banjir") == ids(reader, "banjir") == [5, 6]
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_failed_replacement_leaves_only_the_old_index(engine: DiskEngine, tmp_path: Path) -> None:
    engine.replace(entries("banjir"), generation=1)

    def failing() -> Iterator[Entry]:
        yield from entries("hujan", first=2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.replace(failing(), generation=2)
    assert (engine.generation(), ids(engine, "banjir")) == (1, [1])
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_writer_that_waits_too_long_learns_which_process_writes(engine: DiskEngine, tmp_path: Path) -> None:
    with closing(DiskEngine(tmp_path, "1")) as other, engine.writing():
        with pytest.raises(EngineBusy) as error, other.writing(wait=0):
            pass
        assert error.value.fault is Fault.INDEX_BUSY
        assert error.value.details == {"process": str(os.getpid())}
    with closing(DiskEngine(tmp_path, "1")) as other, other.writing(wait=0):
        other.add(entries("banjir"))


def test_equal_scores_are_ordered_by_id_across_segments(engine: DiskEngine) -> None:
    for first in (301, 201, 101, 1):
        engine.add(entries(*["kota banjir"] * 100, first=first))
    assert ids(engine, "kota", limit=5) == [1, 2, 3, 4, 5]


def test_deleted_paragraphs_do_not_count(engine: DiskEngine) -> None:
    """tantivy counts deleted paragraphs until it merges their segment."""
    memory = MemoryEngine()
    some = entries(*(f"kota {'banjir' if n % 3 else 'hujan'} w{n}" for n in range(60)))
    for each in (engine, memory):
        each.add(some)
        each.remove(range(1, 31))
    query = Query({"hujan": 1.0, "kota": 0.5}, HERE)
    assert engine.frequencies(["hujan", "w3"], BODY, HERE) == memory.frequencies(["hujan", "w3"], BODY, HERE)
    assert (engine.count(), engine.count(HERE)) == (30, 30)
    found, expected = engine.search(query, 30), memory.search(query, 30)
    assert [hit.paragraph_id for hit in found] == [hit.paragraph_id for hit in expected]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], rel=1e-5)


def damages(path: Path) -> Iterator[bytes | None]:
    """Yield the remains of a damaged file: no file, no bytes, half of them, all but a few."""
    data = path.read_bytes()
    yield None
    yield from (data[:size] for size in {0, len(data) // 2, max(len(data) - 3, 0)})


def test_a_damaged_index_counts_as_empty_and_is_replaced(engine: DiskEngine, tmp_path: Path) -> None:
    engine.replace(entries("banjir kota", "hujan"), generation=4)
    names = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    needed = [name for name in names if not name.name.startswith(".") and name.name not in ("lock", "holder")]
    assert len(needed) > 5
    for name in needed:
        for left in damages(tmp_path / name):
            whole = (tmp_path / name).read_bytes()
            (tmp_path / name).unlink()
            if left is not None:
                (tmp_path / name).write_bytes(left)
            with closing(DiskEngine(tmp_path, "1")) as damaged:
                assert (damaged.generation(), ids(damaged, "banjir")) == (0, []), (name, left)
            (tmp_path / name).write_bytes(whole)
    (tmp_path / needed[0]).write_bytes(b"")
    with closing(DiskEngine(tmp_path, "1")) as damaged:
        damaged.replace(entries("banjir"), generation=5)
        assert (damaged.generation(), ids(damaged, "banjir")) == (5, [1])
