"""Which language an update is answered in: found out first, and the same until the update is done."""

import logging

from telegram import Update
from telegram.ext import ContextTypes

from bot.rendering import languages
from bot.telegram.protocol.current_update import answer_in
from bot.telegram.protocol.messages import place
from index.library import Library
from index.model.errors import StoreError

_log = logging.getLogger(__name__)


class Speech:
    def __init__(self, library: Library) -> None:
        self._library = library

    async def listen(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """To be called before any other handler of the update, in the same task."""
        answer_in(self._language(update))

    def chosen_in(self, name: str) -> str | None:
        """Return the language chosen for a chat, if it is still one that there are words in."""
        try:
            chosen = self._library.chats.language(name)
        except StoreError as error:  # to be answered in another language is better than not at all
            _log.warning("the chosen languages cannot be read: %s", error)
            return None
        return chosen if chosen in languages.codes() else None

    def _language(self, update: Update) -> str:
        """Return what was chosen for the chat, else by the person for themselves, else that of their Telegram."""
        chat, user = update.effective_chat, update.effective_user
        names = [place(chat).name] if chat else []
        names += [f"chat:{user.id}"] if user else []  # a private chat has the number of its user
        chosen = next(filter(None, map(self.chosen_in, names)), None)
        return chosen or languages.best(user.language_code if user else None)
