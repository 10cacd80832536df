"""What happens to a chat as a whole: it moves, or the bot is removed or let in again."""

import asyncio

from telegram import Chat, ChatMember, Update
from telegram.constants import ParseMode
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import NEW
from bot.telegram.protocol.messages import new_message
from bot.telegram.protocol.places import name_of_chat
from index.store.identity.posts import channel

_OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)


async def move_group(update: Update, context: KutipContext) -> None:
    """Move what belongs to a group that became a supergroup. The old and the new chat report it, in any order."""
    message = new_message(update)
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    await asyncio.to_thread(context.library.transfers.transfer_chat, name_of_chat(old), name_of_chat(new))


async def note_membership(update: Update, context: KutipContext) -> None:
    """Send nothing to a chat that blocked or removed the bot, until it is let in again. Greet a new group.

    A channel keeps what it is connected to, and its posts come again when the bot is back.
    """
    if not (changed := update.my_chat_member):
        return
    if changed.chat.type == Chat.CHANNEL:
        channels = context.library.source_stores.channels
        note = channels.leave if changed.new_chat_member.status in _OUTSIDE else channels.enter
        await asyncio.to_thread(note, channel(changed.chat.id))
        return
    unreachable, inbox = context.bot_data.unreachable, context.bot_data.inbox
    if changed.new_chat_member.status in _OUTSIDE:
        await unreachable.add(changed.chat.id)
        await asyncio.to_thread(inbox.drop, name_of_chat(changed.chat.id), update.update_id)
        return
    await unreachable.discard(changed.chat.id)
    if changed.old_chat_member.status in _OUTSIDE and changed.chat.type in (Chat.GROUP, Chat.SUPERGROUP):
        await context.bot.send_message(changed.chat.id, context.renderer.render("hello"), ParseMode.HTML)


HANDLERS: Handlers = [
    MessageHandler(NEW & filters.StatusUpdate.MIGRATE, move_group),
    ChatMemberHandler(note_membership, ChatMemberHandler.MY_CHAT_MEMBER),
]
