"""A library whose engine is a server that goes away and comes back."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.runtime.status import read_status
from index import standby
from index.indexing.engine_indexer import Repair
from index.library import Library
from index.library_config import LibraryConfig
from index.model.errors import EngineError, EngineUnavailable
from index.model.records import SHARED, ParsedArticle, Verdict
from tests.conftest import DATA, PATIENCE
from tests.fakes import FakeEmbedder
from tests.index.parsed_paragraphs import without_heading
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node

FLOOD = str(DATA / "banjir.txt")
QUESTION = "Berapa rumah terendam banjir?"


@pytest.fixture
def node() -> Iterator[FakeNode]:
    with running_node(FakeCluster()) as running:
        yield running


@pytest.fixture
def on_opensearch(settings: Settings, node: FakeNode) -> Settings:
    return replace(settings, kutip_engine="opensearch", opensearch_url=node.url)


@pytest.fixture
def remote(on_opensearch: Settings) -> Iterator[Library]:
    with open_configured_library(on_opensearch) as opened:
        yield opened


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a node again at once, and see at once what another process has done."""
    monkeypatch.setattr("index.retrieval.opensearch.nodes._PAUSE_SECONDS", 0)
    monkeypatch.setattr("index.retrieval.opensearch.current_index._SEEN_SECONDS", -1)
    monkeypatch.setattr("index.indexing.engine_indexer._RETRY_SECONDS", 0)


def away(_asked: Asked) -> bytes:
    return b""


def refused_writes(asked: Asked) -> Answer | None:
    return Answer({}, 403) if "_bulk" in asked.path else None


def add(library: Library, source: str = FLOOD) -> None:
    assert not [one for one in library.add([source]) if isinstance(one, Exception)]


def test_what_is_added_is_found(remote: Library) -> None:
    add(remote)
    assert remote.ask(QUESTION).quotes
    assert not remote.is_behind()


@pytest.mark.parametrize("fault", [away, refused_writes, lambda _: Answer([], 200), lambda _: Answer({}, 403)])
def test_what_is_added_while_the_engine_is_away_is_indexed_when_it_is_back(
    remote: Library, node: FakeNode, fault: object
) -> None:
    node.fault = fault  # type: ignore[assignment]
    add(remote)
    assert remote.size().articles == 1
    node.fault = lambda _: None
    assert remote.ask(QUESTION).quotes
    assert not remote.is_behind()
    assert "1" in node.cluster.indexes["kutip-1"].searched


def test_what_is_removed_meanwhile_is_found_no_more(remote: Library, node: FakeNode) -> None:
    add(remote)
    node.fault = away
    remote.remove(1)
    node.fault = lambda _: None
    assert remote.ask(QUESTION).verdict is Verdict.NOT_FOUND
    assert set(node.cluster.indexes["kutip-1"].searched) - {"state"} == {
        name for name in node.cluster.indexes["kutip-1"].searched if name.startswith("v")
    }


def test_a_small_library_is_asked_without_the_engine(remote: Library, node: FakeNode) -> None:
    add(remote)
    with_engine = remote.ask(QUESTION)
    node.fault = away
    answer = remote.ask(QUESTION)
    assert [one.paragraph.id for one in answer.quotes] == [one.paragraph.id for one in with_engine.quotes]


def test_what_is_not_found_without_the_engine_is_no_answer(remote: Library, node: FakeNode) -> None:
    add(remote)
    node.fault = away
    with pytest.raises(EngineUnavailable) as error:
        remote.ask("Siapa presiden Brasil?")
    assert (error.value.why, error.value.address) == ("connection", node.url)


def test_a_large_library_is_asked_by_meaning(
    on_opensearch: Settings, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "MOST_INDEXED", 0)
    with open_configured_library(on_opensearch, embedder=FakeEmbedder()) as library:
        add(library)
        library.embed()
        text = next(iter(library.article(1)[1])).text
        node.fault = away
        answer = library.ask(text)
        assert answer.quotes[0].paragraph.text == text


def test_without_vectors_a_large_library_refuses(
    remote: Library, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "MOST_INDEXED", 0)
    add(remote)
    node.fault = away
    with pytest.raises(EngineUnavailable):
        remote.ask(QUESTION)


def test_a_greeting_needs_no_engine(remote: Library, node: FakeNode) -> None:
    node.fault = away
    assert remote.ask("halo").small_talk


def test_a_question_does_not_wait_until_all_is_indexed(remote: Library, node: FakeNode) -> None:
    add(remote)
    ended = threading.Event()
    article = ParsedArticle(title="Pasar", language="id", paragraphs=without_heading("Harga cabai naik."))
    list(remote.ingest([article], SHARED))

    def slow(asked: Asked) -> None:
        if "_bulk" in asked.path:
            ended.wait(60)

    node.fault = slow
    assert remote.ask(QUESTION).quotes
    assert remote.is_behind()
    ended.set()
    node.fault = lambda _: None
    deadline = time.monotonic() + PATIENCE
    while remote.is_behind():  # the thread of the question goes on
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_library_opens_and_syncs_while_the_engine_is_away(remote: Library, node: FakeNode) -> None:
    node.fault = away
    assert remote.sync() is None
    add(remote)
    assert remote.sync() is None
    node.fault = lambda _: None
    assert remote.sync() is Repair.UNUSABLE
    assert remote.ask(QUESTION).quotes


def test_a_rebuild_says_that_the_engine_is_away(remote: Library, node: FakeNode) -> None:
    add(remote)
    node.fault = away
    with pytest.raises(EngineUnavailable):
        remote.rebuild(lambda *_: None)


def test_the_status_is_shown_while_the_engine_is_away(remote: Library, node: FakeNode) -> None:
    add(remote)
    assert read_status(remote).behind is False
    node.fault = away
    assert read_status(remote).behind is None


def test_a_lost_index_is_made_again(remote: Library, node: FakeNode) -> None:
    add(remote)
    node.cluster.indexes.clear()
    assert remote.sync() is Repair.UNUSABLE
    assert remote.ask(QUESTION).quotes


def test_the_address_reaches_another_process(tmp_path: Path, node: FakeNode, on_opensearch: Settings) -> None:
    with open_configured_library(on_opensearch) as library:
        copied = LibraryConfig.from_json(library.config.to_json())
    assert copied.cluster == library.config.cluster
    assert copied.index_location.cluster


def test_without_an_address_the_library_does_not_open(settings: Settings) -> None:
    with pytest.raises(EngineError), open_configured_library(replace(settings, kutip_engine="opensearch")):
        pass
