"""Who asks too much is told to wait, once."""

from math import ceil
from time import time

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.middleware.rights import Rights
from bot.telegram.middleware.sliding_window import QuestionsAMinute
from bot.telegram.protocol.messages import is_chatter, text_of, writer_of


class Limit:
    """In a private chat questions count; in a group all that is for the bot, as for Telegram each reply does."""

    def __init__(self, renderer: Renderer, rights: Rights, most: int) -> None:
        """``most`` questions of a chat in a minute; 0 is no limit."""
        self._renderer = renderer
        self._rights = rights
        self._asked = QuestionsAMinute(most)

    async def check(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """To be called before the other handlers; raises ApplicationHandlerStop for too much in a group."""
        message = update.message
        if message is None or message.chat.type == Chat.PRIVATE or is_chatter(update) or not text_of(message):
            return
        if not await self._has_room(message):
            raise ApplicationHandlerStop

    async def may_ask(self, message: Message) -> bool:
        """Return whether a question is answered; a group's were counted as they came."""
        return message.chat.type != Chat.PRIVATE or await self._has_room(message)

    async def _has_room(self, message: Message) -> bool:
        if self._rights.is_operator(writer_of(message)):
            return True
        at = message.date.timestamp()
        seconds = self._asked.wait(message.chat.id, at)
        if seconds and not self._asked.is_told(message.chat.id, at):
            # This word has waited for the answers to the questions before.
            left = seconds - max(0.0, time() - at)
            most = self._asked.most_of(message.chat.id)
            html = self._renderer.render("too_many_questions", most=most, seconds=max(1, ceil(left)))
            await send(message, Reply(html))
        return not seconds
