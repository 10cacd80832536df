"""Fetch web pages, from public addresses only, because anybody may send any address.

Nobody must reach through us what only this machine can reach. Therefore a name is resolved once for each
connection, and the connection goes to the very address that was checked, also after a redirect.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urljoin

import httpcore
import httpx

from index.model.errors import Fault, ReadError

Address = IPv4Address | IPv6Address
_MOST_BYTES = 5_000_000
_MOST_REDIRECTS = 5
_CONNECT_SECONDS, _ALL_SECONDS = 5.0, 20.0
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# Not compressed, because a small answer could then become a huge one.
_HEADERS = [("User-Agent", "Kutip"), ("Accept", ", ".join(_TYPES)), ("Accept-Encoding", "identity")]
# Addresses of IPv6 that stand for others of IPv4, which would have to be checked instead.
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))


class Page(NamedTuple):
    """A fetched page; ``url`` is its address after all redirects."""

    url: str
    is_html: bool
    data: bytes


def is_public(address: Address) -> bool:
    """Return whether everybody can reach this address."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def fetch(url: str, allowed: Callable[[Address], bool] = is_public) -> Page:
    """Return the page at an address. Raises ReadError.

    Args:
        allowed: says whether an address may be connected to.
    """
    deadline = time.monotonic() + _ALL_SECONDS
    backend = _GuardedBackend(allowed)
    with httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=backend) as pool:
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                found = _get(pool, at, deadline)
            except (httpx.InvalidURL, httpcore.UnsupportedProtocol):
                raise _failed(url, "address") from None
            except (httpcore.NetworkError, httpcore.ProtocolError):
                raise _failed(url, "connection") from None
            except httpcore.TimeoutException:
                raise _failed(url, "time") from None
            if isinstance(found, Page):
                return found
            at = urljoin(at, found)
    raise _failed(url, "redirects")


def _get(pool: httpcore.ConnectionPool, url: str, deadline: float) -> Page | str:
    """Return a page, or the address that it redirects to. Raises ReadError or the errors of httpcore."""
    timeouts = {"connect": _CONNECT_SECONDS, "read": _CONNECT_SECONDS, "write": _CONNECT_SECONDS, "pool": 1.0}
    parts = httpx.URL(url)  # encodes the letters of other scripts for the wire
    address = httpcore.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path)
    with pool.stream("GET", address, headers=_HEADERS, extensions={"timeout": timeouts}) as answer:
        headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
        if answer.status in _REDIRECTS and b"location" in headers:
            return headers[b"location"]
        if answer.status != 200:
            raise _failed(url, "status", answer.status)
        content_type = headers.get(b"content-type", "").partition(";")[0].strip().lower()
        if content_type not in _TYPES or headers.get(b"content-encoding", "identity") != "identity":
            raise _failed(url, "kind")
        return Page(url, content_type != "text/plain", _read(answer.iter_stream(), url, deadline))


def _read(stream: Iterable[bytes], url: str, deadline: float) -> bytes:
    data = bytearray()
    for chunk in stream:
        data += chunk
        if len(data) > _MOST_BYTES:
            raise ReadError(Fault.TOO_LARGE, source=url, limit=_MOST_BYTES)
        if time.monotonic() > deadline:
            raise _failed(url, "time")
    return bytes(data)


def _failed(url: str, why: str, status: int = 0) -> ReadError:
    return ReadError(Fault.PAGE_NOT_FETCHED, source=url, why=why, status=status)


class _GuardedBackend(httpcore.NetworkBackend):
    """Connect to the first allowed address of a name."""

    def __init__(self, allowed: Callable[[Address], bool]) -> None:
        self._allowed = allowed
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        address = next(self._addresses(host, port), None)
        if address is None:
            raise httpcore.ConnectError("no address that may be reached")
        return self._backend.connect_tcp(str(address), port, timeout, local_address, socket_options)

    def _addresses(self, host: str, port: int) -> Iterator[Address]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = (ip_address(str(each[4][0]).partition("%")[0]) for each in found)
        return (address for address in addresses if self._allowed(address))
