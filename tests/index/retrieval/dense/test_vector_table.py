"""A table of vectors in files: damage, other processes, and kills."""

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


@pytest.mark.parametrize("kept", [True, False])
def test_a_vector_of_zeros_is_kept(kept: bool, tmp_path: Path) -> None:
    vectors = VectorTable(tmp_path if kept else None, "m", DIMENSIONS)
    vectors.add([1], ["shared"], np.zeros((1, DIMENSIONS), np.float32))
    assert vectors.missing([1]).tolist() == []


def filled(folder: Path) -> VectorTable:
    vectors = VectorTable(folder, "m", DIMENSIONS)
    vectors.add([1, 2, 9000], ["shared", "chat:1", "shared"], some(3))
    vectors.mark(4)
    return vectors


def test_vectors_are_seen_by_others_and_after_reopening(tmp_path: Path) -> None:
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


def test_vectors_of_another_version_are_replaced(tmp_path: Path) -> None:
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
def test_damaged_files_cause_no_error_and_are_repaired(
    name: str, harm: Callable[[Path], None], tmp_path: Path
) -> None:
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


def test_a_second_writer_waits_and_learns_which_process_writes(tmp_path: Path) -> None:
    first, second = filled(tmp_path), VectorTable(tmp_path, "m", DIMENSIONS)
    with first.writing(), pytest.raises(EngineBusy) as error, second.writing(wait=0.05):
        pass
    assert error.value.fault is Fault.VECTORS_BUSY
    assert error.value.details["process"] == str(os.getpid())


def test_a_table_that_cannot_be_written_is_an_expected_error(tmp_path: Path) -> None:
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
def test_a_killed_writer_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    for round_ in range(5):
        command = [sys.executable, "-c", _ADDING, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            reported = [int(process.stdout.readline()) for _ in range(20 + round_)][-1]
            process.kill()
        vectors = VectorTable(tmp_path, "m", DIMENSIONS)
        assert vectors.missing(range(1, reported + 1)).tolist() == []
        axes = np.eye(DIMENSIONS, dtype=np.float32)
        for number in range(reported - 200, reported + 200):  # no vector is half written, reported or not
            cosines = vectors.cosines(axes[(number - 1) % 64], [number])
            assert cosines.get(number, 1) == pytest.approx(1, abs=0.01)
