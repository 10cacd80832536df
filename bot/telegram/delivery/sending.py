"""Send replies, edits and notices, the same way everywhere."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.delivery.html import fitting, plain
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.current_update import current_update

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)
_NOTHING_TO_EDIT = ("not modified", "to edit not found", "can't be edited")
# In seconds. Telegram shows it for five.
_TYPES_AFTER, _TYPES_AGAIN_AFTER = 1.0, 4.0
# Takes a text and its parse mode.
_Send = Callable[..., Awaitable[object]]


async def send(message: Message, reply: Reply, *, quoting: bool = False) -> int | None:
    """Reply to a message, and return the id of the reply, None if it takes several messages.

    In a group, where others talk meanwhile, or if ``quoting``, the reply quotes it.
    """
    pieces, sent = fitting(reply.html), None
    for number, piece in enumerate(pieces, 1):
        keyboard = reply.keyboard if number == len(pieces) else None
        sent = await _as_html(_replying(message, keyboard, quoting), piece, keyboard)
    return sent.message_id if isinstance(sent, Message) and len(pieces) == 1 else None


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show in the chat that the bot types, if the block takes longer than a second."""
    task = asyncio.create_task(_type(message))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _type(message: Message) -> None:
    await asyncio.sleep(_TYPES_AFTER)
    with suppress(TelegramError):
        while True:
            await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(_TYPES_AGAIN_AFTER)


async def edit(query: CallbackQuery, reply: Reply) -> None:
    """Show the reply in the message whose button was pressed."""
    await _edit(query.edit_message_text, reply)


async def edit_reply(message: Message, reply_id: int, reply: Reply) -> None:
    """Show another reply to a message in the one that it has."""
    change = partial(message.get_bot().edit_message_text, chat_id=message.chat.id, message_id=reply_id)
    await _edit(change, reply)


async def _edit(edit_text: _Send, reply: Reply) -> None:
    change = partial(edit_text, reply_markup=reply.keyboard, link_preview_options=_NO_PREVIEW)
    try:
        await _as_html(change, reply.html, reply.keyboard)
    except BadRequest as error:
        # A second press finds the edit already made, or the message was deleted meanwhile.
        if not any(words in error.message.lower() for words in _NOTHING_TO_EDIT):
            raise


async def acknowledge(query: CallbackQuery, notice: str | None = None, *, alert: bool = True) -> None:
    """Stop the button's spinner, and show a notice. This fails silently for a press that has waited too long.

    An ``alert`` has to be closed by the person; any other notice disappears by itself.
    """
    with suppress(TelegramError):
        await query.answer(notice, show_alert=alert and notice is not None)


def _without_links(keyboard: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    rows = [[button for button in row if not button.url] for row in keyboard.inline_keyboard]
    return InlineKeyboardMarkup([row for row in rows if row])


def _replying(message: Message, keyboard: InlineKeyboardMarkup | None, quoting: bool) -> _Send:
    return partial(
        message.reply_text,
        reply_markup=keyboard,
        link_preview_options=_NO_PREVIEW,
        do_quote=quoting or message.chat.type != Chat.PRIVATE,
        allow_sending_without_reply=True,
    )


async def _as_html(send_text: _Send, html: str, keyboard: InlineKeyboardMarkup | None) -> object:
    """Send a text as HTML. Where Telegram refuses it, send plain text; where it refuses a link, leave that out."""
    try:
        sent = await send_text(html, parse_mode=ParseMode.HTML)
    except BadRequest as error:
        refused = error.message.lower()
        if "can't parse entities" in refused:
            _log.error("Telegram refused HTML of ours, so the text was sent without its marks")
            sent = await send_text(plain(html), parse_mode=None)
        elif keyboard and "button" in refused and "url" in refused:
            _log.warning("Telegram refused the link of a button, so the text was sent without it")
            sent = await send_text(html, parse_mode=ParseMode.HTML, reply_markup=_without_links(keyboard))
        else:
            raise
    current_update().record.delivered()
    return sent
