"""The running bot, in the event loop of a test, against a Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from io import StringIO

import aiohttp

from bot.console.screen import Screen
from bot.runtime.settings import Settings
from bot.telegram.monitoring.connectivity import Conflicts
from bot.telegram.running import Running
from index.ingestion.reading.pool import Readings
from index.library import Library
from tests.bot.telegram.over_http import is_busy
from tests.botapi.server import BotApiServer
from tests.conftest import PATIENCE
from tests.fakes import ReadingsInProcess
from tools.loopback import free_port


def settings_for(settings: Settings, server: BotApiServer, *, webhook: bool = False) -> Settings:
    """Return settings with free ports and, for a webhook, its address on this machine."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/kutip-1/hook" if webhook else ""
    return replace(
        settings, telegram_api_url=server.url, metrics_port=free_port(), webhook_url=url, webhook_port=port
    )


@asynccontextmanager
async def running(
    library: Library,
    settings: Settings,
    conflicts: Callable[[], Conflicts] = Conflicts,
    readings: Readings | None = None,
) -> AsyncIterator[Running]:
    """Run the bot until the end of the block, where its errors are raised."""
    bot = Running(library, settings, Screen(StringIO(), StringIO()), conflicts, readings or ReadingsInProcess())
    task = asyncio.create_task(bot.until_stopped())
    try:
        yield bot
    finally:
        bot.stop()
        await asyncio.wait_for(task, PATIENCE)


async def handled(bot: Running) -> None:
    """Wait until the bot is idle."""
    await until(lambda: not is_busy(bot._application))


async def until(is_so: Callable[[], object]) -> None:
    """Wait for a condition by polling."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - what is waited for is often in a file or another library
            await asyncio.sleep(0.02)


async def fetch(settings: Settings, path: str) -> tuple[int, str]:
    """Wait until a health page is served, and return its status and body."""
    async with aiohttp.ClientSession() as client, asyncio.timeout(PATIENCE):
        while True:
            try:
                async with client.get(f"http://127.0.0.1:{settings.metrics_port}{path}") as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.02)
