"""A bot that answers in some chats only."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from tests.fakes import NO_LIMITS, SITI, ReadingsInProcess, RecordingRequest, Updates

PERSON, GROUP, OTHER_GROUP = 7, -1_001, -1_002
QUESTION = "apa yang disepakati?"


@pytest.fixture
async def bot(examples: Library, settings: Settings, request_: RecordingRequest) -> AsyncIterator[BotApplication]:
    closed = replace(settings, allowed_chats=frozenset({PERSON, GROUP}))
    application = build_application(examples, closed, request_, NO_LIMITS, readings=ReadingsInProcess())
    await application.initialize()
    yield application
    await application.shutdown()


async def test_those_who_are_allowed_are_answered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(QUESTION, chat_id=PERSON))
    await bot.process_update(updates.text(f"/ask {QUESTION}", chat_id=GROUP))
    assert ["BREST" in sent["text"] for sent in request_.sent()] == [True, True]


@pytest.mark.parametrize("text", [QUESTION, "/start", "/sources", "/add a text", "/article 1", "/start a_1"])
async def test_a_stranger_gets_one_sentence_whatever_they_write(
    text: str, bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(text, chat_id=999))
    (sent,) = request_.sent()
    assert sent["text"] == "This bot is private: it answers only in chats that its operator has allowed."


async def test_a_strange_group_gets_nothing_even_from_somebody_who_is_allowed(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    for text in (f"/ask {QUESTION}", f"@kutip_bot {QUESTION}", "/help"):
        await bot.process_update(updates.text(text, chat_id=OTHER_GROUP))
    assert request_.sent() == []


async def test_presses_and_inline_queries_of_strangers_lead_nowhere(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.press("s:all:0", chat_id=OTHER_GROUP))
    await bot.process_update(
        updates._update(inline_query={"id": "5", "from": SITI, "query": QUESTION, "offset": ""})
    )
    methods = [call.method for call in request_.calls if call.method != "getMe"]
    assert methods == ["answerCallbackQuery", "answerInlineQuery"]
    pressed, asked = request_.calls[-2:]
    assert "private" in pressed.parameters["text"]
    assert asked.parameters["results"] in ([], "[]")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_the_supergroup_that_an_allowed_group_became_is_allowed(
    bot: BotApplication,
    examples: Library,
    settings: Settings,
    updates: Updates,
    request_: RecordingRequest,
    caplog: pytest.LogCaptureFixture,
    order: tuple[int, ...],
) -> None:
    new = -1_009
    for which in order:
        chat_id, said = ((GROUP, {"migrate_to_chat_id": new}), (new, {"migrate_from_chat_id": GROUP}))[which]
        await bot.process_update(updates.text("", chat_id, **said))
    await bot.process_update(updates.text(f"/ask {QUESTION}", chat_id=new))
    assert "BREST" in request_.sent()[-1]["text"]
    again = build_application(
        examples,
        replace(settings, allowed_chats=frozenset({PERSON, GROUP})),
        request_,
        NO_LIMITS,
        readings=ReadingsInProcess(),
    )
    await again.initialize()
    await again.process_update(updates.text(f"/ask {QUESTION}", chat_id=new))  # after a restart
    await again.shutdown()
    assert len(request_.sent()) == 2
    (warning,) = [record for record in caplog.records if "ALLOWED_CHATS" in record.message]
    assert str(new) not in warning.message
    assert str(GROUP) not in warning.message


async def test_a_stranger_can_not_claim_to_come_from_an_allowed_group(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("", OTHER_GROUP, migrate_from_chat_id=-1_003))
    await bot.process_update(updates.text(f"/ask {QUESTION}", chat_id=OTHER_GROUP))
    assert request_.sent() == []
