"""/sources, /follow and /unfollow: the feeds whose articles a chat gets by themselves."""

import asyncio
import re

from telegram import CallbackQuery, Chat, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.channels.addresses import leads_to_channel
from bot.telegram.channels.connecting import connect
from bot.telegram.delivery.html import plain
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send, typing
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import FollowFeed, decode
from bot.telegram.protocol.filters import calls, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import argument, new_message
from bot.telegram.protocol.places import place
from bot.telegram.sources.choosing import chosen_feed, which_feed
from index.ingestion.reading.pool import Results
from index.model.errors import Fault, ReadError
from index.model.sources import Source
from index.syncing.new_source import MOST_STEPS, follow, only_feed, request_feed

# In digits.
_LONGEST_NUMBER = 9
_MOST_SHOWN = 30
# Text that cannot begin with a host, such as "(abc", gets no https:// before it: the error shows it as typed.
_HOST = re.compile(r"[^\W_]\S*$")
# Browsers hand addresses of feeds on as "feed:https://..." or "feed://...".
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=[^/])", re.IGNORECASE)


async def list_sources(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    here = place(message.chat)
    found = await asyncio.to_thread(context.library.source_stores.sources.all, here.libraries)
    found.sort(key=lambda source: source.library != here.own)
    await context.say(message, "sources", sources=found[:_MOST_SHOWN], count=len(found), own=here.own)


async def follow_feed(update: Update, context: KutipContext) -> None:
    """Follow the feed at an address, whose articles go to the chat's own library."""
    message = new_message(update)
    typed = argument(message).strip()
    if len(found := addresses_to_add(message, typed)) == 1:  # among other words, in brackets, before a full stop
        typed = found[0]
    if leads_to_channel(typed):
        await connect(update, context)
    elif not typed:
        await context.say(message, "how_to_follow")
    elif not await context.rights.edits_own(message):
        await context.say(message, "administrators_add")
    else:
        async with typing(message):
            reply = await _reply_to(typed, place(message.chat).own, context)
        await send(message, reply)


async def follow_pressed(update: Update, context: KutipContext) -> None:
    """Follow the feed of a button, and say so in its message."""
    query = update.callback_query
    pressed = decode(query.data) if query else None
    if query is None or not isinstance(query.message, Message) or not isinstance(pressed, FollowFeed):
        return
    chat, chosen = query.message.chat, chosen_feed(query.message, pressed.number)
    if chosen is None:
        await acknowledge(query, label("notices", "gone"))
    elif not await _may_follow(query, chat, context):
        await acknowledge(query, plain(context.renderer.render("administrators_add")))
    else:
        await acknowledge(query)
        await edit(query, await _reply_to(chosen, place(chat).own, context))


async def unfollow(update: Update, context: KutipContext) -> None:
    """Remove a source of the chat; its articles stay."""
    message = new_message(update)
    typed = argument(message).strip()
    if not (typed.isdecimal() and len(typed) <= _LONGEST_NUMBER):
        await list_sources(update, context)
    elif not await context.rights.edits_own(message):
        await context.say(message, "administrators_add")
    else:
        own = frozenset({place(message.chat).own})
        source = await asyncio.to_thread(context.library.source_stores.sources.remove, int(typed), own)
        await context.say(message, "unfollowed", source=source)


async def _may_follow(query: CallbackQuery, chat: Chat, context: KutipContext) -> bool:
    """Return whether who has pressed a button may change the library of its chat."""
    if await administers(context.bot, chat, query.from_user):
        return True
    return await asyncio.to_thread(context.rights.edits_shared, query.from_user)


async def _reply_to(typed: str, library: str, context: KutipContext) -> Reply:
    """Follow a feed, or ask which one where the address names several. Raises SourceError or ReadError."""
    try:
        source = await _followed(typed, library, context)
    except ReadError as error:
        if error.fault is not Fault.PAGE_WITH_FEEDS:
            raise
        return which_feed(error, context.renderer)
    return Reply(context.renderer.render("followed", source=source))


async def _followed(typed: str, library: str, context: KutipContext) -> Source:
    """Follow the feed at an address as people type it. Raises SourceError or ReadError."""
    typed = _FEED_SCHEME.sub("", typed)
    url = typed if "://" in typed or not _HOST.match(typed) else f"https://{typed}"
    results = await _requested(url, library, context)
    for _ in range(MOST_STEPS):
        if found := only_feed(results):
            url, results = found, await _requested(found, library, context)
    return await asyncio.to_thread(follow, context.library.source_stores, library, url, results)


async def _requested(url: str, library: str, context: KutipContext) -> Results | None:
    stores, agent = context.library.source_stores, context.library.config.agent
    asked = await asyncio.to_thread(request_feed, stores, context.bot_data.readings, url, agent, library)
    if asked is None:
        return None
    return await asyncio.wrap_future(asked)


HANDLERS: Handlers = [
    MessageHandler(calls("sources"), list_sources),
    MessageHandler(calls("follow"), follow_feed),
    MessageHandler(calls("unfollow"), unfollow),
    CallbackQueryHandler(follow_pressed, presses(FollowFeed)),
]
