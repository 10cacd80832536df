"""What becomes of a chat as a whole, whatever is said in it."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.app import App
from bot.telegram.chats import name_of, new_message

Context = ContextTypes.DEFAULT_TYPE


class GroupHandlers:
    def __init__(self, app: App) -> None:
        self._app = app

    async def migrate(self, update: Update, _context: Context) -> None:
        """A group has become a supergroup, with a new id. The old and the new chat tell it, in either order."""
        message = new_message(update)
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await asyncio.to_thread(self._app.moving.move, name_of(old), name_of(new))
