"""Where vectors are kept: the same in memory and in files, and whatever happens to the files."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.model.errors import EngineBusy, EngineError, Fault
from index.retrieval.dense.vector_table import VectorTable

DIMENSIONS = 64
HERE, THERE = frozenset({"shared"}), frozenset({"chat:1"})
Floats = NDArray[np.float32]


def some(count: int, seed: int = 0) -> Floats:
    made = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.fixture(params=["memory", "files"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "vectors" if request.param == "files" else None


@pytest.fixture
def vectors(folder: Path | None) -> VectorTable:
    return VectorTable(folder, "m", DIMENSIONS)


def test_there_is_nothing_at_first(vectors: VectorTable) -> None:
    assert vectors.nearest(some(1)[0], HERE, 5) == []
    assert vectors.cosines(some(1)[0], [1, 2]) == {}
    assert (vectors.count(), vectors.count(HERE), vectors.generation()) == (0, 0, 0)
    assert vectors.missing([3, 1]).tolist() == [1, 3]


def test_the_nearest_come_first_with_their_cosines(vectors: VectorTable) -> None:
    made = some(5000)
    vectors.add(range(1, 5001), ["shared"] * 5000, made)
    question = some(1, seed=9)[0]
    exact = made @ question
    hits = vectors.nearest(question, HERE, 20)
    assert hits[0].paragraph_id == exact.argmax() + 1
    assert len({hit.paragraph_id for hit in hits} & set(np.argsort(-exact)[:20] + 1)) >= 19
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(abs(hit.score - exact[hit.paragraph_id - 1]) < 0.01 for hit in hits)
    assert vectors.cosines(question, [7, 99_999])[7] == pytest.approx(exact[6], abs=0.01)


def test_a_search_is_told_nothing_of_other_libraries(vectors: VectorTable) -> None:
    made = some(3)
    vectors.add([1, 2, 3], ["shared", "chat:1", "chat:2"], made)
    assert [hit.paragraph_id for hit in vectors.nearest(made[1], HERE, 5)] == [1]
    assert [hit.paragraph_id for hit in vectors.nearest(made[1], HERE | THERE, 5)] == [2, 1]
    assert vectors.nearest(made[1], frozenset({"chat:9"}), 5) == vectors.nearest(made[1], frozenset(), 5) == []
    assert (vectors.count(THERE), vectors.count(frozenset({"chat:9"})), vectors.count()) == (1, 0, 3)


def test_few_among_many_are_found(vectors: VectorTable) -> None:
    made = some(3000)
    vectors.add(range(1, 3001), ["chat:1" if number % 500 == 0 else "shared" for number in range(3000)], made)
    hits = vectors.nearest(made[500], THERE, 3)
    assert (hits[0].paragraph_id, len(hits)) == (501, 3)
    assert all((hit.paragraph_id - 1) % 500 == 0 for hit in hits)


def test_a_known_id_gets_the_new_vector_and_an_unknown_one_is_removed_in_peace(vectors: VectorTable) -> None:
    made = some(3)
    vectors.add([5, 2], ["shared"] * 2, made[:2])
    vectors.add([5], ["chat:1"], made[2:])
    assert vectors.cosines(made[2], [5])[5] == pytest.approx(1, abs=0.01)
    assert vectors.count(THERE) == 1
    vectors.remove([5, 77, 10**12])
    assert vectors.nearest(made[2], HERE | THERE, 5)[0].paragraph_id == 2
    assert vectors.missing([2, 5]).tolist() == [5]
    vectors.add([], [], made[:0])
    vectors.remove(range(1, 100))
    assert vectors.count() == 0


def test_a_mark_is_remembered_and_clearing_forgets(vectors: VectorTable) -> None:
    vectors.add([1], ["shared"], some(1))
    vectors.mark(7)
    assert (vectors.generation(), vectors.count()) == (7, 1)
    vectors.clear(9)
    assert (vectors.generation(), vectors.count()) == (9, 0)


def test_a_vector_of_nothing_is_kept_all_the_same(vectors: VectorTable) -> None:
    vectors.add([1], ["shared"], np.zeros((1, DIMENSIONS), np.float32))
    assert vectors.missing([1]).tolist() == []


def filled(folder: Path) -> VectorTable:
    vectors = VectorTable(folder, "m", DIMENSIONS)
    vectors.add([1, 2, 9000], ["shared", "chat:1", "shared"], some(3))
    vectors.mark(4)
    return vectors


def test_what_is_written_is_there_when_opened_again_and_for_others(tmp_path: Path) -> None:
    reader = VectorTable(tmp_path, "m", DIMENSIONS)
    assert reader.count() == 0
    writer = filled(tmp_path)
    for vectors in (reader, VectorTable(tmp_path, "m", DIMENSIONS)):
        assert (vectors.count(), vectors.count(THERE), vectors.generation()) == (3, 1, 4)
        assert vectors.nearest(some(3)[2], HERE, 1)[0].paragraph_id == 9000
    writer.remove([9000])
    assert reader.missing([1, 9000]).tolist() == [9000]
    writer.clear(5)
    assert (reader.count(), reader.generation()) == (0, 5)


def test_vectors_of_another_model_are_made_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    other = VectorTable(tmp_path, "n", DIMENSIONS)
    assert (other.count(), other.generation()) == (0, 0)
    other.add([3], ["shared"], some(1))
    assert (other.count(), VectorTable(tmp_path, "m", DIMENSIONS).count()) == (1, 0)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def spoil(path: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(path.stat().st_size))


@pytest.mark.parametrize("harm", [cut, spoil, Path.unlink])
@pytest.mark.parametrize("name", ["codes", "scales", "libraries", "names", "../state.json"])
def test_damage_is_no_failure_and_is_mended(name: str, harm: Callable[[Path], None], tmp_path: Path) -> None:
    filled(tmp_path)
    harm(tmp_path / "1" / name)
    vectors, made = VectorTable(tmp_path, "m", DIMENSIONS), some(3)
    vectors.nearest(made[0], HERE | THERE, 5)
    vectors.cosines(made[0], [1, 2, 9000])
    lost = vectors.missing([1, 2, 9000]).tolist()
    assert vectors.count() >= 3 - len(lost)
    vectors.add([1, 2, 9000], ["shared", "chat:1", "shared"], made)
    assert vectors.missing([1, 2, 9000]).tolist() == []
    assert vectors.nearest(made[0], HERE, 5)[0].paragraph_id == 1
    assert vectors.count(THERE) == 1


def test_a_second_writer_waits_and_is_told(tmp_path: Path) -> None:
    first, second = filled(tmp_path), VectorTable(tmp_path, "m", DIMENSIONS)
    with first.writing(), pytest.raises(EngineBusy) as error, second.writing(wait=0.05):
        pass
    assert error.value.fault is Fault.VECTORS_BUSY
    assert error.value.details["process"] == str(os.getpid())


def test_what_can_not_be_written_is_an_expected_error(tmp_path: Path) -> None:
    vectors = filled(tmp_path)
    (tmp_path / "1" / "scales").unlink()
    (tmp_path / "1" / "scales").mkdir()
    with pytest.raises(EngineError) as error:
        vectors.add([1], ["shared"], some(1))
    assert error.value.fault is Fault.INDEX_UNWRITABLE
    vectors.nearest(some(1)[0], HERE, 3)


_ADDING = """
import sys, pathlib, numpy as np
from index.retrieval.dense.vector_table import VectorTable
vectors = VectorTable(pathlib.Path(sys.argv[1]), "m", 64)
made = np.eye(64, dtype=np.float32)
with vectors.writing():
    for start in range(1, 1_000_000, 64):
        vectors.add(range(start, start + 64), ["shared"] * 64, made)
        print(start + 63, flush=True)
"""


@pytest.mark.slow
def test_a_writer_that_is_killed_loses_nothing_it_has_told_of(tmp_path: Path) -> None:
    for round_ in range(5):
        command = [sys.executable, "-c", _ADDING, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = [int(process.stdout.readline()) for _ in range(20 + round_)][-1]
            process.kill()
        vectors = VectorTable(tmp_path, "m", DIMENSIONS)
        assert vectors.missing(range(1, told + 1)).tolist() == []
        axes = np.eye(DIMENSIONS, dtype=np.float32)
        for number in range(told - 200, told + 200):  # also of those it has not told of, none is half a vector
            cosines = vectors.cosines(axes[(number - 1) % 64], [number])
            assert cosines.get(number, 1) == pytest.approx(1, abs=0.01)
