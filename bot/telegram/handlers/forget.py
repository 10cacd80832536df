"""/forget: shows what a chat and a person left, and deletes it when they say so."""

import asyncio
import re

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.runtime.app import App
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import name_of_user, new_message, place, writer_of
from index.conversations.erasure import Scope

Context = ContextTypes.DEFAULT_TYPE
_ALL, _MINE, _KEEP = "all", "mine", "keep"
# A choice, and whose it is; 0 for a group that speaks for itself. Anybody can send anything else.
_DATA = re.compile(r"f:(all|mine|keep):(\d{1,19})")


class ForgetHandlers:
    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._renderer = renderer

    async def forget(self, update: Update, context: Context) -> None:
        """Show what there is, with a button for each part of it that this person may have deleted."""
        message = new_message(update)
        user = writer_of(message)
        scopes = await _scopes(context.bot, message.chat, user, message.sender_chat)
        await send(message, await asyncio.to_thread(self._asking, message.chat, scopes, user.id if user else 0))

    async def press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        match = _DATA.fullmatch(query.data or "")
        chat, choice = query.message.chat, match[1] if match else ""
        if match is None:
            await acknowledge(query, label("notices", "gone"))
        elif int(match[2]) not in (0, query.from_user.id):
            await acknowledge(query, label("notices", "not_your_choice"))
        elif choice == _KEEP:
            await acknowledge(query)
            await edit(query, Reply(self._renderer.render("nothing_forgotten")))
        elif scope := (await _scopes(context.bot, chat, query.from_user)).get(choice):
            traces = await asyncio.to_thread(self._app.erasure.erase, scope)
            await acknowledge(query)
            await edit(query, Reply(self._renderer.render("forgotten", traces=traces)))
        else:
            await acknowledge(query, label("notices", "not_your_choice"))

    def _asking(self, chat: Chat, scopes: dict[str, Scope], chooser: int) -> Reply:
        left = {choice: self._app.erasure.count(scope) for choice, scope in scopes.items()}
        private = chat.type == Chat.PRIVATE
        html = self._renderer.render("forget", everything=left.get(_ALL), mine=left.get(_MINE), private=private)
        choices = [choice for choice, traces in left.items() if traces]
        if not choices:
            return Reply(html)
        rows = [
            [InlineKeyboardButton(label("forget", choice), callback_data=f"f:{choice}:{chooser}")]
            for choice in (*choices, _KEEP)
        ]
        return Reply(html, InlineKeyboardMarkup(rows))


async def _scopes(bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None) -> dict[str, Scope]:
    """Return what somebody may have forgotten here, by the choice in a button's data."""
    here = place(chat).name
    person = name_of_user(user) if user else None
    if chat.type == Chat.PRIVATE:  # with what they asked in groups
        return {_ALL: Scope(chat=here, person=person)}
    scopes = {_MINE: Scope(person=person, place=here)} if person else {}
    return {_ALL: Scope(chat=here), **scopes} if await administers(bot, chat, user, sender) else scopes
