"""The requests that a webhook gets, one with each update.

Telegram repeats a request until it is answered with 200. What can never be read is therefore answered so, too. The
handler of python-telegram-bot answers it with 400 or 500.
"""

import asyncio
import hmac
import json
import logging
import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.ext import Updater
from tornado.web import Application, RequestHandler

from bot.runtime.settings import Settings

_log = logging.getLogger(__name__)
_FORBIDDEN = 403
# What reading a malformed update raises, depending on where it is malformed.
_MALFORMED = (ValueError, TypeError, AttributeError, LookupError, OverflowError, OSError, RecursionError)
# Telegram's have 52 bits, and a column of the database has 63.
_LARGEST_NUMBER = 2**63 - 1


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
            await self._incoming.put(update)


def take_requests(updater: Updater, settings: Settings, secret: str) -> None:
    """Let the running server of an updater hand its requests to ``UpdateRequest``."""
    if updater._httpd is not None:
        path = urlsplit(settings.webhook_url).path.rstrip("/")
        arguments = {"bot": updater.bot, "incoming": updater.update_queue, "secret": secret}
        application = cast("Application", updater._httpd._http_server.request_callback)
        application.add_handlers(".*", [(f"{re.escape(path)}/?", UpdateRequest, arguments)])


def _update_in(body: bytes, bot: Bot) -> Update | None:
    """Return the update, or None, with a line in the log, if the body holds none."""
    try:
        update = Update.de_json(json.loads(body, parse_int=_parse_int), bot)
        if not all(isinstance(number, int) for number in _numbers_in(update)):
            raise TypeError
    except _MALFORMED as error:
        _log.warning("the webhook got %s bytes that are no update: %s", len(body), type(error).__name__)
        return None
    return update


def _numbers_in(update: Update) -> Iterator[object]:
    """Yield what names an update, its chat and its messages; python-telegram-bot takes it as it comes."""
    yield update.update_id
    if update.effective_chat:
        yield update.effective_chat.id
    message = update.effective_message
    for one in (message, message and message.reply_to_message):
        if one:
            yield from (one.message_id, one.chat.id)


def _parse_int(digits: str) -> int:
    if abs(number := int(digits)) > _LARGEST_NUMBER:
        raise OverflowError
    return number
