"""/guard: in a group, speak up unasked where a forwarded text is an altered quotation.

Nothing of what people forward is kept, and nothing is said about what is exact or not here.
"""

import asyncio
from datetime import date

from telegram import Chat, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import SilenceGuard
from bot.telegram.protocol.filters import GROUPS, Where, calls, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import argument, new_message, text_of
from bot.telegram.protocol.places import place
from bot.telegram.replies.checked import checked_reply, with_silence
from index.conversations.guards import MOST_A_DAY
from index.quote_check.guard import is_altered_quotation, may_be_guarded

_ON, _OFF = "on", "off"


async def show_or_switch(update: Update, context: KutipContext) -> None:
    """Say whether the guard is on or, for administrators, switch it."""
    message = new_message(update)
    typed, here, guards = argument(message).lower(), place(message.chat), context.library.guards
    if message.chat.type == Chat.PRIVATE:
        await context.say(message, "guard_in_private")
        return
    if typed in (_ON, _OFF):
        if not await administers(context.bot, message.chat, message.from_user, message.sender_chat):
            await context.say(message, "administrators_guard")
            return
        await asyncio.to_thread(guards.switch, here.name, on=typed == _ON)
    is_on = await asyncio.to_thread(guards.is_on, here.name)
    await context.say(message, "guard", is_on=is_on, most=MOST_A_DAY)


async def silence(update: Update, context: KutipContext) -> None:
    """Switch the guard off at the press of an administrator."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    chat = query.message.chat
    if not await administers(context.bot, chat, query.from_user):
        await acknowledge(query, label("notices", "administrators_guard"))
        return
    await asyncio.to_thread(context.library.guards.switch, place(chat).name, on=False)
    await acknowledge(query)
    await edit(query, Reply(context.renderer.render("guard", is_on=False, most=MOST_A_DAY)))


async def watch(update: Update, context: KutipContext) -> None:
    """Check a forwarded text where the guard is on, and speak up if it is an altered quotation for certain."""
    message = new_message(update)
    here, guards, text = place(message.chat), context.library.guards, text_of(message)
    if not may_be_guarded(text) or not await asyncio.to_thread(guards.is_on, here.name):
        return
    checked = await asyncio.to_thread(context.library.check, text, here.libraries)
    if is_altered_quotation(checked) and await asyncio.to_thread(guards.speak, here.name, date.today()):
        await send(message, with_silence(checked_reply(checked, context.renderer)))


_FORWARDED = Where(lambda message: message.forward_origin and text_of(message))

HANDLERS: Handlers = [
    MessageHandler(calls("guard"), show_or_switch),
    MessageHandler(GROUPS & _FORWARDED, watch),
    CallbackQueryHandler(silence, presses(SilenceGuard)),
]
