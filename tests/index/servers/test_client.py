"""The client against servers that answer badly: each failure is one clear error, soon and with bounded work."""

import gc
import socket
from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from index.model.errors import ModelServerError
from index.servers.address import ServerAddress
from index.servers.client import ServerClient
from tests.index.servers.model_server import Answer, Asked, Raw, Time, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SECONDS = 30.0


def failure(answer: Answer | Raw, time: Time | None = None) -> ModelServerError:
    with serving(lambda _: answer) as server, pytest.raises(ModelServerError) as failed:
        ServerClient(ServerAddress(server.url), time or Time()).post(f"{server.url}/v1/x", {}, SECONDS)
    return failed.value


def test_what_is_posted_arrives_with_the_key_and_the_answer_comes_back() -> None:
    with serving(lambda asked: Answer({"echo": asked.body})) as server:
        client = ServerClient(ServerAddress(server.url, "kunci"))
        assert client.post(f"{server.url}/v1/x?y=1", {"teks": "é\ud800"}, SECONDS) == {"echo": {"teks": "é\ud800"}}
        assert server.asked == [Asked("/v1/x?y=1", "Bearer kunci", {"teks": "é\ud800"})]


def test_a_connection_is_used_again_and_closed_with_the_client() -> None:
    with serving(lambda _: Answer({})) as server:
        client = ServerClient(ServerAddress(server.url))
        for _ in range(3):
            client.post(f"{server.url}/", {}, SECONDS)
        assert server.connections == 1
        kept = client._kept
        del client
        gc.collect()
        assert not kept


def test_a_server_that_has_closed_the_connection_is_connected_to_again() -> None:
    whole = OK + b"Content-Length: 2\r\n\r\n{}"
    with serving(lambda _: Raw([whole])) as server:
        client = ServerClient(ServerAddress(server.url))
        assert [client.post(f"{server.url}/", {}, SECONDS) for _ in range(2)] == [{}, {}]
        assert server.connections == 2


def test_a_kept_connection_that_ends_without_an_answer_is_replaced_once() -> None:
    found: list[Answer | Raw] = [Answer(1), Raw([]), Answer(2), Raw([]), Raw([]), Answer(3)]
    answers = iter(found)
    with serving(lambda _: next(answers)) as server:
        client = ServerClient(ServerAddress(server.url))
        assert [client.post(f"{server.url}/", {}, SECONDS) for _ in range(2)] == [1, 2]
        with pytest.raises(ModelServerError):
            client.post(f"{server.url}/", {}, SECONDS)
        assert client.post(f"{server.url}/", {}, SECONDS) == 3
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer({}, 500), "status"),
        (Answer({}, 404), "status"),
        (Answer({}, 401), "key"),
        (Answer({}, 403), "key"),
        (Answer({}, 413), "too_much"),
        (Answer({}, 422), "too_much"),
        (Answer(b"<html>halo</html>"), "json"),
        (Answer(b""), "json"),
        (Answer(b"\xff\xfe"), "json"),
        (Answer(b"[" * 100_000), "json"),
        (Answer(b"9" * 10_000), "json"),
        (Answer({}, headers=(("Content-Encoding", "gzip"),)), "kind"),
        (Raw([]), "connection"),
        (Raw([b"SSH-2.0-OpenSSH\r\n"]), "connection"),
        (Raw([OK, b"Content-Length: 100\r\n\r\n{"]), "connection"),
        (Raw([OK, b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"]), "connection"),
    ],
)
def test_a_bad_answer_is_one_clear_error(answer: Answer | Raw, why: str) -> None:
    error = failure(answer)
    assert error.why == why
    assert error.status == (answer.status if isinstance(answer, Answer) and answer.status != 200 else 0)


@pytest.mark.parametrize(
    ("stated", "seconds"), [("7", 7.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None)]
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_says_how_long_to_wait(status: int, stated: str, seconds: float | None) -> None:
    error = failure(Answer({}, status, (("Retry-After", stated),)))
    assert (error.why, error.retry_after) == ("busy", seconds)


def test_a_redirect_is_not_followed() -> None:
    with serving(lambda _: Answer({})) as elsewhere:
        for status in (301, 302, 307, 308):
            assert failure(Answer({}, status, (("Location", f"{elsewhere.url}/"),))).why == "redirect"
        assert elsewhere.asked == []


def test_a_server_that_is_not_there_cannot_be_reached(unused_port: int) -> None:
    url = f"http://ana:pw@127.0.0.1:{unused_port}"
    client = ServerClient(ServerAddress(url, "kunci"))
    with pytest.raises(ModelServerError) as failed:
        client.post(f"http://127.0.0.1:{unused_port}/", {}, SECONDS)
    assert failed.value.why == "connection"
    assert failed.value.details == {"address": f"http://127.0.0.1:{unused_port}", "why": "connection", "status": 0}
    assert failed.value.__cause__ is None


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def counted(parts: Iterator[bytes], sent: list[int], time: Time, step: float) -> Iterator[bytes]:
    """Yield the parts, count them, and let so many seconds pass before each."""
    for part in parts:
        time.now += step
        sent[0] += 1
        yield part


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(chain([OK], repeat(b"X-A: b\r\n")), id="headers"),
        pytest.param(chain([OK, b"Content-Length: 9999999\r\n\r\n"], repeat(b" ")), id="body"),
        pytest.param(chain([OK, b"Transfer-Encoding: chunked\r\n\r\n"], repeat(b"1\r\n \r\n")), id="chunks"),
        pytest.param(repeat(b"HTTP/1.1 100 Continue\r\n\r\n"), id="continue"),
    ],
)
def test_a_server_that_drips_is_left_at_the_deadline(parts: Iterator[bytes]) -> None:
    time, sent = Time(), [0]
    assert failure(Raw(counted(parts, sent, time, 1.0)), time).why == "time"
    assert sent[0] >= SECONDS


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(chain([OK, b"\r\n"], repeat(b" " * 65_536)), id="without a length"),
        pytest.param(
            chain([OK, b"Content-Length: 99999999999\r\n\r\n"], repeat(b" " * 65_536)), id="with a length"
        ),
    ],
)
def test_an_endless_body_is_left_at_its_limit(parts: Iterator[bytes]) -> None:
    sent = [0]
    assert failure(Raw(counted(parts, sent, Time(), 0.0))).why == "size"
    assert sent[0] < 2000  # 130 MB: what the buffers between the two hold comes on top of the limit


def test_endless_headers_are_left_at_their_limit() -> None:
    sent = [0]
    parts = chain([OK], repeat(b"X-A: " + b"b" * 1000 + b"\r\n"))
    assert failure(Raw(counted(parts, sent, Time(), 0.0))).why == "connection"


def test_a_silent_server_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(ModelServerError) as failed:
            ServerClient(ServerAddress(url)).post(url, {}, 0.02)
    assert failed.value.why == "time"
