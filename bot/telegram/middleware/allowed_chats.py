"""Turn strangers away where the operator lets only some chats use the bot."""

import asyncio
import logging
from contextlib import suppress

from telegram import Chat, Message, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.telegram.middleware.context import KutipContext, Services
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.places import chat_id_of, is_of_channel, name_of_chat
from index.model.errors import StoreError

_log = logging.getLogger(__name__)


async def check_chat(update: Update, context: KutipContext) -> None:
    """Raise ApplicationHandlerStop for an update of a chat that may not use the bot."""
    allowed = context.bot_data.allowed_chats
    if not allowed or is_of_channel(update):  # a channel's posts go to chats that have connected it, and may
        return
    if update.message:
        _follow(update.message, allowed)
    if await _is_allowed(update, context.bot_data):
        return
    with suppress(TelegramError):  # a stranger who cannot be told hears nothing
        await _turn_away(update, context)
    raise ApplicationHandlerStop


def _follow(message: Message, allowed: set[int]) -> None:
    """Allow the supergroup that an allowed group becomes."""
    new = message.chat.id if message.migrate_from_chat_id else message.migrate_to_chat_id
    old = message.migrate_from_chat_id or message.chat.id
    if new and old in allowed and new not in allowed:
        allowed.add(new)
        _log.warning("an allowed group became a supergroup, which is allowed while ALLOWED_CHATS names the group")


async def _is_allowed(update: Update, services: Services) -> bool:
    where = update.effective_chat or update.effective_user
    if where is None or where.id in services.allowed_chats:
        return where is not None
    return where.id < 0 and await asyncio.to_thread(_was_allowed, where.id, services)


def _was_allowed(chat_id: int, services: Services) -> bool:
    """Return whether this was an allowed group that became a supergroup before this process began."""
    try:
        before = services.library.chats.previous_name(name_of_chat(chat_id))
    except StoreError as error:
        _log.warning("the earlier id of a chat cannot be read: %s", error)
        return False
    return before is not None and chat_id_of(before) in services.allowed_chats


async def _turn_away(update: Update, context: KutipContext) -> None:
    """Answer a private message, a press or an inline query; say nothing in a group, where people talk."""
    if update.callback_query:
        await update.callback_query.answer(label("notices", "closed"), show_alert=True)
    elif update.inline_query:
        await update.inline_query.answer([], is_personal=True)
    elif update.message and update.message.chat.type == Chat.PRIVATE:
        await context.say(update.message, "closed")
