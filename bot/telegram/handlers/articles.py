"""Articles in a chat: /articles, /article, /add, /remove and, for those who may, /share."""

import asyncio

from telegram import Message, Update
from telegram.ext import MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send, typing
from bot.telegram.handlers.removals import ask_before_removing
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import calls
from bot.telegram.protocol.links import links_in
from bot.telegram.protocol.messages import argument, is_by, marked_text, new_message, replied_to, text_of
from bot.telegram.protocol.places import place, sender_of, writer_of
from bot.telegram.protocol.questions import file_replied_to, is_reply_elsewhere
from bot.telegram.replies.to_add import is_article, joined, texts_to_add
from index.model.records import SHARED

# Of digits.
_LONGEST_NUMBER = 9


async def list_articles(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    here = place(message.chat)
    await send(message, await asyncio.to_thread(context.replies.articles, here.own, here.libraries, 0))


async def show_article(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    if (number := await _number(message, context)) is not None:
        libraries = place(message.chat).libraries
        await send(message, await asyncio.to_thread(context.replies.article, number, libraries, 0))


async def add(update: Update, context: KutipContext) -> None:
    """Add a file, the text behind the command, or the message that it replies to."""
    message = new_message(update)
    if await context.rights.edits_own(message):
        await _add(message, context, place(message.chat).own, "how_to_add")
    else:
        await context.say(message, "administrators_add")


async def remove(update: Update, context: KutipContext) -> None:
    """Remove an article of the chat's own library, or of the shared one, for those who may."""
    message = new_message(update)
    here, user = place(message.chat), writer_of(message)
    if (number := await _number(message, context)) is None:
        return
    found, _ = await asyncio.to_thread(context.library.article, number, here.libraries)
    if found.library == here.own and not await context.rights.edits_own(message):
        await context.say(message, "administrators_add")
    elif found.library != here.own and not await asyncio.to_thread(context.rights.edits_shared, user):
        await context.say(message, "not_yours", article=found)
    elif found.library != here.own:
        await ask_before_removing(message, found, context)
    else:
        await asyncio.to_thread(context.library.remove, number, frozenset({found.library}))
        await context.say(message, "removed", article=found, returns=False)


async def share(update: Update, context: KutipContext) -> None:
    """Add to the shared library, or move an article of this chat there."""
    message = new_message(update)
    typed = argument(message)
    if not await asyncio.to_thread(context.rights.edits_shared, writer_of(message)):
        await context.say(message, "editors_share")
    elif _is_number(typed) and not message.document:
        own = frozenset({place(message.chat).own})
        transfer = context.library.transfers.transfer_article
        article = await asyncio.to_thread(transfer, int(typed), own, SHARED)
        await context.say(message, "shared", article=article)
    else:
        await _add(message, context, SHARED, "how_to_share")


async def _add(message: Message, context: KutipContext, library: str, manual: str) -> None:
    """Add what stands in a message or in the one that it replies to; without either, send the manual."""
    replied, adder = replied_to(message), context.bot_data.adder
    if is_by(context.bot.id, replied):
        replied = None  # the bot's own words are nobody's article
    owner = sender_of(message)
    text = "" if message.document else argument(message) or ("" if replied else marked_text(message) or "")
    document = message.document or (None if text else file_replied_to(message))
    origin = message if text else replied
    text = text or text_of(replied)
    if document:
        if refusal := adder.unreadable(document):
            raise refusal
        async with typing(message):
            reply = await adder.add_document(document, library, owner)
        await send(message, reply)
    elif origin and is_article(origin, text):
        async with typing(message):
            replies = [await adder.add_text(each, origin, library, owner) for each in texts_to_add(origin, text)]
        if left_out := links_in(origin, text).left_out:
            replies.append(Reply(context.renderer.render("links_left_out", left_out=left_out)))
        await send(message, joined(replies))
    elif is_reply_elsewhere(message) and not text:
        await context.say(message, "add_elsewhere", command="share" if library == SHARED else "add")
    else:
        await context.say(message, manual)


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= _LONGEST_NUMBER


async def _number(message: Message, context: KutipContext) -> int | None:
    typed = argument(message)
    if _is_number(typed):
        return int(typed)
    await context.say(message, "which_number", typed=typed)
    return None


HANDLERS: Handlers = [
    MessageHandler(calls("articles"), list_articles),
    MessageHandler(calls("article"), show_article),
    MessageHandler(calls("add"), add),
    MessageHandler(calls("remove"), remove),
    MessageHandler(calls("share"), share),
]
