"""Servers that drip are left at the deadline, whatever they are slow at. Time passes only where they say."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any

import pytest

from index.ingestion.fetching.deadline import Deadline
from index.ingestion.fetching.web import fetch
from index.model.errors import Fault, ReadError
from tests.conftest import PATIENCE

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Time:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def dripping(
    time: Time, parts: Callable[[str], Iterator[bytes]], step: float = 1.0
) -> Iterator[tuple[str, list[int]]]:
    """Serve connections with these parts, and let so many seconds pass before each."""
    sent: list[int] = [0]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    drip(connection)

        def drip(connection: socket.socket) -> None:
            try:
                connection.recv(1 << 16)
                for part in parts(url):
                    time.now += step
                    connection.sendall(part)
                    sent[0] += 1
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield url, sent
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(PATIENCE)


def reason(url: str, time: Time) -> object:
    with pytest.raises(ReadError) as failed:
        fetch(url, lambda _: True, time)
    assert failed.value.fault is Fault.PAGE_NOT_FETCHED
    return failed.value.details["why"]


# A body that fits into the buffers of a connection may be there before its reader looks at the clock.
SLOW = {
    "headers": lambda _: chain([b"HTTP/1.1 200 OK\r\n"], repeat(b"X: a\r\n")),
    "a header": lambda _: chain([b"HTTP/1.1 200 OK\r\nX: "], repeat(b"a")),
    "continue": lambda _: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunk line": lambda _: chain([OK + b"Transfer-Encoding: chunked\r\n\r\n1;"], repeat(b"x")),
    "body": lambda _: chain([OK + b"Content-Length: 4999999\r\n\r\n"], repeat(b"a")),
}


@pytest.mark.parametrize("slow_at", SLOW)
def test_a_server_without_an_end_is_left_at_the_deadline_whatever_it_is_slow_at(slow_at: str) -> None:
    time = Time()
    with dripping(time, SLOW[slow_at]) as (url, _):
        assert reason(url, time) == "time"


def test_redirects_share_the_deadline() -> None:
    time = Time()
    with dripping(
        time, lambda url: iter([b"HTTP/1.1 302 Found\r\nLocation: %sa\r\n\r\n" % url.encode()]), 4.5
    ) as (
        url,
        sent,
    ):
        assert reason(url, time) == "time"
    assert sent[0] <= 5


def test_answers_before_the_answer_are_limited() -> None:
    time, flood = Time(), b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000
    with dripping(time, lambda _: repeat(flood, 1000), 0.0) as (url, sent):
        assert reason(url, time) == "connection"
    assert sent[0] < 1000


def test_a_name_that_is_not_resolved_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    time, asked, resolved = Time(), threading.Event(), threading.Event()

    def resolve(*_: Any, **__: Any) -> Any:
        asked.set()
        resolved.wait(PATIENCE)
        return []

    class Impatient(Deadline):
        def left(self, most: float | None = None) -> float:
            return min(super().left(most), 0.01)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    deadline = Impatient(20.0, time)
    with pytest.raises(TimeoutError):
        deadline.give(lambda: socket.getaddrinfo("a.example", 80))
    assert asked.is_set()
    resolved.set()


def test_the_errors_of_a_step_are_raised() -> None:
    with pytest.raises(UnicodeError):
        Deadline(PATIENCE).give(lambda: "a..b".encode("idna"))
    assert Deadline(PATIENCE).give(lambda: 7) == 7
