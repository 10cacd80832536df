"""A running server, python-telegram-bot's Bot as its client, and the schema for its checks."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Bot

from tests.botapi.server import BotApiServer
from tests.botapi.server.checking.schema import SCHEMA_FILE, Schema, read_schema

TOKEN = "123:test"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(token=TOKEN, username="kutip_bot") as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot") as connected:
        yield connected


@pytest.fixture
def schema() -> Schema:
    """Return the Bot API as data. Skip the test if it is not beside the checkout."""
    schema = read_schema()
    if not schema:
        pytest.skip(f"needs {SCHEMA_FILE.parent.name}/{SCHEMA_FILE.name} in the folder shared beside the checkout")
    return schema
