"""Turn what a handler raises into a line in the log and, where it can arrive, a reply to the person."""

import logging
import secrets
from contextlib import suppress

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.rendering.excerpt import shortened
from bot.telegram.delivery.html import plain
from bot.telegram.delivery.sending import acknowledge
from bot.telegram.middleware.context import KutipContext
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.places import is_of_channel
from index.model.errors import (
    AddError,
    ChatServiceError,
    EngineUnavailable,
    Fault,
    MissingError,
    SourceError,
    StoreError,
)

_log = logging.getLogger(__name__)
# Of characters, https://core.telegram.org/bots/api#answercallbackquery.
_ALERT_ROOM = 200
# What Telegram says where a bot may not write. Nobody here is at fault, and no apology would arrive.
_NOT_ALLOWED = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "thread not found",
    "peer_id_invalid",
)

_DATABASE_AWAY = (Fault.DATABASE_UNREACHABLE, Fault.DATABASE_LOCKED)


async def handle_error(update: object, context: KutipContext) -> None:
    """Log an error first; then show the person an expected error as it is, and of any other only an id."""
    error = context.error
    if isinstance(error, StoreError) and _is_put_back(error):
        return
    current_update().record.failed(type(error).__name__)
    if isinstance(error, AddError | MissingError | SourceError | ChatServiceError):
        # The details are the person's own words, so only the kind is logged.
        _log.info("expected error: %s", error.fault)
        html = context.renderer.error(error)
    elif isinstance(error, ExceptionGroup) and all(isinstance(one, AddError) for one in error.exceptions):
        _log.info("expected errors: %s", len(error.exceptions))
        html = "\n".join(context.renderer.error(one) for one in error.exceptions if isinstance(one, AddError))
    elif isinstance(error, EngineUnavailable):
        _log.warning("no answer: %s", error)
        html = context.renderer.render("search_away")
    elif isinstance(error, TelegramError) and (may_not_write(error) or not isinstance(error, BadRequest)):
        _log.warning("Telegram did not take a call: %s", type(error).__name__)
        return
    else:
        error_id = secrets.token_hex(4)
        _log.error("error %s: %s", error_id, type(error).__name__, exc_info=error)
        html = context.renderer.render("error", error_id=error_id)
    if not isinstance(update, Update) or is_of_channel(update):
        return
    if update.callback_query and isinstance(error, MissingError | ChatServiceError):
        # It is about what was pressed, so nobody else needs to see it, however often it is pressed.
        await acknowledge(update.callback_query, shortened(plain(html), _ALERT_ROOM))
    else:
        await _apologise(update, html)


def _is_put_back(error: StoreError) -> bool:
    """Put an update back whose database is away for a moment, or leave it if its reply has been sent.

    Without several processes there is no line that it could wait in, and the person gets an apology.
    """
    progress = current_update().progress
    if progress is None or progress.line is None or error.fault not in _DATABASE_AWAY:
        return False
    progress.is_put_back = progress.calls == 0
    _log.warning("update %s met a database that is away: %s", progress.update_id, error.fault)
    return True


def may_not_write(error: TelegramError) -> bool:
    """Return whether nothing can be written in a chat: the bot is blocked or removed, or the chat is closed."""
    if isinstance(error, Forbidden | ChatMigrated):
        return True
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in _NOT_ALLOWED)


async def _apologise(update: Update, html: str) -> None:
    if update.callback_query:
        with suppress(TelegramError):  # it may have been answered already
            await update.callback_query.answer()
    try:
        if update.effective_message:
            await update.effective_message.reply_text(html, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        _log.warning("the apology could not be sent: %s", type(error).__name__)
