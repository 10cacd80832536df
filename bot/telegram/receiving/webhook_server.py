"""Start the server of a webhook, which hubs of feeds use, too."""

import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import urlsplit

from telegram.ext import Updater
from tornado.web import Application

from bot.runtime.settings import Settings
from bot.telegram.receiving import pushes
from bot.telegram.receiving.webhook import PUSH_PATH, check_free, limit_server, webhook_secret
from bot.telegram.receiving.webhook_requests import UpdateRequest
from index.store.sources.hub_store import HubStore


async def serve_webhook(updater: Updater, settings: Settings, wanted: Sequence[str], hubs: HubStore) -> None:
    """Let Telegram send these kinds of updates to the webhook. Raises SettingsError or TelegramError."""
    check_free(settings.webhook_listen, settings.webhook_port)
    path, secret = urlsplit(settings.webhook_url).path.rstrip("/"), webhook_secret(settings)
    await updater.start_webhook(
        listen=settings.webhook_listen,
        port=settings.webhook_port,
        url_path=re.escape(path),
        webhook_url=settings.webhook_url,
        secret_token=secret,
        allowed_updates=wanted,
    )
    limit_server(updater)
    if updater._httpd is not None:
        updates = {"bot": updater.bot, "incoming": updater.update_queue, "secret": secret}
        application = cast("Application", updater._httpd._http_server.request_callback)
        handlers = [
            (f"{re.escape(path)}/?", UpdateRequest, updates),
            (re.escape(path + PUSH_PATH) + pushes.KEY, pushes.PushRequest, {"hubs": hubs, "gate": pushes.Gate()}),
        ]
        application.add_handlers(".*", handlers)
