"""/check and the buttons that check or ask what a message says."""

import asyncio

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.delivery.sending import acknowledge, send, typing
from bot.telegram.handlers.questions import reply_to
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.callback_data import CheckMessage, OfMessage, decode
from bot.telegram.protocol.filters import calls, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import argument, marked_text, new_message, replied_to, text_of
from bot.telegram.protocol.places import place
from bot.telegram.protocol.questions import Asked, is_reply_elsewhere
from bot.telegram.replies.checked import checked_reply


async def check(update: Update, context: KutipContext) -> None:
    """Check the text behind the command, what was marked, or the message that it replies to."""
    message = new_message(update)
    text = argument(message) or marked_text(message) or text_of(replied_to(message))
    if any(map(str.isalnum, text)):
        await _check(message, text, context)
    elif is_reply_elsewhere(message):
        await context.say(message, "reply_elsewhere")
    else:
        await context.say(message, "how_to_check")


async def check_or_ask(update: Update, context: KutipContext) -> None:
    """Check or ask the message that the one with the button replies to."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    with context.bot_data.edits.edit(query.message) as has_room:
        if not has_room:
            await acknowledge(query, label("notices", "too_many"), alert=False)
        else:
            await _check_or_ask(query, replied_to(query.message), context)


async def _check_or_ask(query: CallbackQuery, offered: Message | None, context: KutipContext) -> None:
    text = argument(offered) if offered else ""
    if offered is None or not any(map(str.isalnum, text)):
        await acknowledge(query, label("notices", "offer_gone"))
        return
    await acknowledge(query)
    if isinstance(decode(query.data), CheckMessage):
        await _check(offered, text, context)
        return
    async with typing(offered):
        reply = await reply_to(offered, Asked(text, None), context)
    await send(offered, reply, quoting=True)


async def _check(message: Message, text: str, context: KutipContext) -> None:
    async with typing(message):
        checked = await asyncio.to_thread(context.library.check, text, place(message.chat).libraries)
    await send(message, checked_reply(checked, context.renderer), quoting=True)


HANDLERS: Handlers = [
    MessageHandler(calls("check"), check),
    CallbackQueryHandler(check_or_ask, presses(OfMessage)),
]
