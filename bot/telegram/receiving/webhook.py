"""What a webhook needs besides python-telegram-bot's server: a secret, a free port, and a regular check."""

import hmac
import logging
import socket
from collections.abc import Sequence
from datetime import datetime

from telegram import Bot
from telegram.ext import Updater
from tornado.httpserver import HTTPServer

from bot.runtime.settings import Settings
from index.model.errors import Fault, SettingsError

_log = logging.getLogger(__name__)
# An update has a text of 4,096 characters, and a message that it replies to.
_MOST_BYTES = 1_000_000
# The first also ends a connection on which no request comes.
_HEADER_SECONDS, _BODY_SECONDS = 20.0, 10.0
PUSH_PATH = "/websub"
"""The path for the requests of hubs, below that of the webhook."""


class Webhook:
    """The webhook as Telegram knows it. If it is removed or unreachable, no update comes, and no call fails."""

    def __init__(self, settings: Settings, wanted: Sequence[str]) -> None:
        """``wanted`` are the kinds of updates that Telegram is to send."""
        self._settings = settings
        self._wanted = wanted
        self._failed_at: datetime | None = None

    async def set(self, bot: Bot) -> None:
        """Let Telegram send updates here. Raises TelegramError."""
        url, secret = self._settings.webhook_url, webhook_secret(self._settings)
        await bot.set_webhook(url, secret_token=secret, allowed_updates=self._wanted)

    async def look(self, bot: Bot) -> None:
        """Set it again if another process removed it, and log Telegram's complaints. Raises TelegramError."""
        info = await bot.get_webhook_info()
        if info.url != self._settings.webhook_url:
            _log.warning("another process with this token removed the webhook; it is set again")
            await self.set(bot)
        elif info.last_error_date and info.last_error_date != self._failed_at:
            self._failed_at = info.last_error_date
            _log.warning("Telegram could not reach the webhook: %s", info.last_error_message)


def webhook_secret(settings: Settings) -> str:
    """Return the secret that Telegram sends along: the one in the settings, or one derived from the token."""
    token = settings.telegram_token or ""
    return settings.webhook_secret or hmac.new(token.encode(), b"kutip webhook", "sha256").hexdigest()


def push_address(settings: Settings) -> str:
    """Return the address for the hubs of feeds, which use the server of the webhook; empty without one."""
    return settings.webhook_url.rstrip("/") + PUSH_PATH if settings.webhook_url else ""


def limit_server(updater: Updater) -> None:
    """Limit what the running server takes from anybody, as it reads a whole request before it checks the secret.

    Tornado's own limits are 100 MB and an hour, and python-telegram-bot passes no others on.
    """
    if updater._httpd:
        limit_requests(updater._httpd._http_server)


def limit_requests(server: HTTPServer) -> None:
    """Limit what a server takes from anybody."""
    server.conn_params.max_body_size = _MOST_BYTES
    server.conn_params.header_timeout = _HEADER_SECONDS
    server.conn_params.body_timeout = _BODY_SECONDS


def check_free(address: str, port: int) -> None:
    """Check that a port is free before Telegram learns of a webhook behind it. Raises SettingsError if not."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OSError as error:
        fault, problem = Fault.WEBHOOK_PORT_TAKEN, error.strerror
        raise SettingsError(fault, address=address, port=port, problem=problem) from error
