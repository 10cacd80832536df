"""Fetch from the web, from public addresses only, because anybody may send any address.

Nobody must reach through us what only this machine can reach. Therefore a name is resolved once for each
connection, and the connection goes to the very address that was checked, also after a redirect.
"""

import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

import httpcore
import httpx

from index.ingestion.fetching import redirects
from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.fetching.connections import GuardedBackend, NotAllowed
from index.ingestion.fetching.deadline import Clock, Deadline
from index.ingestion.fetching.network import SYSTEM, Network
from index.ingestion.fetching.redirects import MayGo, anywhere
from index.model.errors import Fault, ReadError
from index.model.web_address import without_login

_MOST_BYTES = 5_000_000
# A body that comes in chunks of a few letters is twice its size on the wire.
_MOST_BYTES_OF_A_BODY = 2 * _MOST_BYTES
_ALL_SECONDS = 20.0
_MOST_LINKS = 4_000
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{2,40})", flags=re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")
_TYPES = (*_HTML, "text/plain", "application/pdf")
_PLAIN = "identity"
AGENT = "Kutip"
# Pages come as they are, because a small answer could become a huge one.
_PAGE_HEADERS = {"Accept": ", ".join(_TYPES), "Accept-Encoding": _PLAIN}
_GZIP = 16 + zlib.MAX_WBITS
Headers = Mapping[str, str]


class Page(NamedTuple):
    """A fetched page.

    Args:
        url: its address after all redirects.
        charset: the encoding that its server states, or "".
        is_pdf: whether it is a PDF file.
    """

    url: str
    is_html: bool
    data: bytes
    charset: str = ""
    is_pdf: bool = False


class Response(NamedTuple):
    """An answer, whatever its status.

    Args:
        url: its address after all redirects.
        lasting_url: the address that is to be asked from now on: after the redirects that are for good.
        headers: by their names in small letters.
        data: the body of an answer with status 200; empty otherwise.
        links: the addresses in its headers ``Link``, by their relation, as they are written.
    """

    url: str
    lasting_url: str
    status: int
    headers: Headers
    data: bytes
    links: Headers = MappingProxyType({})


Check = Callable[[str, int, Headers], None]
"""Raise a ReadError for an answer that is not wanted, by its address, status and headers: its body is not read."""


def fetch(url: str, allowed: Callable[[Address], bool] = is_public, clock: Clock = time.monotonic) -> Page:
    """Return the page at an address, in a session of its own. Raises ReadError."""
    with closing(Session(allowed, clock)) as session:
        return session.fetch(url)


