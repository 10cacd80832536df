"""What the vector index on OpenSearch does beyond the contract: other processes, faults, and many paragraphs."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.model.errors import EngineBusy, EngineError, EngineUnavailable, Fault
from index.retrieval.dense.base import EmbeddedParagraph
from index.retrieval.dense.opensearch.plugin import KnnPlugin
from index.retrieval.dense.opensearch.vector_index import OpenSearchVectorIndex, open_in_opensearch
from index.retrieval.dense.vector_index import open_in_memory
from index.retrieval.location import IndexLocation
from index.servers.cluster_address import ClusterAddress
from index.servers.patience import spending, waiting_at_most
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node
from tests.opensearch.shared_lock import SharedLock

DIMENSIONS = 16
HERE = frozenset({"shared"})
INDEX = "kutip.vectors-1"
Floats = NDArray[np.float32]


@pytest.fixture
def node() -> Iterator[FakeNode]:
    with running_node(FakeCluster("opensearch-knn")) as running:
        yield running


@pytest.fixture
def location(node: FakeNode, tmp_path: Path) -> IndexLocation:
    return IndexLocation(tmp_path, ClusterAddress(node.url, "kutip"))


@pytest.fixture
def index(location: IndexLocation) -> Iterator[OpenSearchVectorIndex]:
    with closing(opened(location)) as found:
        yield found


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.retrieval.opensearch.indexes._SECONDS_UNTIL_DELETED", 0)
    monkeypatch.setattr("index.retrieval.opensearch.current_index._SEEN_SECONDS", -1)
    monkeypatch.setattr("index.retrieval.opensearch.nodes._PAUSE_SECONDS", 0)


def opened(location: IndexLocation, version: str = "m") -> OpenSearchVectorIndex:
    return open_in_opensearch(location, version, DIMENSIONS)


def some(count: int, seed: int = 0) -> Floats:
    made = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def paragraph(number: int, whole: Floats, parts: Floats | None = None) -> EmbeddedParagraph:
    return EmbeddedParagraph(number, "shared", whole, some(0) if parts is None else parts)


def test_without_an_address_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as error:
        opened(IndexLocation(tmp_path))
    assert error.value.fault is Fault.NO_ENGINE_ADDRESS


def test_cosines_are_those_of_the_files(index: OpenSearchVectorIndex, location: IndexLocation) -> None:
    files, made = open_in_memory(location, "m", DIMENSIONS), some(120)
    paragraphs = [paragraph(n, made[n], made[n + 40 : n + 42] if n % 3 == 0 else None) for n in range(1, 40)]
    for one in (index, files):
        one.add(paragraphs)
    for question in some(10, seed=5):
        here, there = (one.nearest(question, HERE, 10) for one in (index, files))
        assert [hit.paragraph_id for hit in here] == [hit.paragraph_id for hit in there]
        assert [hit.score for hit in here] == pytest.approx([hit.score for hit in there], abs=1e-6)
        here_all, there_all = (one.cosines(question, range(50)) for one in (index, files))
        assert here_all.keys() == there_all.keys()
        for number, cosine in here_all.items():
            assert cosine.part == there_all[number].part
            assert cosine.nearest == pytest.approx(there_all[number].nearest, abs=1e-6)


def test_the_index_is_one_that_lucene_searches_within_libraries(
    index: OpenSearchVectorIndex, node: FakeNode
) -> None:
    index.add([paragraph(1, some(1)[0])])
    created = node.cluster.created[INDEX]
    assert (created["settings"]["index.knn"], created["settings"]["number_of_shards"]) == (True, 1)
    vector = created["mappings"]["properties"]["vector"]
    assert (vector["dimension"], vector["method"]["engine"]) == (DIMENSIONS, "lucene")
    index.nearest(some(1)[0], frozenset({"b", "a"}), 5)
    asked = json.loads(node.asked[-1].body)["query"]["knn"]["vector"]
    assert asked["filter"] == {"terms": {"library": ["a", "b"]}}
    assert min(asked["vector"]) >= -127


def test_the_vectors_of_a_paragraph_are_one_document(index: OpenSearchVectorIndex, node: FakeNode) -> None:
    made = some(4)
    index.add([paragraph(7, made[0], made[1:])])
    index.add([paragraph(7, made[0], made[1:])])
    assert set(node.cluster.indexes[INDEX].documents) == {"state", "7"}


def test_a_search_goes_on_when_another_process_has_replaced_the_index(
    index: OpenSearchVectorIndex, location: IndexLocation, node: FakeNode
) -> None:
    (vector,) = some(1)
    index.add([paragraph(1, vector)])
    assert len(index.nearest(vector, HERE, 5)) == 1
    index._current._seen_at = float("inf")  # as if the search had begun before
    other = opened(location)
    other.clear(4)
    other.add([paragraph(2, vector)])
    assert [hit.paragraph_id for hit in index.nearest(vector, HERE, 5)] == [2]
    assert list(node.cluster.indexes) == ["kutip.vectors-2"]


def test_vectors_of_another_model_are_replaced(
    index: OpenSearchVectorIndex, location: IndexLocation, node: FakeNode
) -> None:
    index.add([paragraph(1, some(1)[0])])
    with closing(opened(location, "n")) as other:
        other.mark(3)
        assert (other.count(), other.generation()) == (0, 3)
    assert (index.count(), index.generation()) == (0, 0)
    assert list(node.cluster.indexes) == ["kutip.vectors-2"]


def test_one_machine_writes_at_a_time(location: IndexLocation, tmp_path: Path) -> None:
    here, there = (
        opened(replace(location, folder=tmp_path / name, lock=SharedLock)) for name in ("here", "there")
    )
    with here.writing(), pytest.raises(EngineBusy) as error, there.writing(0):
        pass
    assert error.value.fault is Fault.VECTORS_BUSY
    there.add([paragraph(1, some(1)[0])])
    assert here.missing([1, 2]).tolist() == [2]


@pytest.mark.parametrize("block", [1, 3, 8])
def test_of_many_paragraphs_only_doubtful_blocks_are_listed(
    index: OpenSearchVectorIndex, node: FakeNode, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("index.retrieval.dense.opensearch.searching._BLOCK", block)
    there = [n for n in range(1, 60) if n not in (5, 17, 18) and n < 40]
    index.add([paragraph(n, some(1)[0]) for n in there])
    wanted = [n for n in range(1, 60) if n % 7]
    assert index.missing(wanted).tolist() == sorted(set(wanted) - set(there))
    node.asked.clear()
    assert index.missing(there).tolist() == []
    # Of the state, of all blocks, and nothing of those that are whole.
    assert len(node.asked) == 2


def test_damaged_vectors_are_left_out(index: OpenSearchVectorIndex, node: FakeNode) -> None:
    made = some(4)
    index.add([paragraph(n, made[n]) for n in range(4)])
    kept = node.cluster.indexes[INDEX]
    for number, codes in enumerate(("", "AAAA", "*")):
        kept.documents[str(number)]["codes"] = codes
    kept.refresh()
    assert list(index.cosines(made[3], range(4))) == [3]
    assert [hit.paragraph_id for hit in index.nearest(made[3], HERE, 4)] == [3]


MALFORMED: list[object] = [[], {}, {"hits": 3}, None, {"timed_out": True, "_shards": {"failed": 0}}]


@pytest.mark.parametrize("body", [*MALFORMED, {"_shards": {"failed": 2}}])
def test_an_answer_of_another_form_is_an_error_and_never_an_empty_result(
    index: OpenSearchVectorIndex, node: FakeNode, monkeypatch: pytest.MonkeyPatch, body: object
) -> None:
    monkeypatch.setattr("index.retrieval.dense.opensearch.searching._BLOCK", 1)
    (vector,) = some(1)
    index.add([paragraph(1, vector)])
    node.fault = lambda asked: None if "_doc" in asked.path else Answer(body)
    for ask in (
        lambda: index.nearest(vector, HERE, 3),
        lambda: index.cosines(vector, [1]),
        lambda: index.count(),
        lambda: index.missing([1, 2]),
    ):
        with pytest.raises(EngineUnavailable):
            ask()


def test_a_slow_cluster_leaves_time_for_the_words(index: OpenSearchVectorIndex, node: FakeNode) -> None:
    (vector,) = some(1)
    index.add([paragraph(1, vector)])

    def slow(asked: Asked) -> None:
        if "_search" in asked.path:
            ended.wait(60)

    ended = threading.Event()
    node.fault = slow
    with waiting_at_most(0.5):
        with pytest.raises(EngineUnavailable):
            index.nearest(vector, HERE, 3)
        with spending(60) as left:
            assert left > 0
    ended.set()


def test_a_question_whose_time_is_over_asks_nothing(index: OpenSearchVectorIndex, node: FakeNode) -> None:
    (vector,) = some(1)
    index.add([paragraph(1, vector)])
    node.asked.clear()
    with waiting_at_most(0), pytest.raises(EngineUnavailable):
        index.nearest(vector, HERE, 3)
    assert not node.asked


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [((), False), (("opensearch-security",), False), (("opensearch-security", "opensearch-knn"), True)],
)
def test_the_plugin_is_looked_for_once(plugins: tuple[str, ...], expected: bool) -> None:
    with running_node(FakeCluster(*plugins)) as node:
        plugin = KnnPlugin(ClusterAddress(node.url))
        assert plugin.is_there() is plugin.is_there() is expected
        assert len(node.asked) == 1


def test_a_user_who_may_not_know_the_plugins_has_none(node: FakeNode) -> None:
    node.fault = lambda _: Answer({}, 403)
    assert not KnnPlugin(ClusterAddress(node.url)).is_there()


@pytest.mark.parametrize("answer", [b"", Answer({}, 503), Answer({}, 401), Answer([3]), Answer(None)])
def test_a_cluster_that_does_not_answer_is_asked_again(node: FakeNode, answer: Answer | bytes) -> None:
    plugin = KnnPlugin(ClusterAddress(node.url))
    node.fault = lambda _: answer
    with pytest.raises(EngineUnavailable):
        plugin.is_there()
    node.fault = lambda _: None
    assert plugin.is_there()
