"""Who may use the bot at all: everybody, or the chats that the operator allows."""

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress

from telegram import Chat, Message, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import chat_id_of, name_of
from index.library import Library
from index.model.errors import StoreError

_log = logging.getLogger(__name__)


class Gate:
    def __init__(self, library: Library, allowed: Collection[int], renderer: Renderer) -> None:
        """``allowed`` are ids of chats, a private one's being its user's; none are all."""
        self._library = library
        self._allowed = set(allowed)
        self._renderer = renderer

    async def check(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """To be called before the other handlers; raises ApplicationHandlerStop for strangers."""
        if self._allowed and update.message:
            self._follow(update.message)
        if not self._allowed or await self._is_allowed(update):
            return
        with suppress(TelegramError):  # a stranger who cannot be told is told nothing
            await self._turn_away(update)
        raise ApplicationHandlerStop

    def _follow(self, message: Message) -> None:
        """Allow the supergroup that an allowed group becomes."""
        new = message.chat.id if message.migrate_from_chat_id else message.migrate_to_chat_id
        old = message.migrate_from_chat_id or message.chat.id
        if new and old in self._allowed and new not in self._allowed:
            self._allowed.add(new)
            _log.warning(
                "an allowed group became a supergroup: in ALLOWED_CHATS, write %s in place of %s", new, old
            )

    async def _is_allowed(self, update: Update) -> bool:
        where = update.effective_chat or update.effective_user
        if where is None or where.id in self._allowed:
            return where is not None
        return where.id < 0 and await asyncio.to_thread(self._was_allowed, where.id)

    def _was_allowed(self, chat_id: int) -> bool:
        """Return whether this was an allowed group, as it became a supergroup before this process began."""
        try:
            before = self._library.chats.previous_name(name_of(chat_id))
        except StoreError as error:
            _log.warning("what a chat was before cannot be read: %s", error)
            return False
        return before is not None and chat_id_of(before) in self._allowed

    async def _turn_away(self, update: Update) -> None:
        """Say so once to who wrote or pressed; in a group, where people talk to each other, say nothing."""
        if update.callback_query:
            await update.callback_query.answer(label("notices", "closed"), show_alert=True)
        elif update.inline_query:
            await update.inline_query.answer([], is_personal=True)
        elif update.message and update.message.chat.type == Chat.PRIVATE:
            await send(update.message, Reply(self._renderer.render("closed")))
