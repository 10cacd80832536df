"""Kill nodes of a real cluster of three while articles are added and questions are asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index import analysis
from index.library import Library
from index.model.errors import EngineUnavailable
from index.model.records import SHARED, AddResult, Credits
from index.retrieval.bm25.base import BODY, Query
from index.retrieval.bm25.opensearch.engine import open_in_opensearch
from tests.opensearch.places import REAL
from tools.opensearch.cluster import Cluster, running_cluster

ARTICLES, KILLED_AT = 60, 20
# More than what a question waits for, on a machine that runs three nodes and a test on two cores.
MOST_SECONDS = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL, reason="there is no OpenSearch: make test-cluster starts one"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster(3) as running:
        yield running


def holder_of_primary(cluster: Cluster, index: str) -> int:
    shards = cluster.call("GET", f"/_cat/shards/{index}?format=json&h=prirep,node")
    return next(int(one["node"]) for one in shards if one["prirep"] == "p")  # type: ignore[index]


def add_articles(library: Library, name: str, reached: threading.Event) -> list[AddResult]:
    """Add articles one after the other, and return those that were acknowledged."""
    added: list[AddResult] = []
    for number in range(ARTICLES):
        words = f"Laporan {name}{number} tentang pasar dan sungai di kota. Warga mencatat kejadian {name}{number}."
        results = library.add_text(
            f"{words}\n\nParagraf kedua dari {name}{number}.", "chat", Credits(title=f"Kabar {number}"), SHARED
        )
        added += [one for one in results if isinstance(one, AddResult)]
        if number == KILLED_AT:
            reached.set()
    return added


@pytest.mark.parametrize("role", ["data", "manager"])
def test_no_acknowledged_article_is_missing_after_a_node_is_killed(
    cluster: Cluster, settings: Settings, role: str
) -> None:
    cluster.wait_for(3, "green")
    index = f"lost-{role}"
    urls = cluster.urls
    reached, ended = threading.Event(), threading.Event()
    waits: list[tuple[float, str]] = []
    made = replace(settings, kutip_engine="opensearch", opensearch_url=",".join(urls), opensearch_index=index)
    with open_configured_library(made) as library:
        assert list(library.add_text("Artikel pertama tentang pasar.", "chat", Credits(title="Awal"), SHARED))
        library.sync()
        cluster.wait_for(3, "green")

        def ask() -> None:
            while not ended.wait(0.05):
                began = time.monotonic()
                try:
                    library.ask("Apa kabar pasar di kota?")
                    outcome = "answered"
                except EngineUnavailable as error:
                    outcome = error.why
                waits.append((time.monotonic() - began, outcome))

        def kill() -> None:
            reached.wait()
            victim = cluster.manager() if role == "manager" else holder_of_primary(cluster, f"{index}-1")
            cluster.kill(victim)
            killed.append(victim)

        killed: list[int] = []
        threads = [threading.Thread(target=work) for work in (ask, kill)]
        for thread in threads:
            thread.start()
        try:
            added = add_articles(library, role, reached)
            until_indexed(library)
        finally:
            reached.set()
            ended.set()
            for thread in threads:
                thread.join()
        assert len(added) == ARTICLES
        check_all_indexed(library, role)
    longest = max(waits)[0]
    refused = sum(outcome != "answered" for _, outcome in waits)
    print(f"{role}: {len(waits)} questions, {refused} refused, the longest took {longest:.1f} s")  # noqa: T201
    assert longest < MOST_SECONDS
    cluster.start_node(killed[0])
    cluster.wait_for(3, "green")


def until_indexed(library: Library) -> None:
    """Sync until everything is indexed: what failed while a node was lost is tried again."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        library.sync()
        try:
            if not library.is_behind():
                return
        except EngineUnavailable:
            time.sleep(0.2)
    raise TimeoutError("not all is indexed")


def check_all_indexed(library: Library, name: str) -> None:
    """Ask another engine for each paragraph by a word that only its article has."""
    location = library.config.index_location
    with closing(open_in_opensearch(location, analysis.terms_version())) as engine:
        assert engine.count() == 2 * ARTICLES + 1
        for number in range(ARTICLES):
            (term,) = analysis.terms(f"{name}{number}", "id")
            hits = engine.search(Query({term: 1.0}, frozenset({SHARED})), 10)
            assert len(hits) == 2, (number, engine.frequencies([term], BODY, frozenset({SHARED})))
