"""What no other handler takes: unknown commands, and messages without a question."""

from telegram import Chat, Update
from telegram.ext import MessageHandler, filters

from bot.telegram.handlers.about import say_how_to_ask
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.filters import GROUPS, PRIVATE, Where
from bot.telegram.protocol.messages import (
    begins_with_command,
    calls_by_name,
    is_reply_to_bot,
    new_message,
    without_mention,
)


async def say_unknown_command(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    await context.say(message, "unknown_command", group=message.chat.type != Chat.PRIVATE)


_COMMAND = Where(begins_with_command)
_REPLY = Where(is_reply_to_bot)
_CALLED_BY_NAME = Where(lambda message: without_mention(message) is not None)

HANDLERS: Handlers = [
    MessageHandler(PRIVATE & _COMMAND, say_unknown_command),
    MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, say_how_to_ask),
    MessageHandler(GROUPS & Where(calls_by_name), say_unknown_command),
    MessageHandler(GROUPS & ~_COMMAND & (_CALLED_BY_NAME | _REPLY), say_how_to_ask),
]
