"""/language: which language is spoken in a chat, and its change."""

import asyncio

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.rendering import languages
from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.language import Speech
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import ChooseLanguage, decode
from bot.telegram.protocol.current_update import current_language
from bot.telegram.protocol.labels import label, name_of_language
from bot.telegram.protocol.messages import argument, new_message, place
from index.library import Library

Context = ContextTypes.DEFAULT_TYPE
# In place of a code: none is chosen.
_AS_IN_TELEGRAM = "auto"


class LanguageHandlers:
    def __init__(self, library: Library, renderer: Renderer, speech: Speech) -> None:
        self._library = library
        self._renderer = renderer
        self._speech = speech

    async def language(self, update: Update, context: Context) -> None:
        """Set the language behind the command or, without one, show those there are."""
        message = new_message(update)
        typed = argument(message).casefold()
        if not typed:
            await send(message, self._shown(message.chat))
        elif typed not in (*languages.codes(), _AS_IN_TELEGRAM):
            codes = [*languages.codes(), _AS_IN_TELEGRAM]
            await send(message, Reply(self._renderer.render("unknown_language", typed=typed, codes=codes)))
        elif await administers(context.bot, message.chat, message.from_user, message.sender_chat):
            await self._choose(None if typed == _AS_IN_TELEGRAM else typed, message.chat, update, context)
            await send(message, self._shown(message.chat))
        else:
            await send(message, Reply(self._renderer.render("administrators_choose")))

    async def press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        chat, pressed = query.message.chat, decode(query.data)
        notice = None
        if not isinstance(pressed, ChooseLanguage) or pressed.code not in (*languages.codes(), None):
            notice = label("notices", "gone")
        elif not await administers(context.bot, chat, query.from_user):
            notice = self._renderer.render("administrators_choose")
        else:
            await self._choose(pressed.code, chat, update, context)
        await acknowledge(query, notice)
        if notice is None:
            await edit(query, self._shown(chat))

    async def _choose(self, code: str | None, chat: Chat, update: Update, context: Context) -> None:
        """Keep the choice for the chat, and go on in that language."""
        await asyncio.to_thread(self._library.chats.set_language, place(chat).name, code)
        await self._speech.listen(update, context)

    def _shown(self, chat: Chat) -> Reply:
        spoken = name_of_language(current_language())
        chosen = self._speech.chosen_in(place(chat).name)
        group = chat.type != chat.PRIVATE
        html = self._renderer.render("language", language=spoken, chosen=chosen is not None, group=group)
        choices: list[tuple[str, str | None]] = [(name_of_language(code), code) for code in languages.codes()]
        choices.append((label("buttons", "as_in_telegram"), None))
        rows = [
            [InlineKeyboardButton(text, callback_data=ChooseLanguage(code).encode())] for text, code in choices
        ]
        return Reply(html, InlineKeyboardMarkup(rows))
