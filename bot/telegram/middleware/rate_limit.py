"""Answer only so many questions of a chat in a minute; tell it once that it has to wait."""

from math import ceil
from time import time

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.middleware.context import KutipContext
from bot.telegram.protocol.messages import is_chatter, text_of
from bot.telegram.protocol.places import writer_of
from bot.telegram.protocol.questions import question_in


async def check_rate(update: Update, context: KutipContext) -> None:
    """Count what counts, and raise ApplicationHandlerStop for what is too much."""
    if update.message and _counts(update) and not await _may_ask(update.message, context):
        raise ApplicationHandlerStop


def _counts(update: Update) -> bool:
    """Return whether an update counts: in private a question, in a group all that is addressed to the bot.

    There each reply counts towards Telegram's limit.
    """
    message = update.message
    if message is None:
        return False
    if message.chat.type == Chat.PRIVATE:
        return question_in(message) is not None
    return bool(text_of(message)) and not is_chatter(update)


async def _may_ask(message: Message, context: KutipContext) -> bool:
    if context.rights.is_operator(writer_of(message)):
        return True
    questions, asked_at = context.bot_data.questions, message.date.timestamp()
    seconds = questions.wait(message.chat.id, asked_at)
    if seconds and questions.should_tell(message.chat.id, asked_at):
        # This reply has waited for the answers to the questions before.
        left = seconds - max(0.0, time() - asked_at)
        most = questions.most_of(message.chat.id)
        await context.say(message, "too_many_questions", most=most, seconds=max(1, ceil(left)))
    return not seconds
