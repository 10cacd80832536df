"""The requests that a webhook gets, one with each update.

Telegram repeats a request until it is answered with 200. What can never be read is therefore answered so, too. The
handler of python-telegram-bot answers it with 400 or 500.
"""

import asyncio
import hmac
import logging

from telegram import Bot, Update
from tornado.web import RequestHandler

from bot.telegram.receiving.malformed import load, read_update
from index.model.errors import StoreError

_log = logging.getLogger(__name__)
_FORBIDDEN, _UNAVAILABLE = 403, 503


class UpdateRequest(RequestHandler):
    """Queue the update of a request that has the secret."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, bot: Bot, incoming: "asyncio.Queue[object]", secret: str) -> None:
        self._bot = bot
        self._incoming = incoming
        self._secret = secret

    async def post(self) -> None:
        """Answer once the update is stored; see receiving.queue."""
        given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(_FORBIDDEN)
        elif update := _update_in(self.request.body, self._bot):
            try:
                await self._incoming.put(update)
            except StoreError:
                self.set_status(_UNAVAILABLE)


def _update_in(body: bytes, bot: Bot) -> Update | None:
    """Return the update, or None, with a line in the log, if the body holds none."""
    try:
        return read_update(load(body), bot)
    except ValueError as error:
        kind = type(error.__cause__ or error).__name__
        _log.warning("the webhook got %s bytes that are no update: %s", len(body), kind)
        return None
