"""The network of a publisher: each host has a public address of its own, and requests are answered from memory."""

import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address
from typing import Any

import httpcore

from tests.publisher.requests import Reply, is_whole

Answer = Callable[[str, bytes], Reply]
_FIRST = int(IPv4Address("93.184.0.1"))


class PublisherNetwork:
    """Implements index.ingestion.fetching.network.Network."""

    def __init__(self, answer: Answer) -> None:
        """``answer`` gets the host and the bytes of each request."""
        self._answer = answer
        self._addresses: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        self.private: set[str] = set()
        self.unreachable: set[str] = set()
        self.open: dict[str, int] = {}

    def resolve(self, host: str, _port: int) -> Sequence[str]:
        """Return the address of a host; names that end in .example exist."""
        if host in self.private:
            return ["192.168.0.7"]
        if not host.endswith(".example"):
            raise OSError("no such host")
        address = self._addresses.setdefault(host, str(IPv4Address(_FIRST + len(self._addresses))))
        self._hosts[address] = host
        return [address]

    def connect(
        self,
        address: str,
        _port: int,
        _timeout: float,
        _local_address: str | None,
        _socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        host = self._hosts[address]
        if host in self.unreachable:
            raise httpcore.ConnectError("refused")
        self.open[host] = self.open.get(host, 0) + 1
        return _Stream(self, host)

    def answer(self, host: str, data: bytes) -> Reply:
        return self._answer(host, data)

    def close(self, host: str) -> None:
        self.open[host] -= 1


class _Stream(httpcore.NetworkStream):
    def __init__(self, network: PublisherNetwork, host: str) -> None:
        self._network, self._host = network, host
        self._received, self._to_send = b"", b""
        self._is_slow = False
        self._is_open = True

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._received += buffer
        if is_whole(self._received):
            reply = self._network.answer(self._host, self._received)
            self._to_send, self._is_slow = reply.encode(), reply.is_slow
            self._received = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._is_slow:
            raise httpcore.ReadTimeout("nothing comes")
        sent, self._to_send = self._to_send[:max_bytes], self._to_send[max_bytes:]
        return sent

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._network.close(self._host)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return None
