"""/editors: operators see and choose who else may change the shared library."""

import asyncio
import re

from telegram import Bot, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.middleware.rights import Rights
from bot.telegram.protocol.messages import argument, new_message, replied_to, writer_of
from index.library import Library

Context = ContextTypes.DEFAULT_TYPE
_ORDER = re.compile(r"(?P<what>add|remove)(?:\s+(?P<id>\d{1,15}))?", re.IGNORECASE)


class EditorHandlers:
    def __init__(self, library: Library, renderer: Renderer, rights: Rights) -> None:
        self._library = library
        self._renderer = renderer
        self._rights = rights

    async def editors(self, update: Update, context: Context) -> None:
        """List the editors; add or remove one by the number of their account, or by a reply to their message."""
        message = new_message(update)
        operator = writer_of(message)
        if operator is None or not self._rights.is_operator(operator):
            await self._say(message, "operators_only")
            return
        order = _ORDER.fullmatch(argument(message))
        user_id = _meant(message, order["id"]) if order else None
        if not argument(message):
            await self._say(message, "editors", editors=await self._listed(context.bot))
        elif order is None or user_id is None:
            await self._say(message, "how_to_name_editors")
        elif order["what"].lower() == "add":
            is_new = await asyncio.to_thread(self._library.editors.appoint, user_id, operator.id)
            await self._say(message, "editor_named", user_id=user_id, is_new=is_new)
        else:
            was_one = await asyncio.to_thread(self._library.editors.dismiss, user_id)
            await self._say(message, "editor_dismissed", user_id=user_id, was_one=was_one)

    async def _listed(self, bot: Bot) -> list[tuple[int, str, object]]:
        """Return the number of each editor, what they are called as far as Telegram tells, and since when."""
        editors = await asyncio.to_thread(self._library.editors.all)
        return [
            (editor.user_id, await _name(bot, editor.user_id), editor.appointed_at.date()) for editor in editors
        ]

    async def _say(self, message: Message, template: str, **values: object) -> None:
        await send(message, Reply(self._renderer.render(template, **values)))


def _meant(message: Message, typed: str | None) -> int | None:
    if typed:
        return int(typed)
    replied = replied_to(message)
    person: User | None = replied.from_user if replied and not replied.sender_chat else None
    return person.id if person and not person.is_bot else None


async def _name(bot: Bot, user_id: int) -> str:
    try:
        return (await bot.get_chat(user_id)).full_name or ""
    except TelegramError:  # they have never written to the bot
        return ""
