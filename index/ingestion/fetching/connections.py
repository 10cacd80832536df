"""Connections for httpcore: to allowed addresses only, until a deadline, and for so many bytes."""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import httpcore

from index.ingestion.fetching.addresses import Address
from index.ingestion.fetching.deadline import Deadline
from index.ingestion.fetching.network import SYSTEM, Network

# A server that keeps silent for so many seconds is not waited for.
_SILENCE_SECONDS = 5.0
# The headers of one answer with all that comes before them. Answers such as "100 Continue" may be repeated without
# end, and 100 KB of them take 0.1 s to parse.
_HEAD_BYTES = 200_000


class NotAllowed(httpcore.ConnectError):
    """A name has addresses, and none that may be connected to."""


class GuardedBackend(httpcore.NetworkBackend):
    """Connect to the first allowed address of a name that answers, the very one that was checked.

    Raises ValueError for a host that cannot be a name, NotAllowed, or the errors of httpcore: a TimeoutException
    once the deadline has passed.
    """

    def __init__(
        self,
        allowed: Callable[[Address], bool],
        deadline: Deadline,
        silence: float = _SILENCE_SECONDS,
        network: Network = SYSTEM,
    ) -> None:
        """``silence`` is how many seconds a server may say nothing."""
        self._allowed = allowed
        self._network = network
        self._deadline = deadline
        self._silence = silence
        self._left = _HEAD_BYTES

    def restart(self, deadline: Deadline) -> None:
        """Go by another deadline from now on, and expect the head of the next answer."""
        self._deadline = deadline
        self.expect_head()

    def expect(self, most_bytes: int) -> None:
        """Receive at most so many bytes from now on."""
        self._left = most_bytes

    def expect_head(self) -> None:
        self.expect(_HEAD_BYTES)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        connect = self._network.connect
        refused: httpcore.ConnectError = NotAllowed("no address may be reached")
        with _in_time(httpcore.ConnectTimeout):
            for address in self._addresses(host, port):
                try:
                    stream = connect(str(address), port, self.seconds_left(), local_address, socket_options)
                except (
                    httpcore.ConnectError
                ) as error:  # "localhost" is often ::1 first, where a server may not listen
                    refused = error
                else:
                    return _GuardedStream(stream, self)
        raise refused

    def seconds_left(self) -> float:
        """Return how long the next step may take. Raises TimeoutError after the deadline."""
        return self._deadline.left(self._silence)

    def count(self, received: int) -> None:
        """Raise ProtocolError where too much has been received."""
        self._left -= received
        if self._left < 0:
            raise httpcore.RemoteProtocolError("more than any page needs")

    def _addresses(self, host: str, port: int) -> Iterator[Address]:
        try:
            found = self._deadline.give(lambda: self._network.resolve(host, port))
        except TimeoutError:
            raise
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = (ip_address(each.partition("%")[0]) for each in found)
        return (address for address in addresses if self._allowed(address))


class _GuardedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        with _in_time(httpcore.ReadTimeout):
            data = self._stream.read(max_bytes, self._backend.seconds_left())
        self._backend.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        with _in_time(httpcore.WriteTimeout):
            self._stream.write(buffer, self._backend.seconds_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        with _in_time(httpcore.ConnectTimeout):
            seconds = self._backend.seconds_left()
            return _GuardedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def _in_time(late: type[httpcore.TimeoutException]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise late from error
