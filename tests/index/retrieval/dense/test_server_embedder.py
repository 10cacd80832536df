"""An embedder that asks a server, good or bad; test_embedder_contract holds what is true of every embedder."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from index.model.errors import ModelChangedError, ModelServerError
from index.retrieval.dense import open_embedder
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.dense.server_embedder import ServerEmbedder
from tests.fakes import FakeEmbedder
from tests.index.servers.model_server import Answer, Answering, Asked, ModelServer, Raw, Time, embeddings, serving


def sent(server: ModelServer) -> list[list[str]]:
    """Return the texts of each request but the first, which is that of a check."""
    return [asked.body["input"] for asked in server.asked[1:]]


def why(embed: Callable[[], object]) -> str:
    with pytest.raises(ModelServerError) as failed:
        embed()
    return failed.value.why


def test_vectors_are_matched_by_index_and_have_length_1() -> None:
    with serving(embeddings) as server:
        rows = ServerEmbedder(EmbeddingServer(server.url)).embed_paragraphs(["satu", "dua", "tiga"])
    expected = FakeEmbedder().embed_paragraphs(["satu", "dua", "tiga"])
    assert rows.dtype == np.float32
    assert rows == pytest.approx(expected, abs=1e-6)


def test_the_model_the_key_and_the_prefixes_are_sent() -> None:
    with serving(embeddings) as server:
        settings = EmbeddingServer(server.url, "kunci", "bge-m3", "query:", "passage:")
        embedder = ServerEmbedder(settings)
        embedder.embed_question("apa?")
        embedder.embed_paragraphs(["Air naik."])
        assert embedder.dimensions == FakeEmbedder.dimensions
    assert [asked.body["input"] for asked in server.asked] == [["query: apa?"], ["passage: Air naik."]]
    for asked in server.asked:
        assert (asked.path, asked.authorization) == ("/v1/embeddings", "Bearer kunci")
        assert asked.body["model"] == "bge-m3"


def test_a_batch_has_so_many_texts_at_most() -> None:
    with serving(embeddings) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url, batch=3))
        embedder.check()
        assert embedder.embed_paragraphs([f"teks {number}" for number in range(8)]).shape == (8, 64)
    assert [len(texts) for texts in sent(server)] == [3, 3, 2]


def test_odd_texts_are_sent_as_any_server_takes_them() -> None:
    with serving(embeddings) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url))
        embedder.check()
        assert embedder.embed_paragraphs(["", " \n", "\0", "a\ud800b", "x" * 3000]).shape == (5, 64)
    assert sent(server) == [[".", ".", ".", "a?b", "x" * 2000]]


def named(server: ModelServer, **settings: Any) -> str:
    return ServerEmbedder(EmbeddingServer(server.url, **settings)).name


def test_the_name_changes_with_all_that_changes_the_vectors() -> None:
    with serving(embeddings) as server, serving(embeddings) as moved:
        name = named(server)
        assert name.startswith("server-lokal-")
        assert name == named(server, key="kunci", batch=2, question_seconds=9) == named(moved)
        others = {named(server, model="m"), named(server, query_prefix="q:"), named(server, passage_prefix="q:")}
        server.answering = lambda asked: embeddings(asked, "lokal-2")
        others.add(named(server))
        server.answering = lambda asked: embeddings(asked, "")  # it does not say what it runs
        moved.answering = server.answering
        others |= {named(server), named(moved)}
        assert len(others | {name}) == 7
        assert "kunci" not in named(server, key="kunci")


def test_a_name_that_a_server_makes_very_long_stays_short() -> None:
    with serving(lambda asked: embeddings(asked, "m" * 100_000)) as server:
        assert len(named(server)) < 200


@pytest.mark.parametrize("change", [{"model": "lain"}, {"dimensions": 32}])
def test_vectors_of_another_model_are_refused_from_then_on(change: dict[str, Any]) -> None:
    with serving(embeddings) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url))
        name = embedder.name
        server.answering = lambda asked: embeddings(asked, **change)
        for _ in range(2):
            with pytest.raises(ModelChangedError):
                embedder.embed_paragraphs(["satu"])
            with pytest.raises(ModelChangedError):
                embedder.check()
        assert (embedder.name, embedder.dimensions) == (name, 64)
        again = ServerEmbedder(EmbeddingServer(server.url))
        assert (again.name, again.dimensions) != (name, 64)


def changed(change: Callable[[list[Any]], object]) -> Answering:
    """Answer as a good server, but for what is changed in the list of vectors."""

    def answering(asked: Asked) -> Answer:
        answer = embeddings(asked)
        data = sorted(answer.body["data"], key=lambda entry: int(entry["index"]))
        found = change(data)
        return Answer({**answer.body, "data": data if found is None else found})

    return answering


NAN, INFINITY = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda data: data[:1], "count"),
        (lambda data: data.append(data[0]), "count"),
        (lambda data: data[0].update(index=1), "count"),
        (lambda data: data[0].update(index=-1), "count"),
        (lambda data: data[0].update(index=2), "count"),
        (lambda data: data[0].update(index="0"), "count"),
        (lambda data: data[0].update(index=False), "count"),
        (lambda data: data[0].update(index=[0]), "count"),
        (lambda data: data[0].update(embedding=[0.5] * 63), "dimensions"),
        (lambda data: data[0].update(embedding=[]), "json"),
        (lambda data: data[0].update(embedding="AAAA"), "json"),
        (lambda data: data[0].update(embedding={}), "json"),
        (lambda data: data[0].update(embedding=[0.5] * 20_000), "json"),
        (lambda data: data[0].update(embedding=None), "json"),
        (lambda _: [None, 7], "json"),
        (lambda _: {}, "json"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(change: Callable[[list[Any]], object], fault: str) -> None:
    with serving(changed(change)) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url))
        server.answering = embeddings
        embedder.check()
        server.answering = changed(change)
        assert why(lambda: embedder.embed_paragraphs(["satu", "dua"])) == fault


@pytest.mark.parametrize("body", [[], None, 7, "x", {}, {"data": None}, {"error": "away"}, {"data": {"0": [1.0]}}])
def test_json_of_another_form_is_refused(body: object) -> None:
    with serving(lambda _: Answer(body)) as server:
        assert why(lambda: ServerEmbedder(EmbeddingServer(server.url)).embed_question("apa?")) == "json"


def test_entries_without_an_index_are_in_order() -> None:
    with serving(changed(lambda data: [{"embedding": entry["embedding"]} for entry in data])) as server:
        rows = ServerEmbedder(EmbeddingServer(server.url)).embed_paragraphs(["satu", "dua"])
    assert rows == pytest.approx(FakeEmbedder().embed_paragraphs(["satu", "dua"]), abs=1e-6)


BAD_NUMBERS = [[NAN] * 64, [INFINITY] + [0.0] * 63, [1e308] * 64, [0.0] * 64, [True] * 64, [None] * 64, ["1"] * 64]


@pytest.mark.parametrize("numbers", [*BAD_NUMBERS, [10**400] * 64, [[0.5]] * 64])
def test_what_is_no_vector_is_refused_for_a_question(numbers: list[Any]) -> None:
    with serving(changed(lambda data: data[0].update(embedding=numbers))) as server:
        assert why(lambda: ServerEmbedder(EmbeddingServer(server.url)).embed_question("apa?")) == "number"


def unless(cannot: Callable[[list[str]], bool], otherwise: Answer) -> Answering:
    return lambda asked: otherwise if cannot(asked.body["input"]) else embeddings(asked)


@pytest.mark.parametrize("status", [400, 413, 422, 500])
def test_a_server_that_takes_fewer_texts_gets_fewer(status: int) -> None:
    with serving(unless(lambda texts: len(texts) > 3, Answer({}, status))) as server:
        texts = [f"teks {number}" for number in range(11)]
        rows = ServerEmbedder(EmbeddingServer(server.url)).embed_paragraphs(texts)
    assert rows == pytest.approx(FakeEmbedder().embed_paragraphs(texts), abs=1e-6)


def test_a_server_that_takes_shorter_texts_gets_shorter_ones() -> None:
    with serving(unless(lambda texts: any(len(text) > 600 for text in texts), Answer({}, 413))) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url, passage_prefix="passage:"))
        assert embedder.embed_paragraphs(["pendek", "panjang " * 300]).shape == (2, 64)
        assert embedder.embed_question("panjang " * 100).shape == (64,)
    assert sent(server)[-3][0].startswith("passage: panjang panjang")
    assert [len(texts[0]) for texts in sent(server)[-2:]] == [799, 399]


def refusing(_: Asked) -> Answer:
    return Answer({"error": "unsupported value: NaN"}, 500)


@pytest.mark.parametrize("bad", [refusing, changed(lambda data: data[0].update(embedding=[NAN] * 64))])
def test_one_text_that_a_server_cannot_read_does_not_hold_up_the_others(bad: Answering) -> None:
    """Some models make NaN of some texts; without this, no older paragraph would ever be embedded."""

    def answering(asked: Asked) -> Answer | Raw:
        return bad(asked) if any("racun" in text for text in asked.body["input"]) else embeddings(asked)

    with serving(answering) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url), Time())
        rows = embedder.embed_paragraphs(["satu", "racun " * 200, "dua"])
        assert rows[[0, 2]] == pytest.approx(FakeEmbedder().embed_paragraphs(["satu", "dua"]), abs=1e-6)
        assert rows[1] == pytest.approx(FakeEmbedder().embed_question("."), abs=1e-6)
        assert len(server.asked) < 20
        assert why(lambda: embedder.embed_question("racun")) == "text"
        embedder.embed_question("satu")  # the server does not count as away


def test_a_server_that_reads_no_text_is_to_blame_itself() -> None:
    with serving(embeddings) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url))
        embedder.check()
        server.answering = lambda _: Answer({}, 500)
        assert why(lambda: embedder.embed_paragraphs(["panjang " * 300] * 16)) == "status"
    assert len(server.asked) < 15


def test_while_the_server_is_away_questions_fail_at_once() -> None:
    time = Time()
    with serving(lambda _: Answer({}, 503)) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url), time)
        assert [why(lambda: embedder.embed_question("apa?")) for _ in range(5)] == ["busy"] * 5
        assert len(server.asked) == 1
        server.answering = embeddings
        assert why(lambda: embedder.name) == "busy"
        time.now += 10
        assert embedder.dimensions == 64
        embedder.embed_question("apa?")


def test_a_question_waits_for_its_seconds_and_a_paragraph_for_longer() -> None:
    time = Time()

    def slowly(asked: Asked) -> Answer:
        time.now += 30
        return embeddings(asked)

    with serving(embeddings) as server:
        embedder = ServerEmbedder(EmbeddingServer(server.url, question_seconds=2), time)
        embedder.check()
        server.answering = slowly
        assert why(lambda: embedder.embed_question("apa?")) == "time"
        assert embedder.embed_paragraphs(["satu"]).shape == (1, 64)


def test_nothing_shows_a_secret() -> None:
    with serving(lambda _: Raw([])) as server:
        url = server.url.replace("http://", "http://ana:kunci1@") + "?key=kunci2"
        settings = EmbeddingServer(url, "kunci3", "bge-m3")
        embedder = ServerEmbedder(settings)
        with pytest.raises(ModelServerError) as failed:
            embedder.embed_question("apa?")
        shown = [settings, repr(settings), failed.value, failed.value.details, failed.value.__cause__, embedder]
        assert "kunci" not in " ".join(map(str, shown))
        assert str(settings) == f"bge-m3 ({server.url})"


def test_a_server_is_opened_by_its_settings() -> None:
    with serving(embeddings) as server:
        embedder = open_embedder(replace(EmbeddingServer("http://x"), url=server.url))
        assert embedder is not None
        assert not embedder.knows("banjir")
        assert json.dumps(embedder.name)
