"""A client that sends JSON to one server: the time, the size and the shape of an answer are all bounded."""

import json
import ssl
import time
import weakref
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

import httpcore

from index.ingestion.fetching.connections import GuardedBackend
from index.ingestion.fetching.deadline import Clock, Deadline
from index.model.errors import ModelServerError
from index.servers.address import ServerAddress

# A batch of long vectors as text takes about a megabyte.
_MOST_BYTES = 16_000_000
# A body that comes in chunks of a few letters is twice its size on the wire.
_MOST_BYTES_ON_THE_WIRE = 2 * _MOST_BYTES
# Connections that are kept for the next request; more are made when more threads ask at once.
_MOST_KEPT = 4
_KEPT_SECONDS = 30.0
_LONGEST_SILENCE = 300.0
_JSON = "application/json"
_DONE = (200, 201)
_REFUSED, _BUSY, _TOO_MUCH = (401, 403), (429, 503), (400, 413, 422)


class _ClosedError(ModelServerError):
    """The connection cannot be made, or has ended too early."""


class _Request(NamedTuple):
    method: str
    endpoint: str
    body: bytes
    kind: str


class _Connection:
    """A connection that one thread uses at a time, with a deadline for each request."""

    def __init__(self, tls: ssl.SSLContext | None, deadline: Deadline) -> None:
        self.backend = GuardedBackend(lambda _: True, deadline, _LONGEST_SILENCE)
        self.pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=1,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=self.backend,
        )


class ServerClient:
    """Send requests to one server, which the operator chose: its address may be private. Safe in any thread.

    Redirects are not followed: a text would go to a server that nobody chose, with the key.
    """

    def __init__(self, address: ServerAddress, clock: Clock = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._kept: deque[_Connection] = deque()
        # When the client is no longer used, so that whoever holds it need not be closed in turn.
        weakref.finalize(self, _close_all, self._kept)

    def post(self, endpoint: str, content: object, seconds: float) -> object:
        """Return the JSON that the server answers. Raises ModelServerError.

        Args:
            endpoint: see ``ServerAddress.endpoint``.
            seconds: how long the whole request may take, from connecting to the last byte.
        """
        return self.send("POST", endpoint, json.dumps(content).encode("ascii"), seconds)

    def send(self, method: str, endpoint: str, body: bytes, seconds: float, kind: str = _JSON) -> object:
        """Return the JSON that the server answers to a request that may be repeated. Raises ModelServerError.

        Args:
            kind: the type of the body, if there is one.
        """
        request, deadline = _Request(method, endpoint, body, kind), Deadline(seconds, self._clock)
        if self._kept:
            # The server may have closed it a moment ago. To ask for the same once more does no harm.
            with suppress(_ClosedError, IndexError):
                return self._parsed(self._asked(self._kept.pop(), request, deadline))
        fresh = _Connection(self._tls if endpoint.startswith("https") else None, deadline)
        return self._parsed(self._asked(fresh, request, deadline))

    def error(self, why: str, status: int = 0, retry_after: float | None = None) -> ModelServerError:
        """Return the error to raise; ``why`` chooses the words in templates/errors.toml."""
        return ModelServerError(str(self._address), why, status, retry_after)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _asked(self, connection: _Connection, request: _Request, deadline: Deadline) -> bytes:
        """Return the answer, and keep the connection if all went well."""
        connection.backend.restart(deadline)
        try:
            answer = self._answer(connection, request)
        except BaseException:
            connection.pool.close()
            raise
        if len(self._kept) < _MOST_KEPT:
            self._kept.append(connection)
        else:
            connection.pool.close()
        return answer

    def _answer(self, connection: _Connection, request: _Request) -> bytes:
        headers_sent = self._headers(request)
        try:
            with connection.pool.stream(
                request.method, _target(request.endpoint), headers=headers_sent, content=request.body
            ) as answer:
                headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
                if answer.status not in _DONE:
                    raise self._refusal(answer.status, headers)
                if headers.get(b"content-encoding", "identity") != "identity":
                    raise self.error("kind")
                connection.backend.expect(_MOST_BYTES_ON_THE_WIRE)
                found = self._body(answer.iter_stream())
                connection.backend.seconds_left()  # the last bytes may have come too late
                return found
        except (httpcore.TimeoutException, TimeoutError):
            raise self.error("time") from None
        # The messages of these errors, and the errors themselves, may hold a header with the key.
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError):
            raise _ClosedError(str(self._address), "connection") from None

    def _headers(self, request: _Request) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"User-Agent", b"Kutip"),
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", b"identity"),  # a small answer could become a huge one
            (b"Content-Type", request.kind.encode()),
            (b"Content-Length", str(len(request.body)).encode()),
        ]
        if authorization := self._address.authorization():
            headers.append((b"Authorization", authorization.encode("utf-8")))
        return headers

    def _refusal(self, status: int, headers: dict[bytes, str]) -> ModelServerError:
        if 300 <= status < 400:
            return self.error("redirect")
        if status in _REFUSED:
            return self.error("key", status=status)
        if status in _BUSY:
            return self.error("busy", status=status, retry_after=_seconds(headers.get(b"retry-after", "")))
        return self.error("too_much" if status in _TOO_MUCH else "status", status=status)

    def _body(self, stream: Iterable[bytes]) -> bytes:
        data = bytearray()
        for chunk in stream:
            data += chunk
            if len(data) > _MOST_BYTES:
                raise self.error("size")
        return bytes(data)

    def _parsed(self, answer: bytes) -> object:
        try:
            found: object = json.loads(answer)
        except (ValueError, RecursionError):  # not JSON, or thousands of brackets
            raise self.error("json") from None
        return found


def _target(endpoint: str) -> httpcore.URL:
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").encode("idna")
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return httpcore.URL(scheme=parts.scheme.encode(), host=host, port=parts.port, target=target.encode("utf-8"))


def _seconds(stated: str) -> float | None:
    """Return the seconds of a Retry-After, or None for a date or for nonsense."""
    return float(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 10 else None


def _close_all(connections: deque[_Connection]) -> None:
    while connections:
        connections.pop().pool.close()
