"""Sending a reply, the same way everywhere."""

from telegram import CallbackQuery, Chat, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.activity import current
from bot.telegram.replies import Reply

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message, reply: Reply) -> None:
    """Reply to a message: in a group below the question, as others talk meanwhile."""
    await message.reply_text(
        reply.html,
        parse_mode=ParseMode.HTML,
        reply_markup=reply.keyboard,
        link_preview_options=_NO_PREVIEW,
        do_quote=message.chat.type != Chat.PRIVATE,
        allow_sending_without_reply=True,
    )
    current().delivered()


async def edit(query: CallbackQuery, reply: Reply) -> None:
    """Show the reply in the message whose button was pressed."""
    try:
        await query.edit_message_text(
            reply.html, parse_mode=ParseMode.HTML, reply_markup=reply.keyboard, link_preview_options=_NO_PREVIEW
        )
    except BadRequest as error:
        # Pressed twice: the first press has already done it.
        if "not modified" not in error.message.lower():
            raise
    current().delivered()
