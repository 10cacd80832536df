"""A library whose vectors are in OpenSearch: several processes share them, and the cluster may be away."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.runtime.status import read_status
from index import standby
from index.indexing.semantic import Availability
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.errors import EngineUnavailable
from tests.conftest import DATA, EXAMPLES, PATIENCE
from tests.fakes import FakeEmbedder
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node

QUESTION = "kereta cepat"


@pytest.fixture
def node() -> Iterator[FakeNode]:
    with running_node(FakeCluster("opensearch-knn")) as running:
        yield running


@pytest.fixture
def on_opensearch(settings: Settings, node: FakeNode) -> Settings:
    return replace(settings, kutip_engine="opensearch", opensearch_url=node.url)


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def remote(on_opensearch: Settings, embedder: FakeEmbedder) -> Iterator[Library]:
    with open_configured_library(on_opensearch, embedder=embedder) as opened:
        yield opened


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a node again at once, and wait for it on a busy machine, or a question has another answer."""
    monkeypatch.setattr("index.indexing.question_sync._WAIT_SECONDS", PATIENCE)
    monkeypatch.setattr("index.retrieval.opensearch.nodes._PAUSE_SECONDS", 0)
    monkeypatch.setattr("index.retrieval.opensearch.current_index._SEEN_SECONDS", -1)
    monkeypatch.setattr("index.retrieval.opensearch.indexes._SECONDS_UNTIL_DELETED", 0)
    monkeypatch.setattr("index.indexing.engine_indexer._RETRY_SECONDS", 0)


def add(library: Library, source: Path = EXAMPLES) -> None:
    assert not [one for one in library.add([str(source)]) if isinstance(one, Exception)]


def vectors(node: FakeNode) -> set[str]:
    name = node.cluster.aliases["kutip.vectors"]
    return set(node.cluster.indexes[name].searched) - {"state"}


def of_vectors(answer: Answer | bytes) -> object:
    return lambda asked: answer if "kutip.vectors" in asked.path else None


def is_by_meaning(library: Library) -> bool:
    """Return whether the answer is found by meaning, too, rather than by words alone."""
    return bool(library.ask(QUESTION).quotes[0].match_report.features.meaning)


def test_the_vectors_are_in_the_cluster_and_not_in_files(
    remote: Library, node: FakeNode, on_opensearch: Settings
) -> None:
    add(remote)
    assert remote.embed()[0] == 130
    assert len(vectors(node)) == 130
    assert not list((on_opensearch.kutip_data / "vectors").rglob("codes"))
    assert is_by_meaning(remote)


def test_answers_are_those_with_vectors_in_files(remote: Library, settings: Settings) -> None:
    apart = LibraryConfig(settings.kutip_data / "b.db", settings.kutip_data / "b", "disk", embedder=FakeEmbedder())
    with open_library(apart) as files:
        for library in (remote, files):
            add(library)
            library.embed()
        for question in (QUESTION, "who won?", "telescope galaxies", "unicorn zebra", "perundingan Rusia"):
            here, there = remote.ask(question), files.ask(question)
            assert here.verdict == there.verdict
            assert [one.paragraph.text for one in here.quotes] == [one.paragraph.text for one in there.quotes]
            assert here.confidence == pytest.approx(there.confidence, abs=1e-6)


def test_what_one_process_has_embedded_no_other_embeds_again(
    remote: Library, on_opensearch: Settings, node: FakeNode
) -> None:
    add(remote)
    remote.embed()
    second = FakeEmbedder()
    with open_configured_library(on_opensearch, embedder=second) as other:
        assert other.embed() == (0, 130)
        assert is_by_meaning(other)
        other.remove(1)
        assert len(vectors(node)) < 130
    assert remote.embed()[0] == 0
    assert not second.embedded


def test_another_data_folder_on_the_same_database_uses_them_too(
    remote: Library, on_opensearch: Settings, tmp_path: Path
) -> None:
    add(remote)
    remote.embed()
    elsewhere = FakeEmbedder()
    with open_library(replace(remote.config, derived=tmp_path / "elsewhere", embedder=elsewhere)) as other:
        assert other.vector_coverage().embedded == 130
        assert is_by_meaning(other)
    assert not elsewhere.embedded


