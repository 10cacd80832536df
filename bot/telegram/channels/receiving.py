"""Posts of channels and their edits. Nothing is ever said in a channel."""

import asyncio
import logging

from telegram import Update
from telegram.ext import MessageHandler

from bot.telegram.channels.posts import channel_of, is_readable, post_of
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import POSTS
from index.model.errors import StoreError

_log = logging.getLogger(__name__)
# Seconds before each new attempt to store a post, which does not come again.
_AGAIN_AFTER = (1.0, 5.0)


async def take_post(update: Update, context: KutipContext) -> None:
    """Store a post in each library that its channel is connected to. Raises StoreError or EngineError."""
    message, edited = update.channel_post, update.edited_channel_post
    post = message or edited
    if post is None or not is_readable(post):
        return
    changed_at = (edited.edit_date if edited else None) or post.date
    if await context.bot_data.posts.count(post.chat.id, changed_at.timestamp()):
        _log.warning("a channel posts too often: a post is left out")
        return
    store, is_edit = context.library.channel_posts.store, edited is not None
    seen, read, album = channel_of(post.chat), post_of(post), post.media_group_id
    for wait in _AGAIN_AFTER:
        try:
            await asyncio.to_thread(store, seen, read, album, is_edit=is_edit)
        except StoreError as error:
            _log.warning("a post cannot be stored now: %s", error.fault)
            await asyncio.sleep(wait)
        else:
            return
    await asyncio.to_thread(store, seen, read, album, is_edit=is_edit)


HANDLERS: Handlers = [MessageHandler(POSTS, take_post)]
