"""/connect and /disconnect: the channels whose posts become articles of a chat."""

import asyncio
from typing import NamedTuple

from telegram import Chat, ChatFullInfo, ChatMember, Message, MessageOriginChannel, Update, User
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot, MessageHandler

from bot.telegram.channels.addresses import named_channel
from bot.telegram.channels.posts import channel_of
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import calls
from bot.telegram.protocol.messages import argument, new_message, replied_to
from bot.telegram.protocol.places import place, writer_of
from index.model.errors import ChatServiceError, Fault
from index.model.records import SHARED
from index.model.sources import CHANNEL, Source
from index.store.identity.posts import channel

_IN_CHARGE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_GETS_POSTS = (*_IN_CHARGE, ChatMember.MEMBER)
# In digits.
_LONGEST_NUMBER = 9


class Order(NamedTuple):
    """The arguments of /connect or /disconnect: a channel, if one is named, and the library to change."""

    typed: str
    library: str


async def connect(update: Update, context: KutipContext) -> None:
    """Connect a channel to the library of the chat, or to the shared one, for those who may change both."""
    message = new_message(update)
    order, user = _order(message), writer_of(message)
    if refusal := await _refusal(message, order, context):
        await context.say(message, refusal)
    elif user is None:
        await context.say(message, "not_connected", reason="anonymous", typed="")
    elif (named := await _named(message, order.typed, context.bot)) is None:
        await context.say(message, "how_to_connect")
    else:
        found = await _find(context.bot, named)
        reason = "unknown" if found is None else await _objection(context.bot, found, user)
        if found is None or reason:
            await context.say(message, "not_connected", reason=reason, typed=order.typed)
            return
        channels = context.library.source_stores.channels
        source, is_new = await asyncio.to_thread(channels.connect, order.library, channel_of(found))
        await context.say(message, "connected", source=source, is_new=is_new, shared=order.library == SHARED)


async def disconnect(update: Update, context: KutipContext) -> None:
    """Let a channel go; its articles stay."""
    message = new_message(update)
    order = _order(message)
    if refusal := await _refusal(message, order, context):
        await context.say(message, refusal)
    elif not order.typed:
        await context.say(message, "how_to_disconnect")
    elif (source := await _connected(order, context)) is None:
        await context.say(message, "not_connected", reason="never", typed=order.typed)
    else:
        remove = context.library.source_stores.sources.remove
        await asyncio.to_thread(remove, source.id, frozenset({order.library}))
        await context.say(message, "unfollowed", source=source)


def _order(message: Message) -> Order:
    words = argument(message).split()
    is_shared = bool(words) and words[-1].lower() == SHARED
    typed = " ".join(words[:-1] if is_shared else words)
    return Order(typed, SHARED if is_shared else place(message.chat).own)


async def _refusal(message: Message, order: Order, context: KutipContext) -> str | None:
    """Return the template that says why somebody may not change the library."""
    if order.library != SHARED:
        return None if await context.rights.edits_own(message) else "administrators_add"
    may = await asyncio.to_thread(context.rights.edits_shared, writer_of(message))
    return None if may else "editors_share"


async def _named(message: Message, typed: str, bot: ExtBot[None]) -> int | str | None:
    """Return the channel that is typed, that of the post replied to or, in a group, the one that it discusses."""
    if typed:
        return named_channel(typed)
    replied = replied_to(message)
    if replied and isinstance(replied.forward_origin, MessageOriginChannel):
        return replied.forward_origin.chat.id
    if message.chat.type == Chat.PRIVATE:
        return None
    try:
        return (await bot.get_chat(message.chat.id)).linked_chat_id
    except (BadRequest, Forbidden):
        return None
    except TelegramError as error:
        raise ChatServiceError(Fault.TELEGRAM_SILENT) from error


async def _find(bot: ExtBot[None], named: int | str) -> ChatFullInfo | None:
    """Return the chat of a name or number, None where the bot sees none. Raises ChatServiceError."""
    try:
        return await bot.get_chat(named)
    except (BadRequest, Forbidden):
        return None
    except TelegramError as error:
        raise ChatServiceError(Fault.TELEGRAM_SILENT) from error


async def _objection(bot: ExtBot[None], found: ChatFullInfo, user: User) -> str | None:
    """Return why a chat cannot be connected by somebody: who connects a channel has to be in charge of it."""
    if found.type != Chat.CHANNEL:
        return "no_channel"
    if await _status(bot, found, bot.id) not in _GETS_POSTS:
        return "outside"
    return None if await _status(bot, found, user.id) in _IN_CHARGE else "not_yours"


async def _status(bot: ExtBot[None], chat: ChatFullInfo, user_id: int) -> str | None:
    try:
        return (await bot.get_chat_member(chat.id, user_id)).status
    except (BadRequest, Forbidden):
        return None
    except TelegramError as error:
        raise ChatServiceError(Fault.TELEGRAM_SILENT) from error


async def _connected(order: Order, context: KutipContext) -> Source | None:
    """Return the connected channel with this number, name or link, also by a name that it has only now."""
    stores = context.library.source_stores
    if order.typed.isdecimal() and len(order.typed) <= _LONGEST_NUMBER:
        found = await asyncio.to_thread(stores.sources.get, int(order.typed), frozenset({order.library}))
        return found if found.kind == CHANNEL else None
    named = named_channel(order.typed)
    if named is None:
        return None
    name = channel(named) if isinstance(named, int) else named.removeprefix("@")
    source = await asyncio.to_thread(stores.channels.find, order.library, name)
    if source is None and (chat := await _find(context.bot, named)) is not None:
        source = await asyncio.to_thread(stores.channels.find, order.library, channel(chat.id))
    return source


HANDLERS: Handlers = [
    MessageHandler(calls("connect"), connect),
    MessageHandler(calls("disconnect"), disconnect),
]
