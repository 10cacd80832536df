"""Stop presses of buttons in a group that became a supergroup: its articles and answers are there now."""

import asyncio

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.delivery.sending import acknowledge
from bot.telegram.middleware.context import KutipContext
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.places import name_of_chat


async def check_group(update: Update, context: KutipContext) -> None:
    """Raise ApplicationHandlerStop for a press in a group that has another id now."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message) or query.message.chat.type != Chat.GROUP:
        return
    if await asyncio.to_thread(context.library.chats.has_new_id, name_of_chat(query.message.chat.id)):
        await acknowledge(query, label("notices", "gone"))
        raise ApplicationHandlerStop
