"""Vectors stay in step with the store, no matter when the work stops."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.indexing.question_vector import QuestionVector
from index.indexing.semantic import SemanticRetriever
from index.indexing.vector_indexer import VectorIndexer
from index.ingestion.ingest import ingest
from index.ingestion.readers import parse_text
from index.model.records import Credits
from index.retrieval.dense import IN_MEMORY, ON_DISK
from index.retrieval.dense.base import Embedder, vectors_version
from index.retrieval.dense.vector_index import FlatVectorIndex, open_on_disk
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.conftest import PATIENCE
from tests.fakes import FakeEmbedder

SHARED = frozenset({"shared"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    database = Database(tmp_path / "kutip.db")
    yield ArticleStore(database)
    database.close()


def add(store: ArticleStore, title: str, count: int = 3, library: str = "shared") -> int:
    text = "\n".join(f"{title} membahas hal nomor {number} dengan panjang lebar." for number in range(count))
    results = list(ingest(store, parse_text(text, title, Credits(title=title), 10**6), library))
    return results[0].article.id  # type: ignore[union-attr]


def retriever_of(store: ArticleStore, folder: Path | None, embedder: Embedder | None = None) -> SemanticRetriever:
    vector_index = ON_DISK if folder else IN_MEMORY
    return SemanticRetriever(store, embedder or FakeEmbedder(), vector_index, IndexLocation(folder or Path()))


def indexer_of(store: ArticleStore, folder: Path | None, embedder: Embedder | None = None) -> VectorIndexer:
    return retriever_of(store, folder, embedder).require_indexer()


def index_in(folder: Path) -> FlatVectorIndex:
    return open_on_disk(IndexLocation(folder), vectors_version(FakeEmbedder()), FakeEmbedder.dimensions)


def test_all_paragraphs_get_a_vector_once(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 40)
    add(store, "Pemilu", 2, "chat:1")
    embedder, steps = FakeEmbedder(), list[tuple[int, int]]()
    indexer = indexer_of(store, tmp_path / "vectors", embedder)
    assert indexer.is_behind()
    assert indexer.embed(lambda done, total: steps.append((done, total))) == 42
    assert not indexer.is_behind()
    assert steps == [(32, 42), (42, 42)]
    assert embedder.embedded[0].startswith("Banjir. ")
    assert any(text.startswith("Pemilu. ") for text in embedder.embedded[:32])  # the newest first
    assert indexer.embed() == 0
    assert len(embedder.embedded) == 42
    assert indexer.embedded_and_stored() == (42, 42)
    assert index_in(tmp_path / "vectors").count(SHARED) == 40


@pytest.mark.parametrize("kept", [True, False])
def test_a_question_finds_the_paragraph_most_like_it(store: ArticleStore, tmp_path: Path, kept: bool) -> None:
    add(store, "Banjir")
    number = add(store, "Pemilu")
    retriever = retriever_of(store, tmp_path / "vectors" if kept else None)
    retriever.require_indexer().embed()
    question = retriever.question_vector("pemilu hal nomor 1")
    assert question
    best = question.nearest(SHARED, 1)[0].paragraph_id
    article, paragraph = store.find([best], SHARED)[best]
    assert (article.id, paragraph.number) == (number, 2)


def test_removed_paragraphs_lose_their_vectors(store: ArticleStore, tmp_path: Path) -> None:
    number, _ = add(store, "Banjir"), add(store, "Pemilu")
    indexer = indexer_of(store, tmp_path)
    indexer.embed()
    store.remove(number, SHARED)
    assert indexer.is_behind()
    indexer.drop_removed()
    assert (indexer.is_behind(), indexer.embedded_and_stored()) == (False, (3, 3))


def add_long(store: ArticleStore) -> int:
    sentences = [f"Kalimat ini membahas perkara{number} dengan panjang lebar." for number in range(20)]
    results = list(ingest(store, parse_text(" ".join(sentences), "x", Credits(title="Panjang"), 10**6), "shared"))
    return results[0].article.id  # type: ignore[union-attr]


def test_a_long_paragraph_is_found_by_one_part_of_it(store: ArticleStore, tmp_path: Path) -> None:
    number = add_long(store)
    retriever = retriever_of(store, tmp_path)
    retriever.require_indexer().embed()
    (paragraph,) = store.paragraphs(number)
    for word, part in (("perkara1", 0), ("perkara18", 2)):
        question = retriever.question_vector(word)
        assert question
        assert question.cosines([paragraph.id])[paragraph.id].part == part
    store.remove(number, SHARED)
    retriever.drop_removed()
    assert index_in(tmp_path).missing([paragraph.id]).tolist() == [paragraph.id]
    assert retriever.require_indexer().embedded_and_stored() == (0, 0)


def test_a_short_paragraph_is_its_own_nearest_part(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 1)
    retriever = retriever_of(store, tmp_path)
    retriever.require_indexer().embed()
    question = retriever.question_vector("banjir")
    assert question
    ((whole, nearest, part),) = question.cosines(store.paragraph_ids()).values()
    assert (nearest, part) == (whole, None)


def test_embedding_may_stop_at_any_time_and_resume(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 100)
    first = indexer_of(store, tmp_path)
    answers = iter([True, True, False])
    assert first.embed(is_wanted=lambda: next(answers)) == 64
    embedder = FakeEmbedder()
    assert indexer_of(store, tmp_path, embedder).embed() == 36
    assert len(embedder.embedded) == 36


def test_changes_made_meanwhile_are_followed(store: ArticleStore, tmp_path: Path) -> None:
    old = add(store, "Banjir", 40)
    indexer = indexer_of(store, tmp_path)

    def change(done: int, _total: int) -> None:
        if done == 32 and store.size(SHARED).articles == 1 and store.articles(SHARED)[0].id == old:
            store.remove(old, SHARED)
            add(store, "Pemilu", 5)

    assert indexer.embed(change) == 32 + 5
    assert indexer.embedded_and_stored() == (5, 5)
    assert not indexer.is_behind()


def test_another_model_embeds_everything_again(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir")
    indexer_of(store, tmp_path).embed()
    other = indexer_of(store, tmp_path, FakeEmbedder("fake-2"))
    assert other.is_behind()
    assert other.embed() == 3


def test_vectors_of_a_newer_store_are_made_again(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir")
    indexer = indexer_of(store, tmp_path)
    indexer.embed()
    index_in(tmp_path).mark(99)
    assert indexer.embed() == 3
    assert not indexer.is_behind()


class HeldEmbedder(FakeEmbedder):
    """Embed only when the test allows it."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun, self.may_go_on = threading.Event(), threading.Event()

    def embed_question(self, text: str) -> NDArray[np.float32]:
        self._wait()
        return super().embed_question(text)

    def embed_paragraphs(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._wait()
        return super().embed_paragraphs(texts)

    def _wait(self) -> None:
        self.has_begun.set()
        assert self.may_go_on.wait(PATIENCE)


def test_a_question_waits_while_another_one_embeds_the_paragraphs(store: ArticleStore) -> None:
    add(store, "Banjir")
    embedder = HeldEmbedder()
    retriever, found = retriever_of(store, None, embedder), list[QuestionVector | None]()

    def ask() -> None:
        found.append(retriever.question_vector("banjir"))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    threads[0].start()
    assert embedder.has_begun.wait(PATIENCE)
    threads[1].start()
    embedder.may_go_on.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert [question is not None and len(question.nearest(SHARED, 5)) for question in found] == [3, 3]
    assert len(embedder.embedded) == 3
    retriever.close()


@pytest.mark.parametrize("kept", [True, False])
def test_embedding_starts_in_another_thread_once_a_model_is_loaded(
    store: ArticleStore, tmp_path: Path, kept: bool
) -> None:
    add(store, "Banjir")
    retriever = retriever_of(store, tmp_path if kept else None)
    retriever.require_indexer().embed()
    assert retriever.start_embedding("banjir") is None
    assert retriever.question_vector("banjir")
    started = retriever.start_embedding("banjir")
    assert (started is not None) is kept  # a store in memory is for one thread
    assert started is None or started.result(PATIENCE)
    retriever.close()


def test_closing_waits_for_embedding_that_is_running(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir")
    embedder = HeldEmbedder()
    embedder.may_go_on.set()
    retriever = retriever_of(store, tmp_path, embedder)
    retriever.require_indexer().embed()
    assert retriever.question_vector("banjir")
    embedder.has_begun.clear()
    embedder.may_go_on.clear()
    running = retriever.start_embedding("pemilu")
    assert running
    assert embedder.has_begun.wait(PATIENCE)
    closing = threading.Thread(target=retriever.close)
    closing.start()
    assert not running.done()
    embedder.may_go_on.set()
    closing.join(PATIENCE)
    assert running.done()
