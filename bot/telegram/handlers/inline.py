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
from telegram.ext import ContextTypes

from bot.rendering.excerpt import excerpt, shortened
from bot.rendering.render import Renderer
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.deep_links import QuestionLink, payload_of
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import place_of_user
from bot.telegram.replies.views import QUOTE_ROOM
from index.library import Library
from index.model.records import Answer, Verdict

_A_PAGE = 10
_MOST = 50
# Typing asks again and again; the library may change meanwhile.
_CACHE_SECONDS = 10
_TITLE_ROOM, _SENTENCE_ROOM = 100, 200
_OFFSET = re.compile(r"[1-4]0", re.ASCII)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_START = "inline"


class Inline:
    def __init__(self, library: Library, renderer: Renderer) -> None:
        self._library = library
        self._renderer = renderer

    async def answer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer a page of quotes, from what the person's private chat may see; nothing of it is kept."""
        query = update.inline_query
        if query is None:
            return
        offset = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
        found = await asyncio.to_thread(self._search, query) if query.query.strip() else None
        if found and offset == 0:
            current_update().record.ready(found.verdict)
        quotes = found.quotes if found and found.verdict is not Verdict.NOT_FOUND else ()
        page = [self._result(found, at) for at in range(offset, min(offset + _A_PAGE, len(quotes))) if found]
        more = offset + _A_PAGE < len(quotes)
        try:
            await query.answer(
                page,
                cache_time=_CACHE_SECONDS,
                is_personal=True,
                next_offset=str(offset + _A_PAGE) if more else "",
                button=None if quotes else _button(query.query.strip()),
            )
        except BadRequest as error:
            # Whoever types on asks anew, and Telegram waits for an answer only so long.
            if "query is too old" not in error.message.lower():
                raise

    def _search(self, query: InlineQuery) -> Answer:
        """Return as many quotes for each page, as the order may differ between few and many."""
        return self._library.rank(query.query, place_of_user(query.from_user).libraries, _MOST)

    def _result(self, answer: Answer, position: int) -> InlineQueryResultArticle:
        quote = excerpt(answer.quotes[position], QUOTE_ROOM)
        alone = replace(answer, quotes=(quote,))
        html = self._renderer.render("answer", answer=alone, quote=quote, position=0, opens=False)
        return InlineQueryResultArticle(
            id=str(quote.paragraph.id),
            title=shortened(quote.article.title, _TITLE_ROOM),
            description=shortened(quote.sentence_text, _SENTENCE_ROOM),
            input_message_content=InputTextMessageContent(
                html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
            ),
        )


def _button(question: str) -> InlineQueryResultsButton:
    """Return what leads to the private chat: with the question, where a link has room for it."""
    payload = payload_of(QuestionLink(question)) or _START
    return InlineQueryResultsButton(label("inline", "not_found" if question else "ask"), start_parameter=payload)
