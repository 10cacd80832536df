"""When a server is asked again that was busy or away. Time passes only where a test says so."""

import logging
from itertools import chain, repeat

import pytest

from index.model.errors import ModelChangedError, ModelServerError
from index.servers.backoff import with_backoff
from index.servers.outage import Outage
from tests.index.servers.model_server import Time


class Server:
    """Fail as it is told, and then answer."""

    def __init__(self, *failures: ModelServerError) -> None:
        self.failures = chain(failures, repeat(None))
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        if failure := next(self.failures):
            raise failure
        return "answer"


def failing(why: str, retry_after: float | None = None) -> ModelServerError:
    return ModelServerError("http://a", why, retry_after=retry_after)


def test_a_busy_server_is_asked_again_after_growing_pauses() -> None:
    pauses: list[float] = []
    server = Server(failing("busy"), failing("connection"), failing("busy", 30), failing("busy", 2))
    assert with_backoff(server, pauses.append) == "answer"
    assert pauses == [1, 2, 30, 8]


def test_a_server_that_stays_away_is_given_up() -> None:
    pauses: list[float] = []
    server = Server(*[failing("connection")] * 20)
    with pytest.raises(ModelServerError):
        with_backoff(server, pauses.append)
    assert (server.asked, sum(pauses)) == (6, 31)


@pytest.mark.parametrize("failure", [failing("key"), failing("time"), failing("count"), failing("busy", 3600)])
def test_what_no_pause_mends_is_not_tried_again(failure: ModelServerError) -> None:
    server, pauses = Server(failure), list[float]()
    with pytest.raises(ModelServerError):
        with_backoff(server, pauses.append)
    assert (server.asked, pauses) == (1, [])


def ask(outage: Outage, server: Server) -> str:
    try:
        with outage.guarding():
            return server()
    except ModelServerError as error:
        return error.why


def test_a_server_that_is_away_is_not_asked_for_some_seconds() -> None:
    time, server = Time(), Server(failing("time"), failing("connection"))
    outage = Outage(time)
    assert [ask(outage, server) for _ in range(5)] == ["time"] * 5
    assert server.asked == 1
    time.now += 10
    assert [ask(outage, server) for _ in range(3)] == ["connection"] * 3
    time.now += 10
    assert [ask(outage, server) for _ in range(2)] == ["answer"] * 2
    assert server.asked == 4


def test_a_server_may_ask_for_another_pause_of_at_most_a_minute() -> None:
    time, server = Time(), Server(failing("busy", 30), failing("busy", 86_400))
    outage = Outage(time)
    for pause, asked in ((0, 1), (29, 1), (1, 2), (59, 2), (1, 3)):
        time.now += pause
        ask(outage, server)
        assert server.asked == asked


def test_a_text_that_the_server_cannot_read_is_no_outage() -> None:
    server = Server(failing("text"), failing("too_much"))
    outage = Outage(Time())
    assert [ask(outage, server) for _ in range(3)] == ["text", "too_much", "answer"]


def test_a_server_with_another_model_is_not_away() -> None:
    server = Server(ModelChangedError("http://a", "model"))
    outage = Outage(Time())
    assert [ask(outage, server) for _ in range(2)] == ["model", "answer"]


def test_an_outage_is_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "index")
    time, server = Time(), Server(*[failing("connection")] * 3)
    outage = Outage(time)
    for _ in range(6):
        ask(outage, server)
        time.now += 10
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
