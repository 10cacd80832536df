"""What becomes of a chat as a whole, whatever is said in it."""

import asyncio

from telegram import Chat, ChatMember, Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.telegram.delivery.sending import acknowledge
from bot.telegram.delivery.unreachable import Gone
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import name_of, new_message, place
from index.conversations.inbox import Inbox
from index.library import Library

Context = ContextTypes.DEFAULT_TYPE


class GroupHandlers:
    def __init__(self, library: Library, inbox: Inbox, gone: Gone) -> None:
        self._library = library
        self._inbox = inbox
        self._gone = gone

    async def migrate(self, update: Update, _context: Context) -> None:
        """A group has become a supergroup, with a new id. The old and the new chat tell it, in either order."""
        message = new_message(update)
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await asyncio.to_thread(self._library.transfers.transfer_chat, name_of(old), name_of(new))

    async def check(self, update: Update, _context: Context) -> None:
        """To be called before the others; raises ApplicationHandlerStop for a press in a group that has moved."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message) or query.message.chat.type != Chat.GROUP:
            return
        if await asyncio.to_thread(self._library.chats.has_new_id, name_of(query.message.chat.id)):
            await acknowledge(query, label("notices", "gone"))
            raise ApplicationHandlerStop

    async def membership(self, update: Update, _context: Context) -> None:
        """The bot was blocked or removed, after which it says nothing there, or let in again."""
        if not (changed := update.my_chat_member):
            return
        if changed.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED):
            await self._gone.add(changed.chat.id)
            await asyncio.to_thread(self._inbox.drop, place(changed.chat).name, update.update_id)
        else:
            await self._gone.discard(changed.chat.id)
