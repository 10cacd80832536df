"""Presses of buttons: each edits its message to show another view of what is already there."""

import asyncio
import re

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.app import App
from bot.render import Renderer
from bot.telegram.chats import Place, place
from bot.telegram.labels import label
from bot.telegram.replies import Replies, Reply
from bot.telegram.sending import acknowledge, edit

# As bot.telegram.replies writes it. Anybody can send anything else.
_DATA = re.compile(r"([qcwas]):([\w-]{1,20}):(\d{1,19})")


class Buttons:
    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._replies = Replies(app, renderer)

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        reply = await asyncio.to_thread(self._view, query.data or "", place(query.message.chat))
        if reply is None:
            await acknowledge(query, label("notices", "gone"))
        else:
            await acknowledge(query)
            await edit(query, reply)

    def _view(self, data: str, pressed_in: Place) -> Reply | None:
        """Returns what a button leads to, or None when it leads nowhere any more."""
        match = _DATA.fullmatch(data)
        if not match:
            return None
        view, key, position = match[1], match[2], int(match[3])
        if view == "s":
            return self._replies.sources(pressed_in.own, pressed_in.libraries, position)
        if view == "a":
            return self._replies.article(int(key), pressed_in.libraries, position) if key.isdecimal() else None
        return self._quote(view, key, position, pressed_in)

    def _quote(self, view: str, answer_id: str, paragraph_id: int, pressed_in: Place) -> Reply | None:
        answer = self._app.answers.load(answer_id, pressed_in.name, pressed_in.libraries)
        quoted = [quote.paragraph.id for quote in answer.quotes] if answer else []
        if answer is None or paragraph_id not in quoted:
            return None
        make = {"q": self._replies.answer, "c": self._replies.context, "w": self._replies.why}[view]
        return make(answer, answer_id, quoted.index(paragraph_id))
