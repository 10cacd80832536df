"""Serve /healthz and /metrics on this machine, with polling and with a webhook alike."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import kutip
from bot.telegram.monitoring.metrics import CONTENT_TYPE, Metrics
from index.library import Library
from index.model.errors import EngineUnavailable, KutipError

_log = logging.getLogger(__name__)
_HOST = "127.0.0.1"
_JSON = "application/json"
_BEAT_SECONDS = 5.0


@dataclass(frozen=True)
class Health:
    """``last_update`` and ``telegram`` are informational: the bot is well while Telegram is out of reach.

    ``receives`` says whether updates can come in: the bot listens or polls, and is not being stopped.
    ``engine_away`` says that a search engine on servers is out of reach, which is so for every process.
    """

    loop: bool
    database: bool
    index: bool
    telegram: bool
    last_update: datetime | None
    receives: bool = False
    engine_away: bool = False
    version: str = kutip.__version__

    def is_well(self) -> bool:
        return self.loop and self.database and self.index

    def is_ready(self) -> bool:
        """Return whether a load balancer may send updates to this process. One that is not ready may be alive.

        While a search engine on servers is away, questions are answered by meaning or politely refused.
        """
        return self.loop and self.database and (self.index or self.engine_away) and self.receives


READY_PATH = "/healthz/ready"
# The pages, and what each needs to answer with 200.
_ASKED: dict[str, Callable[[Health], bool]] = {
    "/healthz": Health.is_well,
    "/healthz/live": lambda health: health.loop,
    READY_PATH: Health.is_ready,
}


class Heartbeat:
    """The event loop beats, and another thread asks whether it did lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def beat(self) -> None:
        self._last = self._clock()

    def is_alive(self) -> bool:
        return self._clock() - self._last < _BEAT_SECONDS


def is_readable(read: Callable[[], object]) -> bool:
    try:
        read()
    except KutipError:
        return False
    return True


@dataclass(frozen=True)
class LibraryHealth:
    """Whether the database can be read, whether the index can, and whether that is as its servers are away."""

    database: bool
    index: bool
    engine_away: bool


def library_health(library: Library) -> LibraryHealth:
    database = is_readable(library.size)
    try:
        library.is_behind()
    except KutipError as error:
        return LibraryHealth(database, index=False, engine_away=isinstance(error, EngineUnavailable))
    return LibraryHealth(database, index=True, engine_away=False)


@contextmanager
def served(port: int, metrics: Metrics, look: Callable[[], Health]) -> Iterator[None]:
    """Serve until the end of the block. If the port is taken, log it once and run without."""
    server: _Server | None = None
    if port:
        try:
            server = _Server((_HOST, port), _handler(metrics, look))
        except OSError as error:
            _log.warning(
                "METRICS_PORT=%s cannot be listened at (%s): no /healthz and /metrics", port, error.strerror
            )
    if server is None:
        yield
        return
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, _request: object, _address: object) -> None:
        """Ignore a client that has gone; the default prints a traceback on standard error."""


def _handler(metrics: Metrics, look: Callable[[], Health]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10  # seconds to wait for the request of a silent client

        def do_GET(self) -> None:
            path, _, _ = self.path.partition("?")  # a monitor may add parameters
            if path == "/metrics":
                self._send(HTTPStatus.OK, CONTENT_TYPE, metrics.text())
            elif asked := _ASKED.get(path):
                health = look()
                status = HTTPStatus.OK if asked(health) else HTTPStatus.SERVICE_UNAVAILABLE
                found = {"well": health.is_well(), "alive": health.loop, "ready": health.is_ready()}
                body = found | asdict(health)
                self._send(status, _JSON, json.dumps(body, default=datetime.isoformat).encode())
            else:
                self._send(HTTPStatus.NOT_FOUND, _JSON, b"{}")

        def do_HEAD(self) -> None:
            self.do_GET()

        def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Log nothing, as a monitor asks every few seconds."""

    return Handler
