"""Failures that a test orders for the next calls of a method."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from tests.botapi.server.errors import ApiError

# What stands before Telegram's servers does not speak JSON.
PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
OF_PROXIES = (HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a call.

    The call fails with an error, if there is one, as JSON or as the page of a proxy, or with a connection
    that closes without an answer. It has no effect, unless it fails only afterwards. The answer comes
    after the delay in seconds, whatever it is.
    """

    error: ApiError | None = None
    page: bool = False
    drop: bool = False
    afterwards: bool = False
    delay: float = 0

    def response(self, request: web.Request) -> web.StreamResponse | None:
        """Return the answer of a failure, None if the call is answered as ever; may close the connection."""
        if self.drop and request.transport:
            request.transport.abort()
        if not self.error:
            return web.Response() if self.drop else None
        if self.page:
            text = PAGE.format(f"{self.error.status} {self.error.description}")
            return web.Response(text=text, content_type="text/html", status=self.error.status)
        return web.json_response(self.error.to_json(), status=self.error.status)


class Faults:
    """The ordered failures, by method name, first come first served."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._held: dict[tuple[str, bool], asyncio.Event] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None

    @contextmanager
    def held(self, method: str, *, afterwards: bool) -> Iterator[None]:
        """Have ``released`` wait for the end of the block."""
        self._held[method, afterwards] = asyncio.Event()
        try:
            yield
        finally:
            self._held.pop((method, afterwards)).set()

    async def released(self, method: str, *, afterwards: bool) -> None:
        """Return when the calls of a method may take effect, or be answered afterwards."""
        if held := self._held.get((method, afterwards)):
            await held.wait()


def make_fault(
    status: int, description: str | None, retry_after: int | None, *, drop: bool, afterwards: bool
) -> Fault:
    """Return a fault; without a description it is what Telegram, or the proxy before it, says."""
    if drop:
        return Fault(drop=True, afterwards=afterwards)
    if retry_after is not None:
        status = HTTPStatus.TOO_MANY_REQUESTS
        description = description or f"Too Many Requests: retry after {retry_after}"
    page = status in OF_PROXIES and description is None
    error = ApiError(status, description or HTTPStatus(status).phrase, retry_after)
    return Fault(error, page=page, afterwards=afterwards)
