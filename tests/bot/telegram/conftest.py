from collections.abc import AsyncIterator

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from tests.bot.telegram.over_http import TOKEN
from tests.botapi.server import BotApiServer, Chat, Person
from tests.fakes import NO_LIMITS, ReadingsInProcess, RecordingRequest, Updates


@pytest.fixture
def request_(settings: Settings) -> RecordingRequest:
    return RecordingRequest()


@pytest.fixture
async def bot(examples: Library, settings: Settings, request_: RecordingRequest) -> AsyncIterator[BotApplication]:
    """Yield the real application on the example articles, with calls to Telegram recorded."""
    application = build_application(examples, settings, request_, NO_LIMITS, readings=ReadingsInProcess())
    await application.initialize()
    yield application
    await application.shutdown()


@pytest.fixture
def updates(bot: BotApplication) -> Updates:
    return Updates(bot.bot)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Yield a Bot API server. At the end, assert that the bot made no call that Telegram does not document."""
    async with BotApiServer(TOKEN, "kutip_bot") as running_server:
        yield running_server
    assert not running_server.refused


@pytest.fixture
def ana(server: BotApiServer) -> Person:
    return server.person("Ana")


@pytest.fixture
def chat(server: BotApiServer, ana: Person) -> Chat:
    """Ana's private chat."""
    return server.private(ana)
