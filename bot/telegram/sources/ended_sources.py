"""Report to chats which of their sources are not requested any more: they failed for 30 days, or are gone."""

import asyncio
import logging

from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.rendering import languages
from bot.rendering.render import Renderer
from bot.telegram.protocol.current_update import answer_in, handling
from bot.telegram.protocol.places import chat_id_of
from index.library import Library
from index.model.records import SHARED

_log = logging.getLogger(__name__)


async def report_ended_sources(bot: ExtBot[None], library: Library, renderer: Renderer) -> None:
    """Write to the chat of each such source; the log has those of the shared library. Raises StoreError."""
    sources = library.source_stores.sources
    for source in await asyncio.to_thread(sources.unreported):
        if source.library == SHARED:
            _log.warning("source %s is not requested any more: %s", source.id, source.state)
        else:
            chosen = await asyncio.to_thread(library.chats.language, source.library)
            with handling(None):
                answer_in(chosen or languages.SOURCE)
                html = renderer.render("source_ended", source=source)
                try:
                    await bot.send_message(chat_id_of(source.library), html, parse_mode=ParseMode.HTML)
                except TelegramError as error:
                    _log.warning("a chat does not know that a source has ended: %s", type(error).__name__)
        await asyncio.to_thread(sources.mark_reported, source.id)
