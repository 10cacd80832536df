"""Articles in a chat: /sources, /article, /add and /remove."""

import asyncio

from telegram import Chat, Message, Update
from telegram.ext import ContextTypes

from bot.app import App
from bot.render import Renderer
from bot.telegram.adding import Adding
from bot.telegram.chats import argument, command_of, is_by, new_message, place, text_of
from bot.telegram.offers import OfferHandlers
from bot.telegram.replies import Replies, Reply
from bot.telegram.sending import send

Context = ContextTypes.DEFAULT_TYPE


class LibraryHandlers:
    def __init__(self, app: App, renderer: Renderer, adding: Adding, offers: OfferHandlers) -> None:
        self._app = app
        self._renderer = renderer
        self._replies = Replies(app, renderer)
        self._adding = adding
        self._offers = offers

    async def sources(self, update: Update, _context: Context) -> None:
        message = new_message(update)
        here = place(message.chat)
        await send(message, await asyncio.to_thread(self._replies.sources, here.own, here.libraries, 0))

    async def article(self, update: Update, _context: Context) -> None:
        message = new_message(update)
        if (number := await self._number(message)) is not None:
            libraries = place(message.chat).libraries
            await send(message, await asyncio.to_thread(self._replies.article, number, libraries, 0))

    async def remove(self, update: Update, _context: Context) -> None:
        """Remove an article of this chat's own; the shared library is not a chat's to change."""
        message = new_message(update)
        here = place(message.chat)
        if (number := await self._number(message)) is None:
            return
        found, _ = await asyncio.to_thread(self._app.article, number, here.libraries)
        if found.library == here.own:
            await asyncio.to_thread(self._app.remove, number, frozenset({here.own}))
            await self._say(message, "removed", article=found)
        else:
            await self._say(message, "not_yours", article=found)

    async def tapped(self, update: Update, context: Context) -> None:
        """A command with its number in its name, which can be tapped where "/article 3" can not."""
        command = command_of(new_message(update), context.bot.username)
        if handler := {"article": self.article, "remove": self.remove}.get(command or ""):
            await handler(update, context)

    async def add(self, update: Update, context: Context) -> None:
        """Add a file, the text behind the command, or the message that it replies to."""
        message = new_message(update)
        own = place(message.chat).own
        replied = message.reply_to_message
        if is_by(context.bot.id, replied):
            replied = None  # the bot's own words are nobody's article
        document = message.document or (replied.document if replied else None)
        text = "" if message.document else argument(message)
        if document and not text:
            await send(message, await self._adding.document(document, own))
        elif text or text_of(replied):
            await send(
                message, await self._adding.text(text or text_of(replied), message if text else replied, own)
            )
        else:
            await self._say(message, "how_to_add")

    async def add_by_caption(self, update: Update, context: Context) -> None:
        """A file whose caption is /add; with any other caption it is a file like others."""
        if command_of(new_message(update), context.bot.username) == "add":
            await self.add(update, context)
        elif new_message(update).chat.type == Chat.PRIVATE:
            await self._offers.offer(update, context)

    async def _number(self, message: Message) -> int | None:
        typed = argument(message)
        if typed.isdecimal() and len(typed) < 10:
            return int(typed)
        await self._say(message, "which_number", typed=typed)
        return None

    async def _say(self, message: Message, template: str, **values: object) -> None:
        await send(message, Reply(self._renderer.render(template, **values)))
