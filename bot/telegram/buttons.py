"""Presses of buttons: each edits its message to show another view of what is already there."""

import asyncio
import re
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.app import App
from bot.render import Renderer, words
from bot.telegram.chats import Place, place
from bot.telegram.questions import NO_PREVIEW
from bot.telegram.replies import Replies, Reply

# View, id of an answer or number of an article, and quote or page from 0.
_DATA = re.compile(r"([qcwas]):([\w-]{1,20}):(\d{1,6})")


class Buttons:
    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._replies = Replies(app, renderer)

    async def press(self, update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        reply = await asyncio.to_thread(self._view, query.data or "", place(query.message.chat))
        if reply is None:
            await query.answer(words("telegram/words")["notices"]["expired"], show_alert=True)
        else:
            await query.answer()
            await _edit(query, reply)

    def _view(self, data: str, pressed_in: Place) -> Reply | None:
        """Returns what a button leads to, or None when it leads nowhere any more."""
        match = _DATA.fullmatch(data)
        if not match:
            return None
        view, key, position = match[1], match[2], int(match[3])
        if view == "s":
            return self._replies.sources(pressed_in.libraries, position)
        if view == "a":
            return self._article(key, position, pressed_in)
        return self._quote(view, key, position, pressed_in)

    def _article(self, key: str, page: int, pressed_in: Place) -> Reply | None:
        if not key.isdecimal():
            return None
        article, paragraphs = self._app.article(int(key), pressed_in.libraries)
        return self._replies.article(article, paragraphs, page)

    def _quote(self, view: str, answer_id: str, position: int, pressed_in: Place) -> Reply | None:
        answer = self._app.answers.load(answer_id, pressed_in.name, pressed_in.libraries)
        if answer is None or position >= len(answer.quotes):
            return None
        make = {"q": self._replies.answer, "c": self._replies.context, "w": self._replies.why}[view]
        return make(answer, answer_id, position)


async def _edit(query: CallbackQuery, reply: Reply) -> None:
    try:
        await query.edit_message_text(
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=reply.keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        # Pressed twice: the first press has already done it.
        if "not modified" not in error.message.lower():
            raise
