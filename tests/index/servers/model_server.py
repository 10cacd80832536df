"""A server of models on loopback, which answers well or badly as a test wants, and records what it is asked."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from tests.fakes import FakeEmbedder


class Asked(NamedTuple):
    path: str
    authorization: str | None
    body: Any


class Answer(NamedTuple):
    body: Any
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Raw(NamedTuple):
    """Bytes to send as they are, one part after the other; the connection is closed after them."""

    parts: Iterable[bytes]


Answering = Callable[[Asked], Answer | Raw]


class Time:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class ModelServer(ThreadingHTTPServer):
    """Answer as ``answering`` says."""

    def __init__(self, answering: Answering) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answering = answering
        self.asked: list[Asked] = []
        self.connections = 0
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: Any) -> None: ...


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        assert isinstance(self.server, ModelServer)
        self.server.connections += 1

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, ModelServer)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, self.headers["Authorization"], body)
        server.asked.append(asked)
        answer = server.answering(asked)
        if isinstance(answer, Raw):
            self._send_raw(answer)
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(data)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _send_raw(self, answer: Raw) -> None:
        self.close_connection = True
        with suppress(OSError):  # the client has gone, as it should
            for part in answer.parts:
                self.wfile.write(part)
                self.wfile.flush()

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def serving(answering: Answering) -> Iterator[ModelServer]:
    server = ModelServer(answering)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def embeddings(asked: Asked, model: str = "lokal", dimensions: int = FakeEmbedder.dimensions) -> Answer:
    """Answer as a good server: the vectors of FakeEmbedder, three times as long, the last text first."""
    fake = FakeEmbedder()
    vectors = [fake.embed_question(text)[:dimensions].tolist() for text in asked.body["input"]]
    data = [
        {"object": "embedding", "index": index, "embedding": [3 * number for number in vector]}
        for index, vector in enumerate(vectors)
    ]
    return Answer({"object": "list", "data": data[::-1], "model": model, "usage": {"total_tokens": 1}})
