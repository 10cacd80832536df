"""A search with a reranker that is a server of the operator's own."""

import pytest

from bot.runtime.app import library_config
from bot.runtime.settings import Settings
from index.ingestion.readers import parse_text
from index.library import open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Answer, Credits
from index.ranking.reranking.reranking_server import RerankingServer
from tests.index.ranking.reranking.test_rereading import ARTICLES, QUESTION, scores, texts, weighing
from tests.index.servers.model_server import Answer as Answered
from tests.index.servers.model_server import Asked, Raw, serving


def answer_with(reranker: str | RerankingServer) -> Answer:
    with open_library(LibraryConfig(reranker=reranker, reading_seconds=60)) as library:
        for text in ARTICLES:
            list(library.add_read(parse_text(text, "x", Credits(title=""), 10**6), SHARED))
        return library.ask(QUESTION)


def for_kudus(asked: Asked) -> Answered:
    scored = [9.0 if "Kudus" in text else -9.0 for text in asked.body["documents"]]
    return Answered({"results": [{"index": index, "relevance_score": one} for index, one in enumerate(scored)]})


def test_the_scores_of_a_server_change_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(for_kudus) as server, weighing(monkeypatch, 3.0):
        answer = answer_with(RerankingServer(server.url))
        first = texts(answer)[0]
    assert "Kudus" in first
    assert server.asked[-1].body["query"] == QUESTION


def test_a_server_that_is_away_changes_nothing() -> None:
    plain = answer_with("none")
    with serving(lambda _: Raw([])) as server:
        answer = answer_with(RerankingServer(server.url))
    assert (texts(answer), scores(answer), answer.verdict) == (texts(plain), scores(plain), plain.verdict)


def test_the_settings_name_a_server() -> None:
    settings = Settings(kutip_reranker="http://ana:kunci@a", kutip_reranker_key="k", kutip_reranker_model="bge")
    config = library_config(settings, in_memory=True)
    assert config.reranker == RerankingServer("http://ana:kunci@a", "k", "bge")
    assert config.reading_seconds == 0.15
    assert "kunci" not in repr(config)
    assert "kunci" not in config.to_json()
