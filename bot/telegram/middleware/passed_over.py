"""Pass over messages that need no reply: the rest of an album, and quotes sent through the bot.

So does a post of a channel in the group that discusses it, where Telegram repeats it.
"""

from telegram import Chat, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.middleware.context import KutipContext


async def pass_over(update: Update, context: KutipContext) -> None:
    """Raise ApplicationHandlerStop for the rest of an album in private, our inline results and channels' posts."""
    message = update.message
    if message is None:
        return
    is_ours = message.via_bot is not None and message.via_bot.id == context.bot.id
    is_rest = message.chat.type == Chat.PRIVATE and await context.bot_data.albums.is_rest(
        message, update.update_id
    )
    if is_ours or is_rest or message.is_automatic_forward:
        raise ApplicationHandlerStop
