"""Removing an article of the shared library: the bot asks first, and brings it back for an hour."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.callback_data import (
    BringBack,
    Button,
    KeepArticle,
    Removal,
    RemoveArticle,
    decode,
)
from bot.telegram.protocol.filters import presses
from bot.telegram.protocol.labels import label
from index.model.records import Article


async def ask_before_removing(message: Message, article: Article, context: KutipContext) -> None:
    """Ask an editor whether to remove an article that every chat can search."""
    html = context.renderer.render("remove_shared", article=article)
    buttons = _buttons([("remove", RemoveArticle(article.id)), ("keep", KeepArticle())])
    await send(message, Reply(html, buttons), quoting=True)


async def answer_to_removal(update: Update, context: KutipContext) -> None:
    """Remove, keep or bring back an article, if an editor presses the button."""
    query = update.callback_query
    pressed = decode(query.data) if query else None
    if query is None or not isinstance(pressed, Removal):
        return
    if not await asyncio.to_thread(context.rights.edits_shared, query.from_user):
        await acknowledge(query, label("notices", "editors_only"))
    elif isinstance(pressed, RemoveArticle):
        await _remove(query, pressed.article_id, context)
    elif isinstance(pressed, BringBack):
        await _bring_back(query, pressed, context)
    else:
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("not_removed")))


async def _remove(query: CallbackQuery, number: int, context: KutipContext) -> None:
    removal = await asyncio.to_thread(context.library.transfers.set_aside, number)
    html = context.renderer.render("removed", article=removal.article, returns=True)
    await acknowledge(query)
    await edit(query, Reply(html, _buttons([("bring_back", BringBack(number, removal.at))])))


async def _bring_back(query: CallbackQuery, pressed: BringBack, context: KutipContext) -> None:
    bring_back = context.library.transfers.bring_back
    article = await asyncio.to_thread(bring_back, pressed.article_id, pressed.removed_at)
    if article is None:
        await acknowledge(query, label("notices", "removed_for_good"))
    else:
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("shared", article=article)))


def _buttons(choices: list[tuple[str, Button]]) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(label("removal", name), callback_data=one.encode()) for name, one in choices]
    return InlineKeyboardMarkup([row])


HANDLERS: Handlers = [CallbackQueryHandler(answer_to_removal, presses(Removal))]
