"""Inline mode: quotes for a question that is typed in any chat, each to be sent there with its source."""

import asyncio
import re
from dataclasses import replace

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.rendering.excerpt import excerpt, shortened
from bot.rendering.render import Renderer
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.deep_links import QuestionLink, payload_of
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.places import private_place
from bot.telegram.replies.views import QUOTE_ROOM
from index.model.records import Answer, Quote, Verdict
from index.model.small_talk import SmallTalk

_QUOTES_A_PAGE = 10
# Every page searches for as many, as the order may differ between few and many.
_MOST_QUOTES = 50
# Each letter typed asks again; the library may change meanwhile.
_CACHE_SECONDS = 10
_TITLE_ROOM, _SENTENCE_ROOM = 100, 200
_OFFSET = re.compile(r"[1-4]0", re.ASCII)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_START = "inline"
# Small talk to which the button replies; above any other it asks for a question.
_REPLIES_TO = (SmallTalk.GREETING, SmallTalk.THANKS, SmallTalk.HELP, SmallTalk.IDENTITY)


async def offer_quotes(update: Update, context: KutipContext) -> None:
    """Offer a page of quotes, from what the person's private chat may see. Nothing of it is kept."""
    query = update.inline_query
    if query is None:
        return
    async with context.bot_data.newest_queries.turn(query.from_user.id) as is_newest:
        if is_newest:
            await _offer(query, context)


async def _offer(query: InlineQuery, context: KutipContext) -> None:
    offset = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    found = await _found(query, context)
    if found and offset == 0:
        current_update().record.ready(found.verdict)
    quotes = found.quotes if found and found.verdict is not Verdict.NOT_FOUND else ()
    shown = range(offset, min(offset + _QUOTES_A_PAGE, len(quotes)))
    page = [_result(found, position, context.renderer) for position in shown if found]
    button = None if quotes else _button(query.query.strip(), found.small_talk if found else None)
    await _answer(query, page, str(shown.stop) if shown.stop < len(quotes) else "", button)


async def _found(query: InlineQuery, context: KutipContext) -> Answer | None:
    if not query.query.strip():
        return None
    libraries = private_place(query.from_user).libraries
    async with context.bot_data.inline_turn:
        return await asyncio.to_thread(context.library.rank, query.query, libraries, _MOST_QUOTES)


async def _answer(
    query: InlineQuery,
    page: list[InlineQueryResultArticle],
    next_offset: str,
    button: InlineQueryResultsButton | None,
) -> None:
    try:
        await query.answer(
            page,
            cache_time=_CACHE_SECONDS,
            is_personal=True,
            next_offset=next_offset,
            button=button,
        )
    except BadRequest as error:
        # Telegram waits only so long, and a person who types on has asked again already.
        if "query is too old" not in error.message.lower():
            raise


def _result(answer: Answer, position: int, renderer: Renderer) -> InlineQueryResultArticle:
    quote = excerpt(answer.quotes[position], QUOTE_ROOM)
    alone = replace(answer, quotes=(quote,))
    html = renderer.render("answer", answer=alone, quote=quote, position=0, opens=False)
    return InlineQueryResultArticle(
        id=str(quote.paragraph.id),
        title=shortened(quote.article.title, _TITLE_ROOM),
        description=shortened(_dated(quote, renderer), _SENTENCE_ROOM),
        input_message_content=InputTextMessageContent(
            html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
        ),
    )


def _dated(quote: Quote, renderer: Renderer) -> str:
    """Return the sentence that answers, after the day of its article."""
    day = quote.article.published
    return f"{renderer.day(day)} · {quote.sentence_text}" if day else quote.sentence_text


def _button(question: str, small_talk: SmallTalk | None) -> InlineQueryResultsButton:
    """Return the button that leads to the private chat: with the question, where a link has room for it.

    Above small talk it says how to ask, and leads there without it.
    """
    if small_talk:
        kind = small_talk if small_talk in _REPLIES_TO else "ask"
        return InlineQueryResultsButton(label("inline", kind), start_parameter=_START)
    payload = payload_of(QuestionLink(question)) or _START
    return InlineQueryResultsButton(label("inline", "not_found" if question else "ask"), start_parameter=payload)


HANDLERS: Handlers = [InlineQueryHandler(offer_quotes)]
