"""Choose the language of the answer: once for each update, before any other handler."""

import logging

from telegram import Update

from bot.rendering import languages
from bot.telegram.middleware.context import KutipContext
from bot.telegram.protocol.current_update import answer_in
from bot.telegram.protocol.places import name_of_chat
from bot.telegram.protocol.questions import question_in
from index.library import Library
from index.model.errors import StoreError
from index.query.small_talk import language_of_small_talk

_log = logging.getLogger(__name__)


async def choose_language(update: Update, context: KutipContext) -> None:
    """Answer in the language chosen for the chat, else for the person, else in that of the person's Telegram.

    Where none was chosen, small talk is answered in its own language: many phones in Indonesia speak English.
    """
    chat, user = update.effective_chat, update.effective_user
    ids = [someone.id for someone in (chat, user) if someone]  # a private chat has the id of its user
    chosen = (chosen_language(context.library, name_of_chat(each)) for each in ids)
    of_telegram = languages.best(user.language_code if user else None)
    answer_in(next(filter(None, chosen), None) or _small_talk_in(update) or of_telegram)


def _small_talk_in(update: Update) -> str | None:
    """Return the language of small talk, if the bot has words in it."""
    asked = question_in(update.message) if update.message else None
    spoken = language_of_small_talk(asked.question) if asked else None
    return spoken if spoken in languages.codes() else None


def chosen_language(library: Library, chat_name: str) -> str | None:
    """Return the language chosen for a chat, if the bot still has words in it."""
    try:
        chosen = library.chats.language(chat_name)
    except StoreError as error:  # an answer in another language is better than none
        _log.warning("the chosen languages cannot be read: %s", error)
        return None
    return chosen if chosen in languages.codes() else None
