"""The funnel: whatever a handler raises ends here, as a line to the person and one to the log."""

import logging
import secrets
from typing import Any

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.render import Renderer
from index.errors import KutipError

_log = logging.getLogger(__name__)


class Funnel:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    async def handle(self, update: object, context: Any) -> None:
        """Tell the person an expected error as it is and of a bug only an id; log first, in any case."""
        error = context.error
        if isinstance(error, KutipError):
            # Its details are the person's own words, so only the kind is logged.
            _log.info("expected error: %s", error.fault)
            html = self._renderer.error(error)
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            _log.warning("Telegram is out of reach: %s", type(error).__name__)
            return
        else:
            error_id = secrets.token_hex(4)
            _log.error("error %s", error_id, exc_info=error)
            html = self._renderer.render("error", error_id=error_id)
        if isinstance(update, Update):
            await _tell(update, html)


async def _tell(update: Update, html: str) -> None:
    try:
        if update.callback_query:
            await update.callback_query.answer()
        if update.effective_message:
            await update.effective_message.reply_text(html, parse_mode=ParseMode.HTML)
    except TelegramError:
        _log.warning("the apology could not be sent", exc_info=True)
