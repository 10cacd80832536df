"""Answer an album once, and not each photo in it."""

from telegram import Chat, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.middleware.context import KutipContext


async def check_album(update: Update, context: KutipContext) -> None:
    """Raise ApplicationHandlerStop for a private message that only completes an album."""
    message = update.message
    if message and message.chat.type == Chat.PRIVATE and context.bot_data.albums.is_rest(message):
        raise ApplicationHandlerStop
