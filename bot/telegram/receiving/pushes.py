"""The requests of the hubs of feeds, on the server of the webhook: they confirm a subscription or push (WebSub).

What is pushed is not kept. Its signature is computed while it comes in, and its feed is then requested from its
own server.
"""

import asyncio
import hmac
import logging
from collections.abc import Callable
from typing import TypeVar, cast

from tornado.http1connection import HTTP1Connection
from tornado.web import HTTPError, RequestHandler, stream_request_body

from index.model.clock import utc_now
from index.model.errors import StoreError
from index.store.sources.hub_store import HubStore

_log = logging.getLogger(__name__)
KEY = r"/([\w-]{43})"
"""The end of the path: the key of a subscription."""
_METHODS = ("sha1", "sha256", "sha384", "sha512")
# As many as a feed that is fetched may have. Nothing of it is kept.
_MOST_BYTES = 5_000_000
_MOST_REQUESTS, _MOST_LOOKUPS = 50, 2
_LONGEST_CHALLENGE, _LONGEST_SIGNATURE, _MOST_DIGITS = 1_000, 200, 9
_ACCEPTED, _FORBIDDEN, _NOT_FOUND, _GONE, _BUSY = 202, 403, 404, 410, 503
T = TypeVar("T")


class Gate:
    """Bounds how much of this process hubs take, or whoever acts as one."""

    def __init__(self) -> None:
        self.requests = 0
        self.lookups = asyncio.Semaphore(_MOST_LOOKUPS)


@stream_request_body
class PushRequest(RequestHandler):
    """Answer a hub that has the key of a subscription."""

    SUPPORTED_METHODS = ("GET", "POST")

    def initialize(self, hubs: HubStore, gate: Gate) -> None:
        self._hubs, self._gate = hubs, gate
        self._is_counted = False
        self._signature: hmac.HMAC | None = None
        self._given = b""

    def set_default_headers(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")  # anybody may have written what is confirmed
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Connection", "close")  # the body of what is refused is not waited for

    async def prepare(self) -> None:
        """Refuse what comes without the key of a subscription before the body is read."""
        self._gate.requests += 1
        self._is_counted = True
        if self._gate.requests > _MOST_REQUESTS:
            raise HTTPError(_BUSY)
        if self.request.method == "POST":
            await self._begin_push(self.path_args[0])

    async def _begin_push(self, key: str) -> None:
        method, _, given = self.request.headers.get("X-Hub-Signature", "")[:_LONGEST_SIGNATURE].partition("=")
        secret = await self._stored(lambda: self._hubs.secret(key))
        if secret is None:
            raise HTTPError(_GONE)  # a hub that we have left forgets us then
        if method.lower() not in _METHODS:
            raise HTTPError(_FORBIDDEN)
        self._signature = hmac.new(secret.encode(), digestmod=method.lower())
        self._given = given.strip().lower().encode()
        cast("HTTP1Connection", self.request.connection).set_max_body_size(_MOST_BYTES)

    def data_received(self, chunk: bytes) -> None:
        if self._signature:
            self._signature.update(chunk)

    async def get(self, key: str) -> None:
        """Confirm what we have asked a hub for, with the words that it sent."""
        mode, topic, challenge, lease = (
            self.get_query_argument(f"hub.{name}", "") for name in ("mode", "topic", "challenge", "lease_seconds")
        )
        if mode == "denied":
            if await self._stored(lambda: self._hubs.deny(key, topic, utc_now())):
                _log.warning("the hub of a feed does not push it; it is polled")
            return
        is_number = lease.isascii() and lease.isdecimal() and len(lease) <= _MOST_DIGITS
        seconds = int(lease) if is_number else None
        if not 0 < len(challenge) <= _LONGEST_CHALLENGE or not await self._stored(
            lambda: self._hubs.confirm(key, mode, topic, seconds, utc_now())
        ):
            raise HTTPError(_NOT_FOUND)
        self.write(challenge)

    async def post(self, key: str) -> None:
        """Make the feed due of which a hub has pushed something."""
        computed = self._signature.hexdigest().encode() if self._signature else b""
        if not (computed and hmac.compare_digest(computed, self._given)):
            raise HTTPError(_FORBIDDEN)
        await self._stored(lambda: self._hubs.note_push(key, utc_now()))
        self.set_status(_ACCEPTED)

    def on_finish(self) -> None:
        self._leave()

    def on_connection_close(self) -> None:
        super().on_connection_close()
        self._leave()

    def _leave(self) -> None:
        if self._is_counted:
            self._is_counted = False
            self._gate.requests -= 1

    async def _stored(self, work: Callable[[], T]) -> T:
        """Return what the store does, a few things at a time: questions need its connections, too."""
        async with self._gate.lookups:
            try:
                return await asyncio.to_thread(work)
            except StoreError as error:
                _log.warning("a hub has to come again: %s", error)
                raise HTTPError(_BUSY) from error
