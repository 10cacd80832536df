"""The HTTP side of the server: it takes the calls of the bot and answers them as Telegram does."""

import asyncio
import contextlib
from typing import NamedTuple

from aiohttp import web

from tests.botapi.server.activity import Activity
from tests.botapi.server.checking.calls import check_call
from tests.botapi.server.checking.params import Params, decode_params, read_sent
from tests.botapi.server.checking.schema import Schema
from tests.botapi.server.errors import ApiError, not_found, unauthorized
from tests.botapi.server.faults import Fault, Faults
from tests.botapi.server.flood import FloodLimits
from tests.botapi.server.methods.table import METHODS
from tests.botapi.server.world.models import Chat
from tests.botapi.server.world.world import World

MAX_BODY = 50 * 1024 * 1024


class Call(NamedTuple):
    """One call of the bot: the method as Telegram writes it, and its decoded parameters."""

    method: str
    params: dict[str, object]


class Refusal(NamedTuple):
    """A call that is not what the Bot API describes, and why."""

    call: Call
    reason: str


class Endpoint:
    """Serves the calls and the files of one bot, and remembers the calls.

    Without a schema, a call is checked only where its method reads it.
    """

    def __init__(
        self, token: str, world: World, faults: Faults, activity: Activity, schema: Schema | None
    ) -> None:
        self.calls: list[Call] = []
        self.refused: list[Refusal] = []
        self.limits: FloodLimits | None = None
        self._schema = schema
        self._names = {name.lower(): name for name in (*METHODS, *(schema.methods if schema else ()))}
        self._token = token
        self._world = world
        self._faults = faults
        self._activity = activity

    def build(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve_call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        app.router.add_route("*", "/{unknown:.*}", self._serve_unknown)
        return app

    async def _serve_call(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except ApiError as error:
            return web.json_response(error.to_json(), status=error.status)
        except web.HTTPRequestEntityTooLarge:
            too_large = ApiError(413, "Request Entity Too Large")
            return web.json_response(too_large.to_json(), status=too_large.status)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self._check_token(request)
        name, params = await self._received(request)
        fault = self._faults.take(name) or Fault()
        failed = None if fault.afterwards else fault.response(request)
        if failed:
            return failed
        await self._faults.released(name, afterwards=False)
        result = await self._run(name, params)
        await self._faults.released(name, afterwards=True)
        await asyncio.sleep(fault.delay)
        return fault.response(request) or web.json_response({"ok": True, "result": result})

    async def _run(self, name: str, params: Params) -> object:
        if self.limits:
            self.limits.count(name, self._chat(params))
        result = await METHODS[name](self._world, params)
        # A poll that waits is no activity, the updates that it brings are.
        if name == "getUpdates" and result:
            self._activity.touch()
        return result

    async def _received(self, request: web.Request) -> tuple[str, Params]:
        """Return the method and the parameters of a call that may run."""
        name = self._names.get(request.match_info["method"].lower())
        if not name:
            raise not_found()
        sent = await read_sent(request)
        params = decode_params(sent)
        self.calls.append(Call(name, params.values))
        if name != "getUpdates":
            self._activity.touch()
        if self._schema:
            self._check(self._schema, name, sent)
        if name not in METHODS:
            raise ApiError(501, f"Not Implemented: the fake Bot API does not know {name}")
        return name, params

    def _check(self, schema: Schema, name: str, sent: dict[str, object]) -> None:
        try:
            check_call(schema, name, sent)
        except ApiError as error:
            self.refused.append(Refusal(self.calls[-1], error.description))
            raise

    def _chat(self, params: Params) -> Chat | None:
        """Return the chat of a call, None if the bot names none that it can see."""
        with contextlib.suppress(ApiError):
            return self._world.find_chat(params.values.get("chat_id"))
        return None

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.to_json(), status=error.status)
        for file in self._world.files.values():
            if file.path == request.match_info["path"]:
                return web.Response(body=file.data, content_type="application/octet-stream")
        return await self._serve_unknown(request)

    async def _serve_unknown(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(not_found().to_json(), status=404)

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._token:
            raise unauthorized()
