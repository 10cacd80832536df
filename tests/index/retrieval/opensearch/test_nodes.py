"""Asking the nodes of a cluster when some of them are away, slow, or answer nonsense."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from index.model.errors import EngineUnavailable
from index.retrieval.opensearch.nodes import Nodes
from index.servers.address import ServerAddress
from index.servers.patience import waiting_at_most
from tests.index.servers.model_server import Time
from tests.opensearch.fake_cluster import Answer, Asked, FakeCluster, FakeNode, running_node
from tests.opensearch.fake_index import FakeIndex

PATH = "/_alias/kutip"
NOBODY = "http://127.0.0.1:9"


@contextmanager
def two_nodes() -> Iterator[tuple[FakeNode, FakeNode]]:
    cluster = FakeCluster()
    cluster.indexes["kutip-1"], cluster.aliases["kutip"] = FakeIndex(), "kutip-1"
    with ExitStack() as stack:
        first, second = (stack.enter_context(running_node(cluster)) for _ in range(2))
        yield first, second


def nodes_at(*urls: str, clock: Time | None = None) -> Nodes:
    addresses = [ServerAddress(url) for url in urls]
    return Nodes(addresses, clock) if clock else Nodes(addresses)


def test_a_node_that_is_away_is_replaced_by_the_next() -> None:
    with two_nodes() as (first, _):
        nodes = nodes_at(NOBODY, first.url)
        assert nodes.read("GET", PATH) == {"kutip-1": {}}


def test_the_node_that_answered_is_asked_first_from_then_on() -> None:
    with two_nodes() as (first, second):
        first.fault = lambda _: Answer({}, 503)
        nodes = nodes_at(first.url, second.url)
        for _ in range(3):
            nodes.read("GET", PATH)
        assert (len(first.asked), len(second.asked)) == (1, 3)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_is_the_fault_of_one_node_is_asked_of_the_next(status: int) -> None:
    with two_nodes() as (first, second):
        first.fault = lambda _: Answer({"error": "later"}, status)
        assert nodes_at(first.url, second.url).read("GET", PATH) == {"kutip-1": {}}


@pytest.mark.parametrize(("status", "why"), [(401, "key"), (403, "key"), (400, "too_much"), (404, "status")])
def test_what_no_node_would_answer_better_is_asked_once(status: int, why: str) -> None:
    with two_nodes() as (first, second):
        first.fault = lambda _: Answer({}, status)
        with pytest.raises(EngineUnavailable) as error:
            nodes_at(first.url, second.url).read("GET", PATH)
        assert (error.value.why, error.value.status, second.asked) == (why, status, [])


def test_a_node_that_hangs_leaves_time_for_the_next() -> None:
    ended = threading.Event()
    with two_nodes() as (first, second):
        first.fault = lambda _: Answer({}) if ended.wait(60) else None
        nodes = nodes_at(first.url, second.url)
        assert nodes.read("GET", PATH) == {"kutip-1": {}}
        assert nodes.read("GET", PATH) == {"kutip-1": {}}
        assert len(first.asked) == 1
        ended.set()


def test_while_all_nodes_are_away_nobody_waits_for_them() -> None:
    clock = Time()
    with two_nodes() as (first, _):
        nodes = nodes_at(NOBODY, clock=clock)
        for _ in range(2):
            with pytest.raises(EngineUnavailable):
                nodes.read("GET", PATH)
        # Another node at the same place: it is not asked before the pause is over.
        nodes = nodes_at(first.url, clock=clock)
        first.fault = lambda _: b""
        with pytest.raises(EngineUnavailable):
            nodes.read("GET", PATH)
        asked, first.fault = len(first.asked), lambda _: None
        with pytest.raises(EngineUnavailable):
            nodes.read("GET", PATH)
        assert len(first.asked) == asked
        clock.now += 10
        assert nodes.read("GET", PATH) == {"kutip-1": {}}


def test_all_requests_of_a_question_share_its_patience() -> None:
    with two_nodes() as (first, _):
        nodes = nodes_at(first.url)
        with waiting_at_most(0), pytest.raises(EngineUnavailable):
            nodes.read("GET", PATH)
        with waiting_at_most(60):
            assert nodes.read("GET", PATH)
        assert len(first.asked) == 1


def test_what_is_written_does_not_wait_for_the_end_of_a_pause() -> None:
    clock = Time()
    with two_nodes() as (first, _):
        nodes = nodes_at(first.url, clock=clock)
        first.fault = lambda _: b""
        with pytest.raises(EngineUnavailable):
            nodes.read("GET", PATH)
        first.fault = lambda _: None
        assert nodes.write("GET", PATH) == {"kutip-1": {}}


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
NONSENSE = [b"", HEAD % 5 + b"{}", HEAD % 2 + b"{,", b"\x00" * 500]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_an_error_of_the_engine(sent: bytes) -> None:
    with two_nodes() as (first, _):
        first.fault = lambda _: sent
        with pytest.raises(EngineUnavailable):
            nodes_at(first.url).read("GET", PATH)


@pytest.mark.parametrize("body", [b" " * 17_000_000, b"[" * 1_000_000], ids=["huge", "brackets without end"])
def test_what_is_huge_or_never_ends_is_no_answer(body: bytes) -> None:
    with two_nodes() as (first, _):
        first.fault = lambda _: HEAD % len(body) + body
        with pytest.raises(EngineUnavailable):
            nodes_at(first.url).write("GET", PATH)


def test_user_and_password_are_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    with two_nodes() as (first, _):
        nodes = nodes_at(NOBODY.replace("//", "//budi:rahasia@"), first.url.replace("//", "//budi:rahasia@"))
        nodes.read("GET", PATH)
        assert str(first.asked[0].authorization).startswith("Basic ")
        first.fault = lambda _: Answer({}, 401)
        with pytest.raises(EngineUnavailable) as error:
            nodes.read("GET", PATH)
        shown = f"{error.value} {error.value.details} {error.value!r} {caplog.text}"
        assert "rahasia" not in shown
        assert "budi" not in shown
        assert error.value.__cause__ is None


def test_a_path_before_the_index_is_kept() -> None:
    def moved(asked: Asked) -> Answer | None:
        return Answer(json.loads("{}")) if asked.path == f"/search{PATH}" else None

    with two_nodes() as (first, _):
        first.fault = moved
        assert nodes_at(f"{first.url}/search/").read("GET", PATH) == {}


def test_an_unreachable_node_is_known_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(EngineUnavailable):
        nodes_at(NOBODY).read("GET", PATH)
    assert time.monotonic() - began < 60
