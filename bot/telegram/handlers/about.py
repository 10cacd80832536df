"""What the bot says about itself: /start, /help, /privacy, and how to ask."""

import asyncio

from telegram import Chat, Update
from telegram.ext import MessageHandler

from bot.telegram.delivery.sending import send
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.commands import usable_by
from bot.telegram.protocol.deep_links import ArticleLink, link_of
from bot.telegram.protocol.filters import calls
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import argument, new_message
from bot.telegram.protocol.places import place
from bot.telegram.protocol.questions import is_reply_elsewhere


async def start(update: Update, context: KutipContext) -> None:
    """Send the first page or, by a deep link, an article. Raises MissingError."""
    message = new_message(update)
    link = link_of(argument(message))
    if isinstance(link, ArticleLink):
        libraries = place(message.chat).libraries
        await send(message, await asyncio.to_thread(context.replies.article, link.number, libraries, 0))
    else:
        await context.say(message, "start" if message.chat.type == Chat.PRIVATE else "start_in_group")


async def show_help(update: Update, context: KutipContext) -> None:
    """Send the manual: a short one in a group; in private, with what only some may do."""
    message = new_message(update)
    if message.chat.type != Chat.PRIVATE:
        await context.say(message, "help_in_group")
        return
    audience = await asyncio.to_thread(context.rights.audience_of, message.from_user)
    await context.say(message, "help", commands=[command.name for command in usable_by(audience)])


async def show_privacy(update: Update, context: KutipContext) -> None:
    settings = context.bot_data.settings
    await context.say(
        new_message(update),
        "privacy",
        days=settings.kutip_keep_answers_days,
        server=settings.kutip_database is not None,
        several=settings.receives_jointly,
    )


async def say_how_to_ask(update: Update, context: KutipContext) -> None:
    """Explain how to ask, after /ask without a question, a bare mention, a sticker, a place, a contact."""
    message = new_message(update)
    if is_reply_elsewhere(message):
        await context.say(message, "reply_elsewhere")
        return
    is_spoken = bool(message.voice or message.audio or message.video_note)
    is_group = message.chat.type != Chat.PRIVATE
    has_links = bool(addresses_to_add(message))
    await context.say(
        message, "how_to_ask", group=is_group, spoken=is_spoken, written=bool(message.text), linked=has_links
    )


HANDLERS: Handlers = [
    MessageHandler(calls("ask"), say_how_to_ask),
    MessageHandler(calls("start"), start),
    MessageHandler(calls("help"), show_help),
    MessageHandler(calls("privacy"), show_privacy),
]
