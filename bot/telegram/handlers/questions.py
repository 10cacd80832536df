"""Questions, in private and in groups."""

import asyncio
import logging
from dataclasses import replace
from time import time

from telegram import Chat, Message, Update
from telegram.ext import MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import edit_reply, send, typing
from bot.telegram.middleware.context import Handlers, KutipContext, Services
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.filters import EDITED, NEW, Where
from bot.telegram.protocol.messages import argument, is_by, new_message
from bot.telegram.protocol.places import Place, asker_of, place, writer_of
from bot.telegram.protocol.questions import Asked, question_in
from bot.telegram.replies.about_read import WITHOUT_WORDS, ReadingAnswers, may_be_added
from bot.telegram.replies.about_text import is_talk, short_text_asked_about, texts_asked_about
from bot.telegram.replies.checked import may_be_quotation, with_check
from bot.telegram.replies.follow_up import earlier_in, shows_article
from bot.telegram.replies.offering import offer_to_add
from bot.telegram.replies.sent_answers import answer_to, note_answer
from index.ingestion.reading.requests import TextRequest
from index.model.errors import StoreError
from index.model.records import Answer, Reason, Verdict
from index.model.small_talk import SmallTalk
from index.model.stages import Stage, lap
from index.query.asking import is_question
from index.query.continuation import is_answered_by
from index.query.small_talk import small_talk_in

_log = logging.getLogger(__name__)
_ANSWERED_IN_GROUPS = {
    SmallTalk.HELP,
    SmallTalk.IDENTITY,
    SmallTalk.HOW_ARE_YOU,
    SmallTalk.REQUEST,
    SmallTalk.TEST,
    SmallTalk.GREETING,
}


async def answer_question(update: Update, context: KutipContext) -> None:
    message = new_message(update)
    if asked := question_in(message):
        small_talk = _small_talk_in(message, asked)
        if small_talk and message.chat.type != Chat.PRIVATE and small_talk not in _ANSWERED_IN_GROUPS:
            current_update().record.ready(Verdict.NOT_FOUND)
            return
        async with typing(message):
            reply = await reply_to(message, asked, context)
        may_quote = not small_talk and may_be_quotation(argument(message))
        answer_id = await send(message, with_check(reply) if may_quote else reply, quoting=may_quote)
        await note_answer(context.bot_data.inbox.sent, message, answer_id)
        if may_be_added(message, asked):
            await send(message, offer_to_add(message, context.renderer), quoting=True)


async def answer_again(update: Update, context: KutipContext) -> None:
    """Show the answer to an edited question in place of the one before, if the chat may still ask."""
    message = update.edited_message
    asked = question_in(message) if message else None
    if message is None or asked is None:
        return
    answer_id = await answer_to(context.bot_data.inbox.sent, message)
    if answer_id is not None and await _may_ask_again(message, context.bot_data):
        await edit_reply(message, answer_id, await reply_to(message, asked, context))


def _small_talk_in(message: Message, asked: Asked) -> SmallTalk | None:
    """Return what a message says if it is small talk, and no question about what it has or replies to."""
    small_talk = small_talk_in(asked.question)
    if small_talk is None or not is_question(asked.question):
        return small_talk
    bot_id = message.get_bot().id
    is_about_answer = is_by(bot_id, asked.replied) and asked.replied and shows_article(asked.replied)
    is_about = asked.pages or asked.file or is_about_answer or texts_asked_about(asked, bot_id)
    return None if is_about else small_talk


async def _may_ask_again(message: Message, services: Services) -> bool:
    """Count the question of an edit, and return whether it is within the limits of its chat and its writer."""
    writer, now = writer_of(message), time()
    if await services.questions.count(message.chat.id, now):
        return False
    return writer is None or not await services.questions_of_people.count(writer.id, now)


async def reply_to(message: Message, asked: Asked, context: KutipContext) -> Reply:
    """Return the answer to what a message asks, or what is said in its place."""
    services = context.bot_data
    reading = ReadingAnswers(services.library, services.adder, services.replies, services.renderer)
    verdict = Verdict.NOT_FOUND
    if small_talk := _small_talk_in(message, asked):
        reply = Reply(context.renderer.render("small_talk", kind=small_talk))
    elif asked.file:
        verdict, reply = await reading.from_file(message, asked.file, asked)
    elif asked.pages:
        verdict, reply = await reading.from_pages(message, asked)
    elif texts := texts_asked_about(asked, message.get_bot().id):
        verdict, reply = await reading.from_texts(message, texts, asked)
    else:
        verdict, reply = await _from_library_or_talk(reading, services, message, asked)
    current_update().record.ready(verdict)
    return reply


async def _from_library_or_talk(
    reading: ReadingAnswers, services: Services, message: Message, asked: Asked
) -> tuple[Verdict, Reply]:
    """Return the answer of the library, or of the short text that a message replies to if that answers surely.

    What somebody passed on is asked before the library, and talk after it.
    """
    short = short_text_asked_about(asked, message.get_bot().id)
    if short and is_answered_by(asked.question, short.text):  # "jam berapa?" has nothing to find another text by
        return reading.short_text(message, short)
    comes_first = short is not None and asked.replied is not None and not is_talk(asked.replied)
    if short and comes_first and (found := await reading.from_short_text(message, short, asked)):
        return found
    verdict, reply = await asyncio.to_thread(_answered, services, message, asked, short)
    if short and not comes_first and verdict is not Verdict.FOUND:
        return await reading.from_short_text(message, short, asked) or (verdict, reply)
    return verdict, reply


def _answered(
    services: Services, message: Message, asked: Asked, talk: TextRequest | None
) -> tuple[Verdict, Reply]:
    """Return the answer to a message from what its chat may ask.

    A question without words of its own, such as "kapan?", is asked with those of the ``talk`` that it replies to.
    """
    here, renderer = place(message.chat), services.renderer
    is_ours = is_by(message.get_bot().id, asked.replied)
    earlier = earlier_in(asked.replied, services.library, here) if asked.replied and is_ours else None
    answer = services.library.ask(asked.question, here.libraries, earlier)
    if earlier and answer.reason in WITHOUT_WORDS and not answer.closest.quotes:
        article, paragraphs = services.library.article(earlier.article, here.libraries)
        return answer.verdict, Reply(renderer.render("lead", title=article.title, text=paragraphs[0].text))
    if talk and answer.reason is Reason.NO_WORDS:
        answer = services.library.ask(f"{talk.text} {asked.question}", here.libraries)
    answer_id = _saved(services, answer, here, asker_of(message))
    with services.library.stages.watching():
        reply = services.replies.answer(answer, answer_id)
        lap(Stage.RENDERING)
    shown = answer.closest.quotes
    if asked.is_elsewhere:
        hint = renderer.render("reply_elsewhere")
        reply = replace(reply, html=f"{reply.html}\n\n{hint}")
    elif earlier and shown and shown[0].article.id != earlier.article:
        hint = renderer.render("another_article")
        reply = replace(reply, html=f"{hint}\n\n{reply.html}")
    return answer.verdict, reply


def _saved(services: Services, answer: Answer, asked_in: Place, asker: str | None) -> str | None:
    """Return the id of an answer that gets buttons. If it cannot be kept, it is shown without buttons."""
    shown = answer.closest
    if not shown.quotes:
        return None
    try:
        return services.library.answers.save(shown, asked_in.name, asker)
    except StoreError as error:
        _log.warning("an answer could not be kept: %s", error)
        return None


HANDLERS: Handlers = [
    MessageHandler(NEW & Where(question_in), answer_question),
    MessageHandler(EDITED & Where(question_in), answer_again),
]
