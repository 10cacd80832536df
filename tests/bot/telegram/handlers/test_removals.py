"""An article of the shared library is removed after a question, and can be brought back for an hour."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, tidy
from index.conversations import transfers
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import MissingError
from tests.fakes import SITI, RecordingRequest, Updates

TITLE = "Remove <b>"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, kutip_operators=frozenset({7}))


async def asked(bot: BotApplication, updates: Updates, request_: RecordingRequest) -> dict[str, str]:
    """Write /remove, and return the data of each button below the question by its label."""
    await bot.process_update(updates.text("/remove 1"))
    sent = request_.sent()[-1]
    assert sent["text"].startswith(TITLE)
    return labels(sent)


def labels(shown: dict[str, Any]) -> dict[str, str]:
    rows = shown["reply_markup"]["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def edited(request_: RecordingRequest) -> dict[str, Any]:
    return [call.parameters for call in request_.calls if call.method == "editMessageText"][-1]


async def test_a_shared_article_is_removed_after_a_question_and_brought_back(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    buttons = await asked(bot, updates, request_)
    assert examples.article(1)
    await bot.process_update(updates.press(buttons["Keep"]))
    assert edited(request_)["text"] == "Not removed."
    assert examples.article(1)
    await bot.process_update(updates.press(buttons["Remove"]))
    shown = edited(request_)
    assert "For an hour, it can be brought back." in shown["text"]
    with pytest.raises(MissingError):
        examples.article(1)
    assert not [quote for quote in examples.ask("apa yang disepakati?").quotes if quote.article.id == 1]
    await tidy(bot, examples)
    await bot.process_update(updates.press(labels(shown)["Bring it back"]))
    assert examples.article(1)


async def test_only_editors_may_press(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    buttons = await asked(bot, updates, request_)
    await bot.process_update(updates.press(buttons["Remove"], by=SITI))
    assert request_.calls[-1].parameters["text"].startswith("Hanya operator dan editor")
    assert examples.article(1)


async def test_after_an_hour_it_is_deleted(
    bot: BotApplication,
    examples: Library,
    updates: Updates,
    request_: RecordingRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buttons = await asked(bot, updates, request_)
    await bot.process_update(updates.press(buttons["Remove"]))
    monkeypatch.setattr(transfers, "utc_now", lambda: utc_now() + timedelta(hours=2))
    await tidy(bot, examples)
    await bot.process_update(updates.press(labels(edited(request_))["Bring it back"]))
    assert request_.calls[-1].parameters["text"] == "This article cannot be brought back any more."


async def test_an_editor_needs_an_id_that_may_exist(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    for order in ("/editors add 99", f"/editors add {SITI['id']}", "/editors add 123456789"):
        await bot.process_update(updates.text(order))
    refused, known, long = (sent["text"] for sent in request_.sent())
    assert refused.startswith("No account is known that has the ID <code>99</code>.")
    assert known.startswith("<code>8</code> can now")
    assert long.startswith("<code>123456789</code> can now")
