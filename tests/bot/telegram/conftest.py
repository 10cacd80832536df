from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.settings import Settings
from bot.telegram.application import Bot, build_application
from tests.fakes import NO_LIMITS, RecordingRequest, Updates


@pytest.fixture
def request_(settings: Settings) -> RecordingRequest:
    return RecordingRequest()


@pytest.fixture
async def bot(examples: App, settings: Settings, request_: RecordingRequest) -> AsyncIterator[Bot]:
    """The real application over the example articles, with Telegram recorded."""
    application = build_application(examples, settings, request_, NO_LIMITS)
    await application.initialize()
    yield application
    await application.shutdown()


@pytest.fixture
def updates(bot: Bot) -> Updates:
    return Updates(bot.bot)
