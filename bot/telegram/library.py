"""Articles in a chat: /sources, /article, /add and /remove."""

import asyncio
from collections.abc import Iterable

from telegram import Document, Message, MessageOriginChannel, MessageOriginChat, Update
from telegram.ext import ContextTypes

from bot.app import App
from bot.render import Renderer
from bot.telegram.chats import argument, command_of, is_by, new_message, place, text_of
from bot.telegram.labels import label
from bot.telegram.replies import Replies, Reply
from bot.telegram.sending import send
from index.arrivals import Ingested
from index.errors import Fault, ReadError
from index.models import Credits
from index.paragraphs import clean

Context = ContextTypes.DEFAULT_TYPE
# Of articles that are added at the same time; questions get the other threads.
_AT_ONCE = 2
# More than Telegram lets a bot download.
_TOO_LARGE_A_FILE = 20_000_000


class LibraryHandlers:
    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._renderer = renderer
        self._replies = Replies(app, renderer)
        self._adding = asyncio.Semaphore(_AT_ONCE)

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
            results = await self._add_document(document, own)
        elif text or text_of(replied):
            origin = message if text else replied
            async with self._adding:
                results = await asyncio.to_thread(self._add_text, text or text_of(replied), origin, own)
        else:
            await self._say(message, "how_to_add")
            return
        await self._say(message, "added", results=self._told(results))

    async def add_by_caption(self, update: Update, context: Context) -> None:
        """A file whose caption is /add; with any other caption it is a file like others."""
        if command_of(new_message(update), context.bot.username) == "add":
            await self.add(update, context)
        else:
            await self.offer(update, context)

    async def offer(self, update: Update, _context: Context) -> None:
        """In private, a file or a forwarded post without a command is no question."""
        message = new_message(update)
        if message.chat.type == message.chat.PRIVATE:
            await self._say(message, "how_to_add")

    async def _add_document(self, document: Document, own: str) -> list[Ingested | ReadError]:
        name = clean(document.file_name or "") or label("names", "file")
        if document.file_size and document.file_size > _TOO_LARGE_A_FILE:
            return [ReadError(Fault.TOO_LARGE, source=name, limit=_TOO_LARGE_A_FILE)]
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
        async with self._adding:
            return await asyncio.to_thread(lambda: list(self._app.add_bytes(data, name, own)))

    def _add_text(self, text: str, origin: Message | None, own: str) -> list[Ingested | ReadError]:
        name = label("names", "message")
        return list(self._app.add_text(text, name, credits_of(origin), own))

    def _told(self, results: Iterable[Ingested | ReadError]) -> list[Ingested | str]:
        return [self._renderer.error(item) if isinstance(item, ReadError) else item for item in results]

    async def _number(self, message: Message) -> int | None:
        typed = argument(message)
        if typed.isdecimal() and len(typed) < 10:
            return int(typed)
        await self._say(message, "which_number", typed=typed)
        return None

    async def _say(self, message: Message, template: str, **values: object) -> None:
        await send(message, Reply(self._renderer.render(template, **values)))


def credits_of(message: Message | None) -> Credits:
    """Returns the credits of a forwarded post: who published it, when, and where it stands."""
    origin = message.forward_origin if message else None
    if isinstance(origin, MessageOriginChannel):
        url = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
        title = clean(origin.chat.title or "")
        return Credits(title="", publisher=title or None, published=origin.date.date(), url=url)
    if isinstance(origin, MessageOriginChat):
        title = clean(origin.sender_chat.title or "")
        return Credits(title="", publisher=title or None, published=origin.date.date())
    return Credits(title="")
