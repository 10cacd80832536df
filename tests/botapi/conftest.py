"""A running server, and python-telegram-bot's Bot that talks to it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from telegram import Bot

from . import BotApiServer

TOKEN = "123:test"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(token=TOKEN, username="kutip_bot") as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot") as connected:
        yield connected
