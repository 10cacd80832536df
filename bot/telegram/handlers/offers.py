"""In private, the bot offers to add a file, a forwarded post, a link or an article that is sent without a word.

The offer is a reply to that message, and adds what it replies to, so nothing of what is only offered is kept.
"""

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send, typing
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.callback_data import AcceptOffer, DeclineOffer, decode
from bot.telegram.protocol.filters import NEW, Where, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import new_message, replied_to, text_of
from bot.telegram.protocol.places import place
from bot.telegram.protocol.questions import is_to_add
from bot.telegram.replies.adding import bad_address
from bot.telegram.replies.offering import offer_to_add
from bot.telegram.replies.to_add import is_article, joined, texts_to_add
from index.model.errors import ReadError


async def offer(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    if message.document and (refusal := context.bot_data.adder.unreadable(message.document)):
        await send(message, Reply(context.renderer.error(refusal)), quoting=True)
    elif refusals := _bad_addresses(message):
        lines = [context.renderer.error(refusal) for refusal in refusals]
        if len(refusals) < len(addresses_to_add(message)):
            offered = offer_to_add(message, context.renderer)
            await send(message, replace(offered, html="\n".join([*lines, "", offered.html])), quoting=True)
        else:
            await send(message, Reply("\n".join(lines)))
    elif message.document or is_article(message, text_of(message)):
        await send(message, offer_to_add(message, context.renderer), quoting=True)
    else:  # a forwarded sticker or word, say
        await context.say(message, "nothing_to_add")


def _bad_addresses(message: Message) -> list[ReadError]:
    """Return the errors of the addresses of a message that lead to no public web page."""
    addresses = () if message.document else addresses_to_add(message)
    return [error for one in addresses if (error := bad_address(one))]


async def accept_or_decline(update: Update, context: KutipContext) -> None:
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    offered, is_private = replied_to(query.message), query.message.chat.type == query.message.chat.PRIVATE
    if isinstance(decode(query.data), DeclineOffer):
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("left_out")))
    elif offered and is_private and (offered.document or is_article(offered, text_of(offered))):
        await acknowledge(query)
        await _accept(query, query.message, offered, update.update_id, context)
    else:
        await acknowledge(query, label("notices", "offer_gone"))


async def _accept(
    query: CallbackQuery, shown: Message, offered: Message, update_id: int, context: KutipContext
) -> None:
    """Add what is offered, once, and show at once that this has begun; a second press changes nothing."""
    here, accept = place(shown.chat), context.bot_data.inbox.sent.accept
    if not await asyncio.to_thread(accept, here.name, shown.message_id, update_id):
        return
    adder, own, owner = context.bot_data.adder, here.own, query.from_user.id
    await edit(query, Reply(context.renderer.render("adding")))
    async with typing(offered):
        if offered.document:
            reply = await adder.add_document(offered.document, own, owner)
        else:
            reply = joined([await adder.add_text(each, offered, own, owner) for each in texts_to_add(offered)])
    await edit(query, reply)


HANDLERS: Handlers = [
    MessageHandler(NEW & Where(is_to_add), offer),
    CallbackQueryHandler(accept_or_decline, presses(AcceptOffer | DeclineOffer)),
]
