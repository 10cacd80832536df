"""/editors: operators see and choose who else may change the shared library."""

import asyncio
import re

from telegram import Message, Update, User
from telegram.error import TelegramError
from telegram.ext import ExtBot, MessageHandler

from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import calls
from bot.telegram.protocol.messages import argument, new_message, replied_to
from bot.telegram.protocol.places import writer_of

_CHANGE = re.compile(r"(?P<verb>add|remove)(?:\s+(?P<id>\d{1,15}))?", re.IGNORECASE)

# In digits. Telegram's first accounts have shorter ids, so these have to have written to the bot.
_SHORTEST_ID = 6


async def show_or_change_editors(update: Update, context: KutipContext) -> None:
    """List the editors; add or remove one by the id of their account, or by a reply to their message."""
    message = new_message(update)
    operator, typed = writer_of(message), argument(message)
    if operator is None or not context.rights.is_operator(operator):
        await context.say(message, "operators_only")
        return
    change = _CHANGE.fullmatch(typed)
    user_id = _user_id(message, change["id"]) if change else None
    if not typed:
        await context.say(message, "editors", editors=await _listed(context))
    elif change is None or user_id is None:
        await context.say(message, "how_to_name_editors")
    elif change["verb"].lower() == "add" and not await _may_exist(context.bot, user_id):
        await context.say(message, "nobody_has_id", user_id=user_id)
    elif change["verb"].lower() == "add":
        is_new = await asyncio.to_thread(context.library.editors.appoint, user_id, operator.id)
        await context.say(message, "editor_named", user_id=user_id, is_new=is_new)
    else:
        was_one = await asyncio.to_thread(context.library.editors.dismiss, user_id)
        await context.say(message, "editor_dismissed", user_id=user_id, was_one=was_one)


async def _listed(context: KutipContext) -> list[tuple[int, str, object]]:
    """Return the id of each editor, their name as far as Telegram knows it, and since when they are one."""
    editors = await asyncio.to_thread(context.library.editors.all)
    return [
        (editor.user_id, await _name(context.bot, editor.user_id), editor.appointed_at.date())
        for editor in editors
    ]


def _user_id(message: Message, typed: str | None) -> int | None:
    """Return whose id was typed or, without one, whose message the command replies to."""
    if typed:
        return int(typed)
    replied = replied_to(message)
    person: User | None = replied.from_user if replied and not replied.sender_chat else None
    return person.id if person and not person.is_bot else None


async def _may_exist(bot: ExtBot[None], user_id: int) -> bool:
    """Return whether an id can be that of a person: it is as long as theirs are, or they wrote to the bot."""
    return len(str(user_id)) >= _SHORTEST_ID or bool(await _name(bot, user_id))


async def _name(bot: ExtBot[None], user_id: int) -> str:
    try:
        return (await bot.get_chat(user_id)).full_name or ""
    except TelegramError:  # they have never written to the bot
        return ""


HANDLERS: Handlers = [MessageHandler(calls("editors"), show_or_change_editors)]
