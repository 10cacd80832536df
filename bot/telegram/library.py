"""Articles in a chat: /sources, /article, /add and /remove."""

import asyncio
import re
from collections.abc import Iterable
from typing import Any

from telegram import Document, Message, MessageOriginChannel, MessageOriginChat, Update

from bot.app import App
from bot.render import Renderer, words
from bot.telegram.chats import argument, new_message, place
from bot.telegram.questions import send
from bot.telegram.replies import Replies, Reply
from index.errors import Fault, ReadError
from index.ingest import Ingested
from index.models import Credits

_TAPPED = re.compile(r"/article_(\d+)")


class LibraryHandlers:
    def __init__(self, app: App, renderer: Renderer, limit: int) -> None:
        self._app = app
        self._renderer = renderer
        self._replies = Replies(app, renderer)
        self._limit = limit

    async def sources(self, update: Update, _context: Any) -> None:
        message = new_message(update)
        libraries = place(message.chat).libraries
        await send(message, await asyncio.to_thread(self._replies.sources, libraries, 0))

    async def article(self, update: Update, _context: Any) -> None:
        message = new_message(update)
        if (number := await self._number(message)) is not None:
            found, paragraphs = await asyncio.to_thread(self._app.article, number, place(message.chat).libraries)
            await send(message, self._replies.article(found, paragraphs, page=0))

    async def remove(self, update: Update, _context: Any) -> None:
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

    async def add(self, update: Update, _context: Any) -> None:
        """Add a file, the text behind the command, or the message that it replies to."""
        message = new_message(update)
        own = place(message.chat).own
        replied = message.reply_to_message
        document = message.document or (replied.document if replied else None)
        text = "" if message.document else argument(message)
        if document and not text:
            results = await self._add_document(document, own)
        elif text:
            results = await asyncio.to_thread(self._add_text, text, message, own)
        elif replied and (text := replied.text or replied.caption or ""):
            results = await asyncio.to_thread(self._add_text, text, replied, own)
        else:
            await self._say(message, "how_to_add")
            return
        await self._say(message, "added", results=self._told(results), limit=self._limit)

    async def offer(self, update: Update, _context: Any) -> None:
        """A file or a forwarded post without a command is no question."""
        await self._say(new_message(update), "how_to_add")

    async def _add_document(self, document: Document, own: str) -> list[Ingested | ReadError]:
        name = document.file_name or words("telegram/words")["names"]["file"]
        if document.file_size and document.file_size > self._limit:
            return [ReadError(Fault.TOO_LARGE, source=name, limit=self._limit)]
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
        return await asyncio.to_thread(lambda: list(self._app.add_bytes(data, name, own)))

    def _add_text(self, text: str, message: Message, own: str) -> list[Ingested | ReadError]:
        name = words("telegram/words")["names"]["message"]
        return list(self._app.add_text(text, name, _origin(message), own))

    def _told(self, results: Iterable[Ingested | ReadError]) -> list[Ingested | str]:
        return [self._renderer.error(item) if isinstance(item, ReadError) else item for item in results]

    async def _number(self, message: Message) -> int | None:
        tapped = _TAPPED.match(message.text or "")
        typed = tapped[1] if tapped else argument(message)
        if typed.isdecimal() and len(typed) < 10:
            return int(typed)
        await self._say(message, "which_number", typed=typed)
        return None

    async def _say(self, message: Message, template: str, **values: object) -> None:
        await send(message, Reply(self._renderer.render(template, **values)))


def _origin(message: Message) -> Credits:
    """Returns the credits of a forwarded post: who published it, when, and where it stands."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        url = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
        return Credits(title="", publisher=origin.chat.title, published=origin.date.date(), url=url)
    if isinstance(origin, MessageOriginChat):
        return Credits(title="", publisher=origin.sender_chat.title, published=origin.date.date())
    return Credits(title="")
