"""Articles in a chat: /sources, /article, /add, /remove and, for those who may, /share."""

import asyncio

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.middleware.rights import Rights
from bot.telegram.protocol.messages import (
    argument,
    command_of,
    is_by,
    new_message,
    place,
    replied_to,
    text_of,
    writer_of,
)
from bot.telegram.replies.adding import Adding
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.records import SHARED

Context = ContextTypes.DEFAULT_TYPE
_LONGEST_NUMBER = 10


class LibraryHandlers:
    def __init__(self, library: Library, renderer: Renderer, rights: Rights, adding: Adding) -> None:
        self._library = library
        self._renderer = renderer
        self._replies = Replies(library, renderer)
        self._rights = rights
        self._adding = adding

    async def sources(self, update: Update, _context: Context) -> None:
        message = new_message(update)
        here = place(message.chat)
        await send(message, await asyncio.to_thread(self._replies.sources, here.own, here.libraries, 0))

    async def article(self, update: Update, _context: Context) -> None:
        message = new_message(update)
        if (number := await self._number(message)) is not None:
            libraries = place(message.chat).libraries
            await send(message, await asyncio.to_thread(self._replies.article, number, libraries, 0))

    async def remove(self, update: Update, context: Context) -> None:
        """Remove an article of this chat's own, or of the shared library, for those who may."""
        message = new_message(update)
        here, user = place(message.chat), writer_of(message)
        if (number := await self._number(message)) is None:
            return
        found, _ = await asyncio.to_thread(self._library.article, number, here.libraries)
        if found.library == here.own and not await self._edits_own(message, context):
            await self._say(message, "administrators_add")
        elif found.library != here.own and not await asyncio.to_thread(self._rights.edits_shared, user):
            await self._say(message, "not_yours", article=found)
        else:
            await asyncio.to_thread(self._library.remove, number, frozenset({found.library}))
            await self._say(message, "removed", article=found)

    async def tapped(self, update: Update, context: Context) -> None:
        """A command with its number in its name, which can be tapped where "/article 3" cannot."""
        command = command_of(new_message(update), context.bot.username)
        if handler := {"article": self.article, "remove": self.remove, "share": self.share}.get(command or ""):
            await handler(update, context)

    async def add(self, update: Update, context: Context) -> None:
        """Add a file, the text behind the command, or the message that it replies to."""
        message = new_message(update)
        if await self._edits_own(message, context):
            await self._bring(message, context, place(message.chat).own, "how_to_add")
        else:
            await self._say(message, "administrators_add")

    async def share(self, update: Update, context: Context) -> None:
        """Add to the shared library, or move an article of this chat there."""
        message = new_message(update)
        typed = argument(message)
        if not await asyncio.to_thread(self._rights.edits_shared, writer_of(message)):
            await self._say(message, "editors_share")
        elif typed.isdecimal() and len(typed) < _LONGEST_NUMBER and not message.document:
            number, own = int(typed), frozenset({place(message.chat).own})
            given = await asyncio.to_thread(self._library.transfers.transfer_article, number, own, SHARED)
            await self._say(message, "shared", article=given)
        else:
            await self._bring(message, context, SHARED, "how_to_share")

    async def _bring(self, message: Message, context: Context, library: str, how: str) -> None:
        """Add what stands in a message or in the one that it replies to; else tell how that is done."""
        replied = replied_to(message)
        if is_by(context.bot.id, replied):
            replied = None  # the bot's own words are nobody's article
        document = message.document or (replied.document if replied else None)
        text = "" if message.document else argument(message)
        if document and not text:
            await send(message, await self._adding.document(document, library))
        elif text:
            await send(message, await self._adding.text(text, message, library))
        elif replied and text_of(replied):
            await send(message, await self._adding.text(text_of(replied), replied, library))
        else:
            await self._say(message, how)

    async def _edits_own(self, message: Message, context: Context) -> bool:
        return await self._rights.edits_own(context.bot, message.chat, writer_of(message), message.sender_chat)

    async def _number(self, message: Message) -> int | None:
        typed = argument(message)
        if typed.isdecimal() and len(typed) < _LONGEST_NUMBER:
            return int(typed)
        await self._say(message, "which_number", typed=typed)
        return None

    async def _say(self, message: Message, template: str, **values: object) -> None:
        await send(message, Reply(self._renderer.render(template, **values)))
