"""Fetch web pages, from public addresses only, because anybody may send any address.

Nobody must reach through us what only this machine can reach. Therefore a name is resolved once for each
connection, and the connection goes to the very address that was checked, also after a redirect.
"""

import re
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.fetching.connections import GuardedBackend
from index.ingestion.fetching.deadline import Clock, Deadline
from index.model.errors import Fault, ReadError

_MOST_BYTES = 5_000_000
# A body that comes in chunks of a few letters is twice its size on the wire.
_MOST_BYTES_OF_A_BODY = 2 * _MOST_BYTES
_MOST_REDIRECTS = 5
_ALL_SECONDS = 20.0
_REDIRECTS = (301, 302, 303, 307, 308)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{2,40})", flags=re.IGNORECASE)
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# Not compressed, because a small answer could then become a huge one.
_HEADERS = [("User-Agent", "Kutip"), ("Accept", ", ".join(_TYPES)), ("Accept-Encoding", "identity")]


class Page(NamedTuple):
    """A fetched page.

    Args:
        url: its address after all redirects.
        charset: the encoding that its server states, or "".
    """

    url: str
    is_html: bool
    data: bytes
    charset: str = ""


def fetch(url: str, allowed: Callable[[Address], bool] = is_public, clock: Clock = time.monotonic) -> Page:
    """Return the page at an address, in a session of its own. Raises ReadError."""
    with closing(Session(allowed, clock)) as session:
        return session.fetch(url)


class Session:
    """Fetch the pages of one source, within 20 seconds and 5 MB for all of them together."""

    def __init__(self, allowed: Callable[[Address], bool] = is_public, clock: Clock = time.monotonic) -> None:
        """Begin the time; ``allowed`` says whether an address may be connected to."""
        self._backend = GuardedBackend(allowed, Deadline(_ALL_SECONDS, clock))
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=self._backend
        )
        self._left = _MOST_BYTES

    def fetch(self, url: str) -> Page:
        """Return the page at an address. Raises ReadError."""
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                found = self._get(at)
                if isinstance(found, Page):
                    return found
                at = urljoin(at, found)
            except (httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError):
                raise _failed(url, "address") from None
            except (httpcore.NetworkError, httpcore.ProtocolError):
                raise _failed(url, "connection") from None
            except httpcore.TimeoutException:
                raise _failed(url, "time") from None
        raise _failed(url, "redirects")

    def close(self) -> None:
        self._pool.close()

    def _get(self, url: str) -> Page | str:
        """Return a page, or the address that it redirects to. Raises ReadError or an error of httpcore."""
        _ = urlsplit(url).port  # raises ValueError for brackets and ports that httpx lets pass
        parts = httpx.URL(url)  # encodes the letters of other scripts for the wire
        if not parts.host:
            raise httpx.InvalidURL("no host")
        address = httpcore.URL(
            scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
        )
        self._backend.expect_head()
        with self._pool.stream("GET", address, headers=_HEADERS) as answer:
            headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in _REDIRECTS and b"location" in headers:
                return headers[b"location"]
            if answer.status != 200:
                raise _failed(url, "status", answer.status)
            stated = headers.get(b"content-type", "")
            content_type = stated.partition(";")[0].strip().lower()
            if content_type not in _TYPES or headers.get(b"content-encoding", "identity") != "identity":
                raise _failed(url, "kind")
            self._backend.expect(_MOST_BYTES_OF_A_BODY)
            charset = found[1] if (found := _CHARSET.search(stated)) else ""
            return Page(url, content_type != "text/plain", self._body(answer.iter_stream(), url), charset)

    def _body(self, stream: Iterable[bytes], url: str) -> bytes:
        data = bytearray()
        for chunk in stream:
            data += chunk
            self._left -= len(chunk)
            if self._left < 0:
                raise ReadError(Fault.TOO_LARGE, source=url, limit=_MOST_BYTES)
        return bytes(data)


def _failed(url: str, why: str, status: int = 0) -> ReadError:
    return ReadError(Fault.PAGE_NOT_FETCHED, source=url, why=why, status=status)
