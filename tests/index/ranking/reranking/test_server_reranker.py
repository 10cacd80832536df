"""A reranker that asks a server, good or bad: a wrong answer leaves the order as it was."""

import logging
import math
from typing import Any

import pytest

from index.model.features import Reading
from index.ranking.reranking.base import Passage, Reranker
from index.ranking.reranking.reranking_server import RerankingServer
from index.ranking.reranking.server_reranker import ServerReranker
from tests.index.servers.model_server import Answer, Answering, Asked, ModelServer, Raw, Time, serving

NAN = float("nan")


def passages(*texts: str) -> list[Passage]:
    return [Passage((), None, text) for text in texts]


THREE = passages("satu", "dua", "tiga")


def by_documents(*scores: object) -> Answering:
    """Answer as Jina, Cohere, vLLM, infinity and llama-server do, in an order of the server's own."""

    def answering(asked: Asked) -> Answer:
        results = [{"index": index, "relevance_score": score} for index, score in enumerate(scores)]
        return Answer({"model": "m", "results": results[::-1]})

    return answering


def by_texts(*scores: object) -> Answering:
    """Answer as text-embeddings-inference does, which knows no other path."""

    def answering(asked: Asked) -> Answer:
        if asked.path != "/rerank":
            return Answer({}, 404)
        if "texts" not in asked.body:
            return Answer({"error": "missing field `texts`"}, 422)
        return Answer([{"index": index, "score": score} for index, score in enumerate(scores)][::-1])

    return answering


def read(server: ModelServer, url: str = "", **settings: Any) -> list[float] | None:
    readings = ServerReranker(RerankingServer(server.url + url, **settings), Time()).read("apa?", THREE, 1.0)
    return None if readings is None else [reading.answers for reading in readings]


def test_scores_are_matched_by_index_and_point_at_no_words() -> None:
    with serving(by_documents(-2.5, 7.25, 0.5)) as server:
        reranker: Reranker = ServerReranker(RerankingServer(server.url, "kunci", "bge"), Time())
        assert reranker.read("apa?", THREE, 1.0) == [Reading(-2.5), Reading(7.25), Reading(0.5)]
        (asked,) = server.asked
    assert (asked.path, asked.authorization) == ("/v1/rerank", "Bearer kunci")
    assert asked.body == {"query": "apa?", "documents": ["satu", "dua", "tiga"], "top_n": 3, "model": "bge"}


def test_the_convention_is_found_out_once() -> None:
    with serving(by_texts(0.25, -4.0, 2.0)) as server:
        reranker = ServerReranker(RerankingServer(server.url), Time())
        for _ in range(2):
            assert reranker.read("apa?", THREE, 1.0) == [Reading(0.25), Reading(-4.0), Reading(2.0)]
    assert [asked.path for asked in server.asked] == ["/v1/rerank", "/rerank", "/rerank"]
    assert server.asked[-1].body == {
        "query": "apa?",
        "texts": ["satu", "dua", "tiga"],
        "truncate": True,
        "raw_scores": True,
    }


@pytest.mark.parametrize("url", ["/rerank", "/v1/rerank", "/v2/rerank", "/v1", "/api/v1/"])
def test_an_address_may_have_a_path(url: str) -> None:
    with serving(by_documents(1.0, 2.0, 3.0)) as server:
        assert read(server, url) == [1.0, 2.0, 3.0]
    (asked,) = server.asked
    assert asked.path == url.rstrip("/").removesuffix("/rerank") + "/rerank"


def test_a_whole_address_of_the_other_convention_works() -> None:
    with serving(by_texts(1.0, 2.0, 3.0)) as server:
        assert read(server, "/rerank") == [1.0, 2.0, 3.0]


def test_probabilities_become_logits() -> None:
    with serving(by_documents(0.5, 0.0, 1)) as server:
        found = read(server)
    assert found is not None
    assert found[0] == 0
    assert found[1] == pytest.approx(-found[2])
    assert 10 < found[2] < 20
    assert math.isfinite(found[2])


def test_a_server_of_logits_stays_one() -> None:
    with serving(by_documents(0.5, -3.0, 9.0)) as server:
        reranker = ServerReranker(RerankingServer(server.url), Time())
        reranker.read("apa?", THREE, 1.0)
        server.answering = by_documents(0.5, 0.25, 0.75)
        assert reranker.read("apa?", THREE, 1.0) == [Reading(0.5), Reading(0.25), Reading(0.75)]


def results(*entries: object) -> Answer:
    return Answer({"results": list(entries)})


