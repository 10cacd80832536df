"""/forget: shows what a chat and a person left, and deletes it when they say so."""

import asyncio

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import ChooseDeletion, Deletion, decode
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import name_of_user, new_message, place, writer_of
from index.conversations.erasure import Scope
from index.library import Library

Context = ContextTypes.DEFAULT_TYPE


class ForgetHandlers:
    def __init__(self, library: Library, renderer: Renderer) -> None:
        self._library = library
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
        chat, pressed = query.message.chat, decode(query.data)
        if not isinstance(pressed, ChooseDeletion):
            await acknowledge(query, label("notices", "gone"))
        elif pressed.user_id not in (0, query.from_user.id):
            await acknowledge(query, label("notices", "not_your_choice"))
        elif pressed.choice is Deletion.NOTHING:
            await acknowledge(query)
            await edit(query, Reply(self._renderer.render("nothing_forgotten")))
        elif scope := (await _scopes(context.bot, chat, query.from_user)).get(pressed.choice):
            traces = await asyncio.to_thread(self._library.erasure.erase, scope)
            await acknowledge(query)
            await edit(query, Reply(self._renderer.render("forgotten", traces=traces)))
        else:
            await acknowledge(query, label("notices", "not_your_choice"))

    def _asking(self, chat: Chat, scopes: dict[Deletion, Scope], chooser: int) -> Reply:
        left = {choice: self._library.erasure.count(scope) for choice, scope in scopes.items()}
        private = chat.type == Chat.PRIVATE
        html = self._renderer.render(
            "forget", everything=left.get(Deletion.ALL), mine=left.get(Deletion.MINE), private=private
        )
        choices = [choice for choice, traces in left.items() if traces]
        if not choices:
            return Reply(html)
        rows = [
            [InlineKeyboardButton(label("forget", choice), callback_data=ChooseDeletion(choice, chooser).encode())]
            for choice in (*choices, Deletion.NOTHING)
        ]
        return Reply(html, InlineKeyboardMarkup(rows))


async def _scopes(bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None) -> dict[Deletion, Scope]:
    """Return what somebody may have forgotten here, by the choice in a button's data."""
    here = place(chat).name
    person = name_of_user(user) if user else None
    if chat.type == Chat.PRIVATE:  # with what they asked in groups
        return {Deletion.ALL: Scope(chat=here, person=person)}
    scopes = {Deletion.MINE: Scope(person=person, place=here)} if person else {}
    return {Deletion.ALL: Scope(chat=here), **scopes} if await administers(bot, chat, user, sender) else scopes
