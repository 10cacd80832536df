"""Presses of buttons: each edits its message to show another view of what is already there."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit
from bot.telegram.protocol.callback_data import (
    CastVote,
    ListArticles,
    QuoteView,
    ShowArticle,
    ShowContext,
    ShowQuote,
    ShowReason,
    View,
    decode,
)
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import Place, name_of_user, place
from bot.telegram.replies.views import Replies
from index.conversations.votes import Voted
from index.library import Library

# In one chat, of messages that are to show another view: an answer waits behind so many edits at most.
_AT_ONCE = 5


class Buttons:
    def __init__(self, library: Library, renderer: Renderer) -> None:
        self._library = library
        self._replies = Replies(library, renderer)
        self._changing: dict[int, Counter[int]] = {}

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        pressed, pressed_in = decode(query.data), place(query.message.chat)
        if isinstance(pressed, CastVote):
            await self._vote(query, pressed, pressed_in)
            return
        with self._changed(query.message) as has_room:
            if not has_room:
                await acknowledge(query, label("notices", "too_many"), alert=False)
                return
            reply = None
            if isinstance(pressed, View):
                reply = await asyncio.to_thread(self._view, pressed, pressed_in)
            if reply is None:
                await acknowledge(query, label("notices", "gone"))
            else:
                await acknowledge(query)
                await edit(query, reply)

    @contextmanager
    def _changed(self, message: Message) -> Iterator[bool]:
        """Return whether the chat has room for one more message to change; presses of the same need none."""
        changing = self._changing.setdefault(message.chat.id, Counter())
        if message.message_id not in changing and len(changing) >= _AT_ONCE:
            yield False
            return
        changing[message.message_id] += 1
        try:
            yield True
        finally:
            changing[message.message_id] -= 1
            if not changing[message.message_id]:
                del changing[message.message_id]
            if not changing:
                self._changing.pop(message.chat.id, None)

    async def _vote(self, query: CallbackQuery, vote: CastVote, voted_in: Place) -> None:
        """Keep a vote and say so in a word; an edit would count towards Telegram's limits."""
        voter = name_of_user(query.from_user)
        voted = await asyncio.to_thread(
            self._library.votes.vote, vote.answer_id, vote.paragraph_id, voted_in.name, voter, helpful=vote.helpful
        )
        if voted in (Voted.NEW, Voted.CHANGED):
            current_update().record.voted(vote.helpful)
        is_refused = voted in (Voted.GONE, Voted.NOT_THEIRS)
        await acknowledge(query, label("votes", voted), alert=is_refused)

    def _view(self, view: View, pressed_in: Place) -> Reply | None:
        """Return what a button leads to, or None when it leads nowhere any more."""
        if isinstance(view, ListArticles):
            return self._replies.sources(pressed_in.own, pressed_in.libraries, view.page)
        if isinstance(view, ShowArticle):
            return self._replies.article(view.article_id, pressed_in.libraries, view.page)
        return self._quote(view, pressed_in)

    def _quote(self, view: QuoteView, pressed_in: Place) -> Reply | None:
        answer = self._library.answers.load(view.answer_id, pressed_in.name, pressed_in.libraries)
        quoted = [quote.paragraph.id for quote in answer.quotes] if answer else []
        if answer is None or view.paragraph_id not in quoted:
            return None
        show = {ShowQuote: self._replies.answer, ShowContext: self._replies.context, ShowReason: self._replies.why}
        return show[type(view)](answer, view.answer_id, quoted.index(view.paragraph_id))
