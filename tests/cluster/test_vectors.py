"""Ask with the vectors in a real OpenSearch and with those in files, and lose the node that has them."""

import json
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.errors import EngineUnavailable
from index.model.records import AddResult, Answer
from index.retrieval.dense.embedding_cache import CachedEmbedder
from index.retrieval.dense.opensearch.plugin import KnnPlugin
from index.servers.cluster_address import ClusterAddress
from tests.conftest import DATA, EXAMPLES, SHARED
from tests.fakes import FakeEmbedder
from tests.opensearch.places import REAL, opensearch_location
from tools.opensearch.cluster import Cluster, running_cluster
from tools.opensearch.releases import WITH_KNN

# Those of the demo, and of a newsroom where its articles are beside this checkout: 375 paragraphs together.
NEWSROOM = SHARED / "data" / "newsroom-id" / "articles"
ARTICLES = {"examples": EXAMPLES, **({"newsroom-id": NEWSROOM} if NEWSROOM.is_dir() else {})}
QUESTIONS = [
    json.loads(line)["question"]
    for name in ARTICLES
    for line in (DATA / "newsroom" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOOD = str(DATA / "banjir.txt")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL, reason="there is no OpenSearch: make test-cluster starts one"),
]


@pytest.fixture(autouse=True, scope="module")
def with_plugin() -> None:
    if not KnnPlugin(ClusterAddress(REAL)).is_there():
        pytest.skip("this OpenSearch has no k-NN plugin: make test-cluster starts one that has it")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a node on a busy machine: a question that gives it up has another answer."""
    monkeypatch.setattr("index.indexing.question_sync._WAIT_SECONDS", 60)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster(1, WITH_KNN) as running:
        yield running


@pytest.fixture
def remote(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    with opensearch_location(tmp_path / "remote") as location:
        assert location.cluster
        named = {"opensearch_url": location.cluster.urls, "opensearch_index": location.cluster.index}
        yield replace(settings, kutip_data=tmp_path / "remote", kutip_engine="opensearch", **named)  # type: ignore[arg-type]


def filled(library: Library, *articles: Path) -> Library:
    assert [one for one in library.add(list(map(str, articles or [EXAMPLES]))) if isinstance(one, AddResult)]
    made, stored = library.embed()
    assert made == stored
    return library


def answers(library: Library) -> list[Answer]:
    asked = [library.ask(question) for question in QUESTIONS]
    median = statistics.median(one.took_ms for one in asked)
    print(f"{library.config.engine}: median of {len(asked)} questions {median:.1f} ms")  # noqa: T201
    return asked


def said(answer: Answer) -> tuple[object, ...]:
    quoted = [(one.paragraph.id, one.shown, one.answer) for one in answer.quotes]
    return answer.verdict, answer.reason, answer.corrections, quoted


def test_answers_are_those_with_vectors_in_files(
    remote: Settings, settings: Settings, kept_embedder: CachedEmbedder
) -> None:
    found = []
    for made in (settings, remote):
        with open_configured_library(made, embedder=kept_embedder) as library:
            found.append(answers(filled(library, *ARTICLES.values())))
    assert list(map(said, found[0])) == list(map(said, found[1]))
    for here, there in zip(*found, strict=True):
        assert here.confidence == pytest.approx(there.confidence, abs=1e-4)
    assert not list((remote.kutip_data / "vectors").rglob("codes"))


def test_processes_share_the_vectors(remote: Settings) -> None:
    with open_configured_library(remote, embedder=FakeEmbedder()) as library:
        filled(library)
        other = FakeEmbedder()
        with open_configured_library(remote, embedder=other) as second:
            assert second.embed()[0] == 0
            assert second.ask("kereta cepat").quotes[0].match_report.features.meaning
            second.remove(1)
        coverage = library.vector_coverage()
        assert coverage.embedded == coverage.stored
        assert library.embed()[0] == 0
    assert not other.embedded


def test_vectors_follow_after_the_node_was_killed(cluster: Cluster, settings: Settings) -> None:
    embedder = FakeEmbedder()
    made = replace(settings, kutip_engine="opensearch", opensearch_url=cluster.urls[0])
    with open_configured_library(made, embedder=embedder) as library:
        filled(library)
        before = len(embedder.embedded)
        cluster.kill(0)
        assert library.ask("kereta cepat").quotes
        assert [one for one in library.add([FLOOD]) if isinstance(one, AddResult)]
        with pytest.raises(EngineUnavailable):
            library.embed()
        cluster.start_node(0)
        cluster.wait_for(1)
        library.embed()
        coverage = library.vector_coverage()
        assert coverage.embedded == coverage.stored
        assert 0 < len(embedder.embedded) - before < 20  # of the article that came meanwhile alone
        assert library.ask("kereta cepat").quotes[0].match_report.features.meaning
