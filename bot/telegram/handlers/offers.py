"""In private, the bot offers to add a file, a forwarded post or a link that is sent without a word.

The offer is a reply to that message, and adds what it replies to, so nothing of what is only offered is kept.
"""

import asyncio

from telegram import CallbackQuery, Document, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send, typing
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.callback_data import AcceptOffer, Button, DeclineOffer, decode
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.filters import NEW, Where, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import new_message, replied_to, text_of
from bot.telegram.protocol.places import place, sender_of
from bot.telegram.protocol.questions import is_to_add, question_about_file
from bot.telegram.replies.adding import credits_of, name_of
from bot.telegram.replies.to_add import joined, texts_to_add, unreadable


async def offer(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    if message.document and (refusal := unreadable(message.document)):
        await send(message, Reply(context.renderer.error(refusal)), quoting=True)
    elif message.document and (question := question_about_file(message)):
        async with typing(message):
            await send(
                message, await _answer_and_offer(message, message.document, question, context), quoting=True
            )
    elif message.document or text_of(message).strip():
        await send(message, _offer(message, context), quoting=True)
    else:  # a forwarded sticker, say
        await context.say(message, "how_to_add")


async def accept_or_decline(update: Update, context: KutipContext) -> None:
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    offered, is_private = replied_to(query.message), query.message.chat.type == query.message.chat.PRIVATE
    if isinstance(decode(query.data), DeclineOffer):
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("left_out")))
    elif offered and is_private and (offered.document or text_of(offered).strip()):
        await acknowledge(query)
        await _accept(query, query.message, offered, context)
    else:
        await acknowledge(query, label("notices", "offer_gone"))


async def _accept(query: CallbackQuery, shown: Message, offered: Message, context: KutipContext) -> None:
    """Add what is offered, once, and show at once that this has begun; a second press changes nothing."""
    if not context.bot_data.accepted.is_first(shown):
        return
    adder, own, owner = context.bot_data.adder, place(shown.chat).own, query.from_user.id
    await edit(query, Reply(context.renderer.render("adding")))
    async with typing(offered):
        if offered.document:
            reply = await adder.add_document(offered.document, own, owner)
        else:
            reply = joined([await adder.add_text(each, offered, own, owner) for each in texts_to_add(offered)])
    await edit(query, reply)


async def _answer_and_offer(message: Message, file: Document, question: str, context: KutipContext) -> Reply:
    """Return what a file says, with the offer to add it. Raises AddError for a file that cannot be read."""
    read = await context.bot_data.adder.read_document(file, sender_of(message))
    answer = await asyncio.to_thread(context.library.ask_read, read, question)
    current_update().record.ready(answer.verdict)
    found = await asyncio.to_thread(context.replies.answer, answer, None)
    offered = _offer(message, context)
    return Reply(f"{found.html}\n\n{offered.html}", offered.keyboard)


def _offer(message: Message, context: KutipContext) -> Reply:
    file = name_of(message.document) if message.document else None
    pages = () if message.document else addresses_to_add(message)
    html = context.renderer.render("offer", file=file, pages=pages, publisher=credits_of(message).publisher)
    choices: list[tuple[str, Button]] = [("add", AcceptOffer()), ("leave", DeclineOffer())]
    buttons = [
        InlineKeyboardButton(label("offer", name), callback_data=button.encode()) for name, button in choices
    ]
    return Reply(html, InlineKeyboardMarkup([buttons]))


HANDLERS: Handlers = [
    MessageHandler(NEW & Where(is_to_add), offer),
    CallbackQueryHandler(accept_or_decline, presses(AcceptOffer | DeclineOffer)),
]