def test_without_the_plugin_the_vectors_are_in_files(settings: Settings) -> None:
    with running_node(FakeCluster()) as node:
        plain = replace(settings, kutip_engine="opensearch", opensearch_url=node.url)
        with open_configured_library(plain, embedder=FakeEmbedder()) as library:
            add(library)
            assert not is_by_meaning(library)
            library.embed()
            assert is_by_meaning(library)
        assert not [name for name in node.cluster.indexes if "vectors" in name]
    assert list((plain.kutip_data / "vectors").rglob("codes"))


@pytest.mark.parametrize("answer", [b"", Answer({}, 503), Answer([]), Answer({}, 429)])
def test_while_the_vectors_are_away_words_answer(remote: Library, node: FakeNode, answer: Answer | bytes) -> None:
    add(remote)
    remote.embed()
    node.fault = of_vectors(answer)  # type: ignore[assignment]
    assert not is_by_meaning(remote)
    node.fault = lambda _: None
    assert is_by_meaning(remote)


def test_slow_vectors_leave_time_for_the_words(
    remote: Library, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(remote)
    remote.embed()
    monkeypatch.setattr("index.retrieval.opensearch.nodes._READ_SECONDS", 0.3)
    ended = threading.Event()

    def hanging(asked: Asked) -> None:
        if "kutip.vectors" in asked.path:
            ended.wait(60)

    node.fault = hanging
    assert not is_by_meaning(remote)
    ended.set()


def test_what_is_added_and_removed_meanwhile_follows(
    remote: Library, node: FakeNode, embedder: FakeEmbedder
) -> None:
    add(remote)
    remote.embed()
    node.fault = of_vectors(b"")  # type: ignore[assignment]
    add(remote, DATA / "banjir.txt")
    remote.remove(1)
    with pytest.raises(EngineUnavailable):
        remote.embed()
    assert remote.vector_coverage().availability is Availability.UNREACHABLE
    node.fault = lambda _: None
    before = len(embedder.embedded)
    remote.embed()
    assert before < len(embedder.embedded) < before + 40  # those of the new article alone
    assert remote.vector_coverage().embedded == remote.size().paragraphs == len(vectors(node))


def test_a_library_opens_and_answers_while_the_cluster_is_away(
    remote: Library, node: FakeNode, on_opensearch: Settings
) -> None:
    add(remote)
    remote.embed()
    node.fault = lambda _: b""
    with open_configured_library(on_opensearch, embedder=FakeEmbedder()) as other:
        assert not is_by_meaning(other)  # the library is small enough to be indexed in memory
        assert read_status(other).meaning is Availability.UNREACHABLE
        add(other, DATA / "banjir.txt")
        node.fault = lambda _: None
        assert is_by_meaning(other)


def test_vectors_answer_while_only_the_words_are_away(
    remote: Library, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "MOST_INDEXED", 0)
    add(remote)
    remote.embed()
    text = next(iter(remote.article(1)[1])).text
    node.fault = lambda asked: None if "kutip.vectors" in asked.path else b""
    assert remote.ask(text).quotes[0].paragraph.text == text


def test_lost_vectors_are_made_again(remote: Library, node: FakeNode) -> None:
    add(remote)
    remote.embed()
    del node.cluster.indexes[node.cluster.aliases.pop("kutip.vectors")]
    assert remote.ask(QUESTION).quotes
    assert remote.embed()[0] == 130
    assert is_by_meaning(remote)


def test_the_place_reaches_another_process(on_opensearch: Settings) -> None:
    with open_configured_library(on_opensearch) as library:
        copied = LibraryConfig.from_json(library.config.to_json())
    assert copied.vector_index_name == "opensearch"


def test_without_an_embedder_the_cluster_is_not_asked_for_vectors(on_opensearch: Settings, node: FakeNode) -> None:
    with open_configured_library(on_opensearch) as library:
        add(library)
        assert library.ask(QUESTION).quotes
        assert library.vector_coverage().availability is Availability.OFF
    assert not [one for one in node.asked if "_cat" in one.path or "kutip.vectors" in one.path]
