"""Start the server of a webhook, which hubs of feeds use, too."""

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from telegram import Bot
from telegram.ext import Updater
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.runtime.settings import Settings
from bot.telegram.monitoring.health import READY_PATH
from bot.telegram.receiving import pushes
from bot.telegram.receiving.shared_queue import SharedIncoming
from bot.telegram.receiving.webhook import PUSH_PATH, check_free, limit_requests, limit_server, webhook_secret
from bot.telegram.receiving.webhook_requests import UpdateRequest
from index.store.sources.hub_store import HubStore

_OK, _UNAVAILABLE = 200, 503


async def serve_webhook(updater: Updater, settings: Settings, wanted: Sequence[str], hubs: HubStore) -> None:
    """Let Telegram send these kinds of updates to the webhook. Raises SettingsError or TelegramError."""
    check_free(settings.webhook_listen, settings.webhook_port)
    await updater.start_webhook(
        listen=settings.webhook_listen,
        port=settings.webhook_port,
        url_path=re.escape(_path(settings)),
        webhook_url=settings.webhook_url,
        secret_token=webhook_secret(settings),
        allowed_updates=wanted,
    )
    limit_server(updater)
    if updater._httpd is not None:
        application = cast("Application", updater._httpd._http_server.request_callback)
        application.add_handlers(".*", _handlers(settings, updater.bot, updater.update_queue, hubs))


class SharedServer:
    """The server of one of several processes, which sets no webhook. In the event loop only."""

    def __init__(
        self, settings: Settings, bot: Bot, incoming: SharedIncoming, hubs: HubStore, is_ready: Callable[[], bool]
    ) -> None:
        """``is_ready`` is called in threads."""
        self._settings = settings
        ready = (READY_PATH, ReadyRequest, {"incoming": incoming, "is_ready": is_ready})
        self._server = HTTPServer(_Quiet([ready, *_handlers(settings, bot, incoming, hubs)]))
        limit_requests(self._server)
        self.is_listening = False

    def start(self) -> None:
        """Listen. Raises SettingsError if the port is taken."""
        settings = self._settings
        check_free(settings.webhook_listen, settings.webhook_port)
        self._server.listen(settings.webhook_port, address=settings.webhook_listen)
        self.is_listening = True

    async def stop(self) -> None:
        """Close the port and all connections. What is not confirmed comes again."""
        if self.is_listening:
            self.is_listening = False
            self._server.stop()
            await self._server.close_all_connections()


class ReadyRequest(RequestHandler):
    """Report to the proxy whether updates may be sent here."""

    def initialize(self, incoming: SharedIncoming, is_ready: Callable[[], bool]) -> None:
        self._incoming, self._is_ready = incoming, is_ready

    async def get(self) -> None:
        """Answer with 200 or 503, and nothing more."""
        self.set_status(_OK if await self._incoming.run(self._is_ready) else _UNAVAILABLE)

    head = get


class _Quiet(Application):
    def log_request(self, handler: RequestHandler) -> None:
        """Log nothing, as the proxy asks every second."""


def _handlers(
    settings: Settings, bot: Bot, incoming: "asyncio.Queue[object]", hubs: HubStore
) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    path = _path(settings)
    updates = {"bot": bot, "incoming": incoming, "secret": webhook_secret(settings)}
    return [
        (f"{re.escape(path)}/?", UpdateRequest, updates),
        (re.escape(path + PUSH_PATH) + pushes.KEY, pushes.PushRequest, {"hubs": hubs, "gate": pushes.Gate()}),
    ]


def _path(settings: Settings) -> str:
    return urlsplit(settings.webhook_url).path.rstrip("/")