class Session:
    """Fetch the pages of one source, within 20 seconds and 5 MB for all of them together."""

    def __init__(
        self,
        allowed: Callable[[Address], bool] = is_public,
        clock: Clock = time.monotonic,
        network: Network = SYSTEM,
        agent: str = AGENT,
    ) -> None:
        """Begin the time; ``allowed`` says whether an address may be connected to, ``agent`` who asks."""
        self._backend = GuardedBackend(allowed, Deadline(_ALL_SECONDS, clock), network=network)
        self._pool = httpcore.ConnectionPool(ssl_context=_ssl_context(), network_backend=self._backend)
        self._left = _MOST_BYTES
        self._agent = agent

    def fetch(self, url: str, may_go: MayGo = anywhere) -> Page:
        """Return the page at an address; ``may_go`` sees where redirects lead. Raises ReadError."""
        found = self._answer(url, _PAGE_HEADERS, _check_page, None, None, may_go)
        stated = found.headers.get("content-type", "")
        charset = match[1] if (match := _CHARSET.search(stated)) else ""
        kind = _content_type(found.headers)
        return Page(found.url, kind in _HTML, found.data, charset, is_pdf=kind == "application/pdf")

    def get(self, url: str, headers: Headers, check: Check, most: int | None = None) -> Response:
        """Return the answer at an address after all redirects, of whatever status. Raises ReadError.

        Args:
            headers: are sent beside the name of who asks.
            check: sees the status and the headers before the body is read.
            most: the bytes of the body after which the rest is left out; None to refuse a body that is too large.
        """
        return self._answer(url, headers, check, most, None, anywhere)

    def post(self, url: str, fields: Mapping[str, str]) -> Response:
        """Send the fields of a form, and return the answer, of whatever status. Raises ReadError."""
        headers = {"Accept": "*/*", "Content-Type": "application/x-www-form-urlencoded"}
        return self._answer(url, headers, lambda *_: None, 1, urlencode(fields).encode(), anywhere)

    def _answer(
        self, url: str, headers: Headers, check: Check, most: int | None, form: bytes | None, may_go: MayGo
    ) -> Response:
        url = without_login(url)
        at = lasting = url
        is_lasting = True
        sent = {"User-Agent": self._agent, **headers}
        followed = redirects.REDIRECTS if form is None else redirects.REDIRECTS_OF_POST
        for _ in range(redirects.MOST_REDIRECTS + 1):
            try:
                found = self._send(at, sent, check, most, form)
                target = found.headers.get("location")
                if found.status not in followed or target is None:
                    return found._replace(lasting_url=lasting)
                at = without_login(urljoin(at, target))
            except (httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError):
                raise _failed(url, "address") from None
            except NotAllowed:
                raise _failed(url, "private") from None
            except (httpcore.NetworkError, httpcore.ProtocolError):
                raise _failed(url, "connection") from None
            except httpcore.TimeoutException:
                raise _failed(url, "time") from None
            may_go(at)
            is_lasting = is_lasting and found.status in redirects.FOR_GOOD
            lasting = at if is_lasting else lasting
        raise _failed(url, "redirects")

    def close(self) -> None:
        self._pool.close()

    def _send(self, url: str, headers: Headers, check: Check, most: int | None, form: bytes | None) -> Response:
        """Return an answer, which may be a redirect. Raises ReadError or an error of httpcore."""
        _ = urlsplit(url).port  # raises ValueError for brackets and ports that httpx lets pass
        parts = httpx.URL(url)  # encodes the letters of other scripts for the wire
        if not parts.host:
            raise httpx.InvalidURL("no host")
        address = httpcore.URL(
            scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
        )
        self._backend.expect_head()
        method = "GET" if form is None else "POST"
        with self._pool.stream(method, address, headers=_encoded(headers), content=form) as answer:
            found = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in redirects.REDIRECTS and "location" in found:
                return Response(url, url, answer.status, found, b"")
            check(url, answer.status, found)
            if answer.status != 200:
                return Response(url, url, answer.status, found, b"")
            self._backend.expect(_MOST_BYTES_OF_A_BODY)
            body = _unpacked(answer.iter_stream(), found.get("content-encoding", _PLAIN), headers, url)
            return Response(url, url, 200, found, self._body(body, url, most), _links(answer.headers))

    def _body(self, stream: Iterable[bytes], url: str, most: int | None) -> bytes:
        data = bytearray()
        for chunk in stream:
            data += chunk
            if most is not None and len(data) >= most:
                return bytes(data[:most])
            self._left -= len(chunk)
            if self._left < 0:
                raise ReadError(Fault.TOO_LARGE, source=url, limit=_MOST_BYTES)
        return bytes(data)


@cache  # reading the certificates takes 15 ms
def _ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Return headers as they are sent: a tag of a server goes back with the very bytes that came."""
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]


def _links(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Return the addresses in all headers ``Link``, by their relation."""
    stated = b", ".join(value for name, value in headers if name.lower() == b"link")[:_MOST_LINKS]
    found = httpx.Response(200, headers=[(b"link", stated)]).links if stated else {}
    return {str(relation).lower(): link["url"] for relation, link in found.items() if link.get("url")}


def _check_page(url: str, status: int, headers: Headers) -> None:
    if status != 200:
        raise _failed(url, "status", status)
    if _content_type(headers) not in _TYPES:
        raise _failed(url, "kind")


def _content_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _unpacked(stream: Iterable[bytes], coding: str, sent: Headers, url: str) -> Iterable[bytes]:
    """Return the chunks of a body without the coding that was asked for; of no chunk more than a whole body."""
    coding = coding.strip().lower()
    if coding == _PLAIN:
        return stream
    if coding not in ("gzip", "x-gzip") or "gzip" not in sent.get("Accept-Encoding", ""):
        raise _failed(url, "kind")
    return _unzipped(stream, url)


def _unzipped(stream: Iterable[bytes], url: str) -> Iterable[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for chunk in stream:
            # One byte more than a body may have is enough to refuse it.
            yield unpacker.decompress(chunk, _MOST_BYTES + 1)
    except zlib.error:
        raise _failed(url, "kind") from None
    if not unpacker.eof and not unpacker.unconsumed_tail:
        raise _failed(url, "connection")


def _failed(url: str, why: str, status: int = 0) -> ReadError:
    return ReadError(Fault.PAGE_NOT_FETCHED, source=url, why=why, status=status)
