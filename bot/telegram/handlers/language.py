"""/language: shows and changes the language of a chat."""

import asyncio

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.rendering import languages
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.middleware.language import choose_language, chosen_language
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import ChooseLanguage, decode
from bot.telegram.protocol.current_update import current_language
from bot.telegram.protocol.filters import calls, presses
from bot.telegram.protocol.labels import label, name_of_language
from bot.telegram.protocol.messages import argument, new_message
from bot.telegram.protocol.places import place

# Typed in place of a code, where each person is to be answered in the language of their Telegram.
_AS_IN_TELEGRAM = "auto"


async def show_or_set_language(update: Update, context: KutipContext) -> None:
    """Set the language behind the command or, without one, show those there are."""
    message = new_message(update)
    typed = argument(message)
    code = _named(typed)
    if not typed:
        await send(message, _shown(message.chat, context))
    elif code is None:
        name = languages.name_in(typed, current_language()) or f"“{typed}”"
        html = context.renderer.render("unknown_language", language=name)
        await send(message, Reply(html, _choices()))
    elif await administers(context.bot, message.chat, message.from_user, message.sender_chat):
        await _set(None if code == _AS_IN_TELEGRAM else code, message.chat, update, context)
        await send(message, _shown(message.chat, context))
    else:
        await context.say(message, "administrators_choose")


async def set_pressed_language(update: Update, context: KutipContext) -> None:
    query = update.callback_query
    pressed = decode(query.data) if query else None
    if query is None or not isinstance(query.message, Message) or not isinstance(pressed, ChooseLanguage):
        return
    chat, notice = query.message.chat, None
    if pressed.code not in (*languages.codes(), None):
        notice = label("notices", "gone")
    elif not await administers(context.bot, chat, query.from_user):
        notice = context.renderer.render("administrators_choose")
    else:
        await _set(pressed.code, chat, update, context)
    await acknowledge(query, notice)
    if notice is None:
        await edit(query, _shown(chat, context))


async def _set(code: str | None, chat: Chat, update: Update, context: KutipContext) -> None:
    """Keep the language of the chat, and answer in it from now on."""
    await asyncio.to_thread(context.library.chats.set_language, place(chat).name, code)
    await choose_language(update, context)


def _shown(chat: Chat, context: KutipContext) -> Reply:
    name = name_of_language(current_language())
    is_chosen = chosen_language(context.library, place(chat).name) is not None
    is_group = chat.type != chat.PRIVATE
    html = context.renderer.render("language", language=name, chosen=is_chosen, group=is_group)
    return Reply(html, _choices())


def _named(typed: str) -> str | None:
    """Return the code of a language that was typed as its code or its name, in it or in English."""
    if typed.casefold() in (_AS_IN_TELEGRAM, label("buttons", "as_in_telegram").casefold()):
        return _AS_IN_TELEGRAM
    called = {name_of_language(code).casefold(): code for code in languages.codes()}
    return called.get(typed.casefold()) or languages.code_named(typed)


def _choices() -> InlineKeyboardMarkup:
    choices: list[tuple[str, str | None]] = [(name_of_language(code), code) for code in languages.codes()]
    choices.append((label("buttons", "as_in_telegram"), None))
    rows = [[InlineKeyboardButton(text, callback_data=ChooseLanguage(code).encode())] for text, code in choices]
    return InlineKeyboardMarkup(rows)


HANDLERS: Handlers = [
    MessageHandler(calls("language"), show_or_set_language),
    CallbackQueryHandler(set_pressed_language, presses(ChooseLanguage)),
]