def entry(index: object, score: object = 0.5) -> dict[str, object]:
    return {"index": index, "relevance_score": score}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (results(entry(0), entry(1)), "count"),
        (results(entry(0), entry(1), entry(1)), "count"),
        (results(entry(0), entry(1), entry(2), entry(2)), "count"),
        (results(entry(0), entry(1), entry(3)), "count"),
        (results(entry(0), entry(1), entry(-1)), "count"),
        (results(entry(0), entry(1), entry("2")), "count"),
        (results(entry(False), entry(True), entry(2)), "count"),
        (results(entry(0), entry(1), entry([2])), "count"),
        (results(entry(0), entry(1), {"relevance_score": 1}), "count"),
        (results(entry(0), entry(1), entry(2, NAN)), "number"),
        (results(entry(0), entry(1), entry(2, float("inf"))), "number"),
        (results(entry(0), entry(1), entry(2, 10**400)), "number"),
        (results(entry(0), entry(1), entry(2, None)), "number"),
        (results(entry(0), entry(1), entry(2, "0.5")), "number"),
        (results(entry(0), entry(1), entry(2, True)), "number"),
        (results(entry(0), entry(1), {"index": 2}), "number"),
        (results(entry(0), entry(1), None), "json"),
        (Answer({"results": {"0": 1}}), "json"),
        (Answer({"data": []}), "json"),
        (Answer(None), "json"),
        (Answer(7), "json"),
        (Answer(b"oops"), "json"),
        (Answer({}, 500), "status"),
        (Answer({}, 501), "status"),
        (Answer({}, 401), "key"),
        (Answer({}, 429), "busy"),
        (Answer({}, 307, (("Location", "http://127.0.0.1:9/"),)), "redirect"),
        (Raw([]), "connection"),
        (Raw([b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"]), "connection"),
    ],
)
def test_a_wrong_answer_leaves_the_order_as_it_was(
    answer: Answer | Raw, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "index")
    with serving(lambda _: answer) as server:
        assert read(server, key="kunci") is None
    (record,) = caplog.records
    assert f"why='{why}'" in record.getMessage()
    assert "kunci" not in record.getMessage()


def test_a_deadline_is_kept_over_both_conventions() -> None:
    time = Time()

    def slowly(asked: Asked) -> Answer:
        time.now += 0.1
        return by_texts(1.0, 2.0, 3.0)(asked)  # type: ignore[return-value]

    with serving(slowly) as server:
        reranker = ServerReranker(RerankingServer(server.url), time)
        assert reranker.read("apa?", THREE, 0.15) is None
        assert len(server.asked) == 2
        assert reranker.read("apa?", THREE, time.now + 5) is None  # the server counts as away
        time.now += 10
        assert reranker.read("apa?", THREE, time.now + 5)


def test_without_a_deadline_a_server_has_a_minute() -> None:
    time = Time()

    def slowly(asked: Asked) -> Answer:
        time.now += 61
        return Answer({}, 500)

    with serving(by_documents(1.0, 2.0, 3.0)) as server:
        reranker = ServerReranker(RerankingServer(server.url.replace("127.0.0.1", "localhost")), time)
        assert reranker.read("apa?", THREE, math.inf)
        server.answering = slowly
        assert reranker.read("apa?", THREE, math.inf) is None


def test_a_deadline_that_has_passed_asks_nobody() -> None:
    with serving(by_documents()) as server:
        assert ServerReranker(RerankingServer(server.url), Time()).read("apa?", THREE, 0.0) is None
    assert server.asked == []


def test_no_passages_have_no_readings() -> None:
    assert ServerReranker(RerankingServer("http://127.0.0.1:9")).read("apa?", [], 0.0) == []


def test_a_passage_is_sent_below_its_titles_and_of_a_long_one_the_part_that_the_question_is_about() -> None:
    long = "awal " * 1000 + "banjir " * 20 + "akhir " * 1000
    start = long.index("banjir")
    words = [(0, 4), *((start + 7 * number, start + 7 * number + 6) for number in range(20))]
    given = [
        Passage(("Judul", "Dampak"), None, "a\ud800b"),
        Passage((), None, "\0"),
        Passage(("Judul",), None, long, words),
        Passage((), None, "x" * 5000),
    ]
    with serving(by_documents(1, 2, 3, 4)) as server:
        assert ServerReranker(RerankingServer(server.url), Time()).read("apa?", given, 1.0)
    short, empty, around, cut = server.asked[0].body["documents"]
    assert (short, empty, cut) == ("Judul. Dampak. a?b", ".", "x" * 2000)
    assert around.count("banjir") == 20
    assert len(around) <= 2000 + len("Judul. ")


def test_loading_asks_once_and_minds_no_failure() -> None:
    with serving(by_texts(1.0)) as server:
        reranker = ServerReranker(RerankingServer(server.url), Time())
        reranker.load()
        reranker.load()
        assert len(server.asked) == 2  # one for each convention
    ServerReranker(RerankingServer(server.url), Time()).load()


def test_nothing_shows_a_secret() -> None:
    settings = RerankingServer("http://ana:kunci1@127.0.0.1:9?key=kunci2", "kunci3", "bge")
    reranker = ServerReranker(settings, Time())
    assert "kunci" not in f"{settings} {settings!r} {reranker.name} {reranker}"
    assert reranker.name == ServerReranker(RerankingServer("http://127.0.0.1:9", model="bge"), Time()).name
    assert reranker.name != ServerReranker(RerankingServer("http://127.0.0.1:8", model="bge"), Time()).name
