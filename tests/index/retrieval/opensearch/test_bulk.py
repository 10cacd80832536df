"""Sending many documents to a cluster that is busy, away, or refuses some of them."""

import json
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from index.model.errors import EngineUnavailable
from index.retrieval.opensearch.bulk import Bulk, removal_lines
from index.retrieval.opensearch.nodes import Nodes
from index.servers.address import ServerAddress
from tests.index.servers.model_server import Time
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node
from tests.opensearch.fake_index import FakeIndex

OPERATIONS = [[json.dumps({"index": {"_id": str(n)}}), json.dumps({"id": n})] for n in range(2500)]


@pytest.fixture
def node() -> Iterator[FakeNode]:
    cluster = FakeCluster()
    cluster.indexes["kutip-1"] = FakeIndex()
    with running_node(cluster) as running:
        yield running


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def bulk(node: FakeNode, clock: Time) -> Bulk:
    return Bulk(Nodes([ServerAddress(node.url)]), clock.sleep, clock)


def stored(node: FakeNode) -> set[str]:
    return set(node.cluster.indexes["kutip-1"].documents)


def first_times(most: int, fault: Callable[[Asked], Answer | bytes]) -> Callable[[Asked], Answer | bytes | None]:
    numbers = count()
    return lambda asked: fault(asked) if next(numbers) < most else None


def test_all_operations_arrive_in_several_requests(node: FakeNode, bulk: Bulk) -> None:
    bulk.send("kutip-1", OPERATIONS)
    assert len(stored(node)) == 2500
    assert len(node.asked) == 3


def test_long_paragraphs_are_sent_fewer_at_a_time(node: FakeNode, bulk: Bulk) -> None:
    long = [[one[0], json.dumps({"id": 1, "body": ["x" * 1_000_000]})] for one in OPERATIONS[:9]]
    bulk.send("kutip-1", long)
    assert len(stored(node)) == 9
    assert max(len(asked.body) for asked in node.asked) < 5_000_000


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_cluster_is_asked_again_after_growing_pauses(
    node: FakeNode, bulk: Bulk, clock: Time, status: int
) -> None:
    node.fault = first_times(4, lambda _: Answer({}, status))
    bulk.send("kutip-1", OPERATIONS[:10])
    assert len(stored(node)) == 10
    assert clock.now == pytest.approx(0.1 + 0.2 + 0.4 + 0.8)


def test_only_the_operations_that_were_refused_for_lack_of_room_are_sent_again(node: FakeNode, bulk: Bulk) -> None:
    def half(asked: Asked) -> Answer:
        lines = asked.body.decode().splitlines()
        answer = node.cluster.answer(asked._replace(body=("\n".join(lines[: len(lines) // 2]) + "\n").encode()))
        refused = [{"index": {"status": 429}}] * (len(answer.body["items"]))
        return Answer({"errors": True, "items": answer.body["items"] + refused})

    node.fault = first_times(2, half)
    bulk.send("kutip-1", OPERATIONS[:8])
    assert [len(asked.body.splitlines()) for asked in node.asked] == [16, 8, 4]
    assert len(stored(node)) == 8


def test_a_cluster_that_stays_busy_is_given_up(node: FakeNode, bulk: Bulk, clock: Time) -> None:
    node.fault = lambda _: Answer({}, 429)
    with pytest.raises(EngineUnavailable) as error:
        bulk.send("kutip-1", OPERATIONS[:10])
    assert error.value.why == "busy"
    assert 30 < clock.now <= 60


def test_a_cluster_that_is_away_is_given_up_sooner(clock: Time) -> None:
    bulk = Bulk(Nodes([ServerAddress("http://127.0.0.1:9")]), clock.sleep, clock)
    with pytest.raises(EngineUnavailable) as error:
        bulk.send("kutip-1", OPERATIONS[:10])
    assert error.value.why == "connection"
    assert clock.now <= 3


def test_a_paragraph_that_can_never_be_indexed_is_an_error_at_once(
    node: FakeNode, bulk: Bulk, clock: Time
) -> None:
    node.fault = lambda _: Answer({"errors": True, "items": [{"index": {"status": 400}}]})
    with pytest.raises(EngineUnavailable) as error:
        bulk.send("kutip-1", OPERATIONS[:1])
    assert (error.value.why, error.value.status, clock.now) == ("refused", 400, 0)


def test_removing_what_is_not_there_is_no_error(node: FakeNode, bulk: Bulk) -> None:
    bulk.send("kutip-1", [removal_lines(7)])
    assert len(node.asked) == 1


MALFORMED: list[object] = [
    [],
    {},
    {"errors": True},
    {"errors": True, "items": 3},
    {"errors": True, "items": []},
    None,
    7,
]


@pytest.mark.parametrize("body", MALFORMED)
def test_an_answer_of_another_form_is_no_success(node: FakeNode, bulk: Bulk, body: object) -> None:
    node.fault = lambda _: Answer(body)
    with pytest.raises(EngineUnavailable) as error:
        bulk.send("kutip-1", OPERATIONS[:2])
    assert error.value.why == "json"
