"""Answer only so many questions of a chat and of a person in a minute; say which ones are not answered.

Inline queries above the limit get no answer: Telegram shows that nothing is found.
"""

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
    query = update.inline_query
    if query and await context.bot_data.inline_queries.count(query.from_user.id, time()):
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
    writer, asked_at = writer_of(message), message.date.timestamp()
    if context.rights.is_operator(writer):
        return True
    of_chat, of_people = context.bot_data.questions, context.bot_data.questions_of_people
    seconds, limited, asker = await of_chat.count(message.chat.id, asked_at), of_chat, message.chat.id
    if writer and not seconds:
        seconds, limited, asker = await of_people.count(writer.id, asked_at), of_people, writer.id
    refusals = context.bot_data.refusals
    if seconds and not refusals.add(message, asked_at):
        # This reply has waited for the answers to the questions before.
        left = max(1, ceil(seconds - max(0.0, time() - asked_at)))
        refusals.begin(message, asked_at + seconds, left, context.renderer)
        most, of_person = limited.most_of(asker), limited is of_people
        await context.say(message, "too_many_questions", most=most, seconds=left, of_person=of_person)
    return not seconds
