"""The buttons below quotes and lists: votes, and other views, shown in the message of the button."""

import asyncio

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit
from bot.telegram.middleware.context import Handlers, KutipContext, Services
from bot.telegram.protocol.callback_data import (
    CastVote,
    ListArticles,
    QuoteView,
    ShowArticle,
    ShowChange,
    ShowContext,
    ShowHistory,
    ShowQuote,
    ShowReason,
    View,
    decode,
)
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.filters import presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.places import Place, name_of_user, place
from index.conversations.votes import VoteResult


async def vote(update: Update, context: KutipContext) -> None:
    """Keep a vote and say so in a notice; an edit would count towards Telegram's limits."""
    query = update.callback_query
    pressed = decode(query.data) if query else None
    if query is None or not isinstance(query.message, Message) or not isinstance(pressed, CastVote):
        return
    place_name, voter = place(query.message.chat).name, name_of_user(query.from_user)
    cast, helpful = context.library.votes.vote, pressed.helpful
    voted = await asyncio.to_thread(
        cast, pressed.answer_id, pressed.paragraph_id, place_name, voter, helpful=helpful
    )
    if voted in (VoteResult.NEW, VoteResult.CHANGED):
        current_update().record.voted(helpful)
    is_refused = voted in (VoteResult.GONE, VoteResult.NOT_THEIRS)
    await acknowledge(query, label("votes", voted), alert=is_refused)


async def show_view(update: Update, context: KutipContext) -> None:
    """Show in its message what a button leads to; say so where it leads nowhere any more."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    with context.bot_data.edits.edit(query.message) as has_room:
        if has_room:
            await _show(query, place(query.message.chat), context.bot_data)
        else:
            await acknowledge(query, label("notices", "too_many"), alert=False)


async def _show(query: CallbackQuery, here: Place, services: Services) -> None:
    pressed = decode(query.data)
    reply = await asyncio.to_thread(_reply_to, pressed, here, services) if isinstance(pressed, View) else None
    if reply is None:
        await acknowledge(query, label("notices", "gone"))
    else:
        await acknowledge(query)
        await edit(query, reply)


def _reply_to(view: View, here: Place, services: Services) -> Reply | None:
    if isinstance(view, ListArticles):
        return services.replies.articles(here.own, here.libraries, view.page)
    if isinstance(view, ShowArticle):
        return services.replies.article(view.article_id, here.libraries, view.page)
    if isinstance(view, ShowHistory):
        return services.replies.history(view.article_id, here.libraries, view.page)
    return _view_of_quote(view, here, services)


def _view_of_quote(view: QuoteView, here: Place, services: Services) -> Reply | None:
    answer = services.library.answers.load(view.answer_id, here.name, here.libraries)
    quoted = [quote.paragraph.id for quote in answer.quotes] if answer else []
    if answer is None or view.paragraph_id not in quoted:
        return None
    replies = services.replies
    position = quoted.index(view.paragraph_id)
    show = {ShowQuote: replies.answer, ShowContext: replies.context, ShowReason: replies.why}
    if answer.quotes[position].change:  # the paragraphs around it and its score are not those that were quoted
        show = {ShowChange: replies.change}
    return show.get(type(view), replies.answer)(answer, view.answer_id, position)


HANDLERS: Handlers = [
    # First of all that take presses: python-telegram-bot gives one without data to the first.
    CallbackQueryHandler(show_view, presses(View | None)),
    CallbackQueryHandler(vote, presses(CastVote)),
]
