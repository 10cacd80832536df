"""What the engine on OpenSearch does beyond the contract: rebuilding, versions, other processes and libraries."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.model.errors import EngineBusy, EngineError, EngineUnavailable, Fault
from index.retrieval.bm25.base import BODY, TITLE, Entry, Query
from index.retrieval.bm25.opensearch.engine import OpenSearchEngine, open_in_opensearch
from index.retrieval.location import IndexLocation
from index.servers.cluster_address import ClusterAddress
from index.text.definitions import MARK
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node
from tests.opensearch.shared_lock import SharedLock

HERE = frozenset({"shared"})


@pytest.fixture
def node() -> Iterator[FakeNode]:
    with running_node(FakeCluster()) as running:
        yield running


@pytest.fixture
def location(node: FakeNode, tmp_path: Path) -> IndexLocation:
    return IndexLocation(tmp_path, ClusterAddress(node.url, "kutip"))


@pytest.fixture
def engine(location: IndexLocation) -> Iterator[OpenSearchEngine]:
    with closing(open_in_opensearch(location, "1")) as opened:
        yield opened


def entry(paragraph_id: int, body: str = "kota") -> Entry:
    return Entry(paragraph_id, "shared", {BODY: body.split(), TITLE: ["judul"]}, b"kode")


def found(engine: OpenSearchEngine, term: str = "kota") -> list[int]:
    return [hit.paragraph_id for hit in engine.search(Query({term: 1.0}, HERE), 10)]


def test_without_an_address_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as error:
        open_in_opensearch(IndexLocation(tmp_path), "1")
    assert error.value.fault is Fault.NO_ENGINE_ADDRESS


def test_a_rebuild_is_made_beside_the_index_in_use(
    engine: OpenSearchEngine, node: FakeNode, location: IndexLocation
) -> None:
    engine.replace([entry(1)], 4)
    other = open_in_opensearch(location, "1")
    seen: list[list[int]] = []

    def entries() -> Iterator[Entry]:
        for number in range(2, 5):
            seen.append(found(other))
            yield entry(number)

    engine.replace(entries(), 5)
    assert seen == [[1]] * 3
    assert other._current.look_again()  # what it saw an instant ago is forgotten
    assert (found(other), other.generation()) == ([2, 3, 4], 5)
    assert list(node.cluster.indexes) == ["kutip-2"]


def test_a_failed_rebuild_leaves_the_old_index_and_nothing_else(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.replace([entry(1)], 4)

    def broken() -> Iterator[Entry]:
        yield entry(2)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.replace(broken(), 5)
    assert (found(engine), engine.generation()) == ([1], 4)
    assert list(node.cluster.indexes) == ["kutip-1"]


def test_what_a_killed_rebuild_left_is_deleted_and_other_libraries_are_not(
    engine: OpenSearchEngine, node: FakeNode, location: IndexLocation
) -> None:
    assert location.cluster
    beside = replace(
        location, folder=location.folder / "b", cluster=replace(location.cluster, index="kutip-berita")
    )
    other = open_in_opensearch(beside, "1")
    other.replace([entry(7)], 1)
    engine.replace([entry(1)], 1)
    node.cluster.indexes["kutip-9"] = node.cluster.indexes["kutip-1"]
    engine.add([entry(2)])
    assert sorted(node.cluster.indexes) == ["kutip-1", "kutip-berita-1"]
    assert found(other) == [7]


def test_an_index_of_another_version_of_the_terms_counts_as_none(
    engine: OpenSearchEngine, node: FakeNode, location: IndexLocation
) -> None:
    engine.replace([entry(1)], 4)
    newer = open_in_opensearch(location, "2")
    assert (newer.generation(), found(newer), newer.count()) == (0, [], 0)
    newer.replace([entry(1, "desa")], 4)
    assert (newer.generation(), found(newer, "desa")) == (4, [1])
    assert list(node.cluster.indexes) == ["kutip-2"]


def test_an_index_without_a_state_counts_as_none(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.replace([entry(1)], 4)
    del node.cluster.indexes["kutip-1"].documents["state"]
    engine._current.look_again()
    assert engine.generation() == 0


def test_another_process_sees_what_is_marked(engine: OpenSearchEngine, location: IndexLocation) -> None:
    other = open_in_opensearch(location, "1")
    engine.add([entry(1)])
    engine.mark(3)
    other._current.look_again()
    assert (other.generation(), found(other), other.count(HERE)) == (3, [1], 1)
    assert other.codes([1, 2]) == {1: b"kode"}


def test_one_process_writes_at_a_time(engine: OpenSearchEngine, location: IndexLocation) -> None:
    other = open_in_opensearch(location, "1")
    with engine.writing(), pytest.raises(EngineBusy), other.writing(0):
        pass
    with other.writing(0):
        other.add([entry(1)])
    engine._current.look_again()
    assert found(engine) == [1]


def test_one_machine_writes_at_a_time(location: IndexLocation, tmp_path: Path) -> None:
    here, there = (
        open_in_opensearch(replace(location, folder=tmp_path / name, lock=SharedLock), "1")
        for name in ("here", "there")
    )
    with here.writing(), pytest.raises(EngineBusy) as error, there.writing(0):
        pass
    assert error.value.fault is Fault.INDEX_BUSY
    with there.writing(0):
        there.add([entry(1)])
    assert SharedLock.holder is None


def test_a_search_goes_on_when_another_process_has_replaced_the_index(
    engine: OpenSearchEngine, location: IndexLocation
) -> None:
    engine.replace([entry(1)], 1)
    assert found(engine) == [1]
    engine._current._seen_at = float("inf")  # as if the search had begun before
    open_in_opensearch(location, "1").replace([entry(2)], 2)
    assert found(engine) == [2]


def test_an_index_has_the_settings_that_scores_rely_on(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.add([entry(1)])
    created = node.cluster.created["kutip-1"]
    assert created["settings"]["number_of_shards"] == 1
    assert created["mappings"]["dynamic"] == "strict"
    assert "1.2" in created["settings"]["similarity"]["body"]["script"]["source"]


def test_a_term_longer_than_lucene_takes_is_left_out(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.add([entry(1, "kota " + "k" * 40_000)])
    assert found(engine) == [1]
    assert max(len(term) for term in node.cluster.indexes["kutip-1"].documents["1"]["body"]) == 4


def test_half_of_a_character_is_no_reason_to_index_nothing(engine: OpenSearchEngine) -> None:
    engine.add([entry(1, "kota \ud800")])
    assert found(engine) == [1]
    assert found(engine, "\ud800") == [1]


def test_terms_are_listed_once_however_often_they_come(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.add([entry(n) for n in range(1, 4)])
    open_again = [asked for asked in node.asked if "_bulk" in asked.path]
    assert sum(asked.body.count(b'"vocabulary"') for asked in open_again) == 2  # a body's term, and a title's


def test_names_are_looked_up_without_a_request(
    engine: OpenSearchEngine, node: FakeNode, location: IndexLocation
) -> None:
    engine.add([entry(1, f"kota {MARK}krc{MARK}kebun"), entry(2, f"{MARK}kebun{MARK}krc")])
    engine.mark(1)
    assert engine.terms(f"{MARK}krc{MARK}", BODY, HERE) == {f"{MARK}krc{MARK}kebun": 1}
    asked = len(node.asked)
    engine._current._seen_at = float("inf")
    assert engine.terms(f"{MARK}knd{MARK}", BODY, HERE) == engine.terms(f"{MARK}a", TITLE, HERE) == {}
    assert len(node.asked) == asked
    open_in_opensearch(location, "1").replace([entry(3, f"{MARK}knd{MARK}desa")], 2)
    engine._current.look_again()
    assert engine.terms(f"{MARK}k", BODY, HERE) == {f"{MARK}knd{MARK}desa": 1}


def test_names_that_another_process_adds_are_read_when_it_marks_them(
    engine: OpenSearchEngine, location: IndexLocation
) -> None:
    other = open_in_opensearch(location, "1")
    for number in range(1, 4):
        engine.add([entry(number, f"{MARK}a{number}{MARK}b")])
        engine.mark(number)
        other._current.look_again()
        assert len(other.terms(f"{MARK}a", BODY, HERE)) == number


@pytest.mark.parametrize("most", [0, 3])
def test_too_many_names_to_keep_are_asked_for(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("index.retrieval.bm25.opensearch.names._MOST_KEPT", most)
    monkeypatch.setattr("index.retrieval.bm25.opensearch.names.MOST_LISTED", 2)
    engine.add([entry(n, f"{MARK}a{n}{MARK}b") for n in range(5)])
    assert len(engine.terms(f"{MARK}a", BODY, HERE)) == 5


def test_more_terms_than_a_page_are_all_listed(engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.retrieval.bm25.opensearch.searching.MOST_LISTED", 3)
    engine.add([entry(1, "ka kb kc kd ke kf kg l")])
    assert set(engine.terms("k", BODY, HERE)) == {"ka", "kb", "kc", "kd", "ke", "kf", "kg"}


MALFORMED: list[object] = [
    [],
    {},
    {"hits": 3},
    {"timed_out": True, "_shards": {"failed": 0}},
    None,
    {"_shards": {"failed": 2}},
]


@pytest.mark.parametrize("body", MALFORMED)
@pytest.mark.parametrize("path", ["_search", "_termvectors", "_msearch", "_doc"])
def test_an_answer_of_another_form_is_an_error_and_never_an_empty_result(
    engine: OpenSearchEngine, node: FakeNode, body: object, path: str
) -> None:
    engine.replace([entry(1)], 1)
    engine._current.look_again()

    def malformed(asked: Asked) -> Answer | None:
        return Answer(body) if f"/{path}" in asked.path else None

    node.fault = malformed
    engine._current._seen_at = float("-inf")
    with pytest.raises(EngineUnavailable):
        found(engine)


def test_more_hits_than_were_asked_for_are_refused(engine: OpenSearchEngine, node: FakeNode) -> None:
    engine.add([entry(1)])
    hits = [{"sort": [1.0, n]} for n in range(11)]
    answer = Answer({"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}})
    node.fault = lambda asked: answer if "_search" in asked.path else None
    with pytest.raises(EngineUnavailable):
        found(engine)


def test_removed_paragraphs_do_not_count_though_dictionaries_have_them(engine: OpenSearchEngine) -> None:
    engine.add([entry(n) for n in range(1, 6)])
    engine.remove([1, 2])
    assert engine.frequencies(["kota"], BODY, HERE) == {"kota": 3}
    assert engine.count(HERE) == engine.count() == 3


def test_nothing_of_the_address_is_shown(location: IndexLocation) -> None:
    secret = ClusterAddress("http://budi:rahasia@127.0.0.1:9200")
    assert "rahasia" not in f"{secret!r} {secret} {replace(location, cluster=secret)!r}"
    assert json.dumps(str(secret.nodes[0])) == '"http://127.0.0.1:9200"'
