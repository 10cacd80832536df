"""How names and addresses are reached: the part of fetching that a test replaces to stay on its machine."""

import socket
from collections.abc import Iterable, Sequence
from typing import Protocol

import httpcore


class Network(Protocol):
    """Resolve names and open connections."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Return the IP addresses of a host, as text. Raises OSError, or ValueError for what cannot be a name."""

    def connect(
        self,
        address: str,
        port: int,
        timeout: float,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        """Return a connection to an IP address. Raises the errors of httpcore."""


class _System:
    def resolve(self, host: str, port: int) -> Sequence[str]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [str(each[4][0]) for each in found]

    def connect(
        self,
        address: str,
        port: int,
        timeout: float,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        return httpcore.SyncBackend().connect_tcp(address, port, timeout, local_address, socket_options)


SYSTEM: Network = _System()
"""The network of this machine."""
