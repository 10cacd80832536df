"""A load balancer: each request goes to the next process, and to another one if that cannot be reached."""

from collections.abc import Sequence
from typing import Self

import aiohttp
from aiohttp import web

_SECONDS = 30.0
_BAD_GATEWAY = 502
# Those of a connection belong to it alone.
_OWN_HEADERS = {"host", "connection", "content-length", "transfer-encoding", "keep-alive"}


class RoundRobin:
    """Used with `async with`. A request that breaks off is answered with 502, as the process may have taken it."""

    def __init__(self, ports: Sequence[int], port: int = 0) -> None:
        """Pass requests at a ``port`` on to those of the processes; 0 means any free one."""
        self._ports = list(ports)
        self._turn = 0
        self._client: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        self.port = port
        self.served: dict[int, int] = dict.fromkeys(ports, 0)
        """How many requests each process has answered with success."""

    async def __aenter__(self) -> Self:
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
        application = web.Application(client_max_size=2_000_000)
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()
        if self._client:
            await self._client.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        for _ in self._ports:
            port = self._ports[self._turn % len(self._ports)]
            self._turn += 1
            try:
                return await self._ask(port, request, body)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                return web.Response(status=_BAD_GATEWAY)
        return web.Response(status=_BAD_GATEWAY)

    async def _ask(self, port: int, request: web.Request, body: bytes) -> web.Response:
        if self._client is None:
            raise RuntimeError("the proxy does not run")
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OWN_HEADERS}
        address = f"http://127.0.0.1:{port}{request.path_qs}"
        async with self._client.request(request.method, address, data=body, headers=headers) as answer:
            self.served[port] += answer.ok
            return web.Response(status=answer.status, body=await answer.read())
