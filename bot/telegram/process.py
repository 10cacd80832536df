"""Run the bot in this process, until a signal ends it."""

import asyncio
import os
import signal
import threading

from bot.console.screen import Screen
from bot.runtime.settings import Settings
from bot.telegram.delivery.outgoing import RateLimits
from bot.telegram.running import Running
from bot.telegram.sharing import Duties
from index.ingestion.reading.pool import Readings
from index.library import Library

# A shutdown, in seconds, whatever hangs.
_AT_LATEST = 22.0


def run(
    library: Library,
    settings: Settings,
    screen: Screen,
    readings: Readings | None = None,
    duties: Duties | None = None,
    limits: RateLimits | None = None,
) -> None:
    """Answer until the process is told to stop; finish what has begun if it is quick. Raises ChatServiceError."""
    running = Running(library, settings, screen, readings=readings, duties=duties, limits=limits)
    screen.show_aside("telegram_starting", address=settings.telegram_api_url)
    asyncio.run(_until_signal(running))


async def _until_signal(running: Running) -> None:
    def end() -> None:
        # A thread that hangs would keep the process forever. The stores survive being cut off.
        last_resort = threading.Timer(_AT_LATEST, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()
        running.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
    await running.until_stopped()
