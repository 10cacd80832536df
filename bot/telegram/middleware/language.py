"""Choose the language of the answer: once for each update, before any other handler."""

import logging

from telegram import Update

from bot.rendering import languages
from bot.telegram.middleware.context import KutipContext
from bot.telegram.protocol.current_update import answer_in
from bot.telegram.protocol.places import name_of_chat
from index.library import Library
from index.model.errors import StoreError

_log = logging.getLogger(__name__)


async def choose_language(update: Update, context: KutipContext) -> None:
    """Answer in the language chosen for the chat, else for the person, else in that of the person's Telegram."""
    chat, user = update.effective_chat, update.effective_user
    ids = [someone.id for someone in (chat, user) if someone]  # a private chat has the id of its user
    chosen = (chosen_language(context.library, name_of_chat(each)) for each in ids)
    answer_in(next(filter(None, chosen), None) or languages.best(user.language_code if user else None))


def chosen_language(library: Library, chat_name: str) -> str | None:
    """Return the language chosen for a chat, if the bot still has words in it."""
    try:
        chosen = library.chats.language(chat_name)
    except StoreError as error:  # an answer in another language is better than none
        _log.warning("the chosen languages cannot be read: %s", error)
        return None
    return chosen if chosen in languages.codes() else None
