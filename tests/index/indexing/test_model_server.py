"""Vectors of a server that is away for a while, or that changes its model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.indexing.semantic import Availability, SemanticRetriever
from index.indexing.vector_indexer import VectorIndexer
from index.indexing.vector_process import EMBED
from index.indexing.worker import WorkerProcess
from index.ingestion.ingest import ingest
from index.ingestion.readers import parse_text
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.errors import ModelChangedError, ModelServerError
from index.model.records import SHARED, AddResult, Credits
from index.retrieval.dense import ON_DISK
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.dense.server_embedder import ServerEmbedder
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.index.servers.model_server import Answer, Asked, ModelServer, Raw, Time, embeddings, serving

HERE = frozenset({SHARED})


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(embeddings) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    database = Database(tmp_path / "kutip.db")
    yield ArticleStore(database)
    database.close()


def text(title: str, count: int = 3) -> str:
    return "\n".join(f"{title} membahas hal nomor {number} dengan panjang lebar." for number in range(count))


def add(store: ArticleStore, title: str, count: int = 3) -> None:
    list(ingest(store, parse_text(text(title, count), title, Credits(title=title), 10**6), SHARED))


def retriever_of(store: ArticleStore, folder: Path, server: ModelServer) -> SemanticRetriever:
    return SemanticRetriever(store, EmbeddingServer(server.url), ON_DISK, IndexLocation(folder / "vectors"))


def away(_: Asked) -> Raw:
    return Raw([])


def other(asked: Asked) -> Answer:
    return embeddings(asked, "lain")


def test_a_busy_server_is_asked_again_where_nobody_waits(
    store: ArticleStore, tmp_path: Path, server: ModelServer
) -> None:
    add(store, "Banjir")
    time, refusals = Time(), iter([Answer({}, 429, (("Retry-After", "20"),)), Answer({}, 503)])
    retriever = retriever_of(store, tmp_path, server)
    index = retriever.require_indexer()._index
    indexer = VectorIndexer(store, index, ServerEmbedder(EmbeddingServer(server.url), time), time.sleep)
    indexer._embedder.check()
    server.answering = lambda asked: next(refusals, None) or embeddings(asked)
    assert indexer.embed(patiently=True) == 3
    assert time.now == 20 + 2
    retriever.close()


def test_somebody_who_waits_does_not_wait_for_a_slow_server(
    store: ArticleStore, tmp_path: Path, server: ModelServer
) -> None:
    add(store, "Banjir")
    time = Time()
    retriever = retriever_of(store, tmp_path, server)
    index = retriever.require_indexer()._index
    indexer = VectorIndexer(store, index, ServerEmbedder(EmbeddingServer(server.url), time), time.sleep)
    question = indexer._embedder.embed_question("apa?")

    def slowly(asked: Asked) -> Answer:
        time.now += 30
        return embeddings(asked)

    server.answering = slowly
    with pytest.raises(ModelServerError):
        indexer.embed()
    with pytest.raises(ModelServerError):  # at once, as the server counts as away
        indexer.similarities(question, store.paragraph_ids())
    assert time.now == 30
    assert indexer.embed(patiently=True) == 3
    retriever.close()


def test_vectors_of_another_model_are_never_mixed_with_those_of_the_first(
    store: ArticleStore, tmp_path: Path, server: ModelServer
) -> None:
    add(store, "Banjir", 40)
    retriever = retriever_of(store, tmp_path, server)
    indexer = retriever.require_indexer()

    def change(done: int, _total: int) -> None:
        server.answering = other

    with pytest.raises(ModelChangedError):
        indexer.embed(change)
    assert indexer.embedded_and_stored() == (32, 40)
    assert retriever.question_vector("banjir") is None
    assert retriever.require_indexer().embedded_and_stored() == (0, 40)
    with pytest.raises(ModelChangedError):  # whoever still has the old one adds nothing
        indexer.embed()
    assert retriever.require_indexer().embed() == 40
    assert retriever.question_vector("banjir")
    retriever.close()


def test_a_check_finds_out_about_another_model(store: ArticleStore, tmp_path: Path, server: ModelServer) -> None:
    """The process that embeds in the background opens the vectors of the new model: this one has to, too."""
    add(store, "Banjir")
    retriever, worker = (retriever_of(store, tmp_path, server) for _ in range(2))
    retriever.require_indexer().embed()
    server.answering = other
    assert not retriever.require_indexer().is_behind()
    retriever.check()
    assert retriever.require_indexer().is_behind()
    assert worker.require_indexer().embed() == 3
    assert not retriever.require_indexer().is_behind()
    server.answering = away
    with pytest.raises(ModelServerError):
        retriever.check()
    for one in (retriever, worker):
        one.close()


def config(folder: Path, server: ModelServer) -> LibraryConfig:
    url = server.url.replace("://", "://ana:kunci1@")
    return LibraryConfig(folder / "kutip.db", folder, embedder=EmbeddingServer(url, "kunci2"))


def added(library: Library, title: str) -> None:
    for result in library.add_text(text(title), "x", Credits(title=title), SHARED):
        assert isinstance(result, AddResult), result


def test_while_the_server_is_away_all_else_goes_on(tmp_path: Path, server: ModelServer) -> None:
    server.answering = away
    with open_library(config(tmp_path, server)) as library:
        added(library, "Banjir")
        assert library.vector_coverage().availability is Availability.AWAY
        assert library.vector_coverage().embedder == server.url
        assert library.ask("Banjir membahas hal nomor berapa?").quotes
        with pytest.raises(ModelServerError):
            library._semantic.check()
        assert not (tmp_path / "vectors").exists()
        library.remove(1)
        added(library, "Pemilu")
    server.answering = embeddings
    with open_library(config(tmp_path, server)) as library:
        assert library.embed() == (3, 3)
        assert library.ask("pemilu").quotes[0].match_report.features.meaning
        server.answering = away
        added(library, "Cuaca")
        assert library.ask("pemilu").quotes
        assert library.ask("cuaca").quotes
        assert library.vector_coverage().embedded == 3


def test_a_text_is_asked_by_its_words_while_the_server_is_away(tmp_path: Path, server: ModelServer) -> None:
    server.answering = away
    with open_library(config(tmp_path, server)) as library:
        read = list(parse_text(text("Banjir"), "x", Credits(title="Banjir"), 10**6))
        assert library.ask_read(read, "banjir").quotes


def test_a_configuration_goes_to_another_process_and_shows_no_secret(tmp_path: Path, server: ModelServer) -> None:
    made = config(tmp_path, server)
    assert LibraryConfig.from_json(made.to_json()) == made
    assert "kunci" not in repr(made)


def test_the_process_in_the_background_asks_the_server(tmp_path: Path, server: ModelServer) -> None:
    made = config(tmp_path, server)
    server.answering = away
    with open_library(made) as library:
        added(library, "Banjir")
        server.answering = embeddings
        worker = WorkerProcess(EMBED, made.to_json())
        worker._process.wait()
        assert worker.exit_code == 0
        worker.stop(1)
        assert server.asked[-1].authorization == "Bearer kunci2"
