"""The polling application, in the event loop of a test, against a Bot API server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

from telegram.ext import Updater

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application, resume
from bot.telegram.delivery.outgoing import RateLimits
from bot.telegram.profile import introduce
from index.ingestion.reading.pool import Readings
from index.library import Library
from tests.botapi.server import BotApiServer
from tests.fakes import NO_LIMITS, ReadingsInProcess

TOKEN = "123:test"


def is_busy(application: BotApplication) -> bool:
    """Return whether an update is waiting or being handled."""
    return not application.update_queue.empty() or application.update_processor.current_concurrent_updates > 0


@asynccontextmanager
async def running(
    library: Library,
    settings: Settings,
    server: BotApiServer,
    limits: RateLimits = NO_LIMITS,
    readings: Readings | None = None,
) -> AsyncIterator[BotApplication]:
    """Run the application until the end of the block, without our own limits unless some are given."""
    application = build_application(
        library,
        replace(settings, telegram_api_url=server.url),
        limits=limits,
        readings=readings or ReadingsInProcess(),
    )
    updater = cast("Updater", application.updater)
    async with application:
        await resume(application)
        await introduce(application.bot)
        await application.start()
        await updater.start_polling()
        try:
            with server.watching(lambda: is_busy(application)):
                yield application
        finally:
            await updater.stop()
            await application.stop()
