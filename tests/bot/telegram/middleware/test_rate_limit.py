"""The limits of a chat, and the notice when one is reached."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Document

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from bot.telegram.delivery.html import plain
from bot.telegram.middleware import refusals
from bot.telegram.middleware.sliding_window import QuestionsAMinute
from tests.bot.telegram.test_conversation import said
from tests.conftest import PATIENCE
from tests.fakes import NO_LIMITS, SITI, ReadingsInProcess, RecordingRequest, Updates, message

# In the future, so that no notice comes too late to be sent.
START = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)


@pytest.fixture
async def bot(settings: Settings, request_: RecordingRequest) -> AsyncIterator[BotApplication]:
    few = replace(
        settings,
        kutip_questions_a_minute=2,
        kutip_person_questions_a_minute=3,
        kutip_inline_a_minute=4,
        kutip_chat_articles=2,
        kutip_operators=frozenset({1000}),
    )
    with open_configured_library(few) as library:
        application = build_application(library, few, request_, NO_LIMITS, readings=ReadingsInProcess())
        await application.initialize()
        yield application
        await application.shutdown()


async def sent(data: bytes) -> SimpleNamespace:
    """Return a file in place of one at Telegram."""

    async def download() -> bytearray:
        return bytearray(data)

    return SimpleNamespace(download_as_bytearray=download)


def ask(updates: Updates, seconds: float, chat_id: int = 7) -> object:
    return updates.text("how are you?", chat_id, date=int((START + timedelta(seconds=seconds)).timestamp()))


async def test_too_many_questions_are_told_at_once_and_not_again_until_there_may_be_more(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for seconds in (0, 10, 20, 30, 40, 59, 61, 62, 71, 72, 81, 82):
        await bot.process_update(ask(updates, seconds))
    told = [sent["text"].split(".")[0] for sent in request_.sent()]
    limit = "This chat has used up its 2 questions for this minute"
    answer = told[0]
    assert told == [answer, answer, limit, answer, limit, answer, limit]
    assert "This one stays unanswered. Ask again in 40 seconds." in request_.sent()[2]["text"]


async def test_the_questions_that_were_not_answered_are_named_when_there_may_be_more(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "_AT_LEAST", 0.0)
    now = int(datetime.now(UTC).timestamp())
    for seconds, text in (
        (-59, "satu?"),
        (-58, "dua?"),
        (0, "tiga?"),
        (0, "empat?"),
        (0, "makasih"),
        (0, "lima?"),
    ):
        await bot.process_update(updates.text(text, 7, date=now + seconds))
    async with asyncio.timeout(PATIENCE):
        while len(request_.sent()) < 4:  # noqa: ASYNC110 - a second at most
            await asyncio.sleep(0.02)
    told = [plain(sent["text"]) for sent in request_.sent()[2:]]
    assert "This one stays unanswered." in told[0]
    assert told[1] == "You can ask again. I have not answered “tiga?”, “empat?”, “lima?”."


async def test_another_chat_and_operators_may_ask_meanwhile(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for _ in range(3):
        await bot.process_update(ask(updates, 0))
    assert "for this minute" in request_.sent()[-1]["text"]
    assert "for this minute" not in (await said(bot, request_, ask(updates, 0, 8)))["text"]
    for _ in range(4):
        update = updates.text("how are you?", 7, **{"from": {**message(1000, "")["from"], "id": 1000}})
        assert "for this minute" not in (await said(bot, request_, update))["text"]


async def test_the_questions_of_a_person_count_over_all_chats(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for chat_id in (7, -5, -6):
        await bot.process_update(updates.text("/ask how are you?", chat_id))
    assert not [call for call in request_.sent() if "in all chats together" in call["text"]]
    last = await said(bot, request_, updates.text("/ask how are you?", -7))
    assert last["text"].startswith("You have asked 3 questions in the last minute, in all chats together.")
    sent_before = len(request_.sent())
    for _ in range(2):
        await bot.process_update(updates.text("/ask how are you?", -8))  # said once in each chat
    assert len(request_.sent()) == sent_before + 1
    other = updates.text("/ask how are you?", -7, **{"from": SITI})
    assert "in all chats together" not in (await said(bot, request_, other))["text"]


async def test_inline_queries_of_a_person_are_limited_and_those_of_others_are_not(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for number in range(6):
        await bot.process_update(updates.inline(f"apa kabar {number}?"))
    await bot.process_update(updates.inline("how are you?", "", SITI))
    assert [call.method for call in request_.calls].count("answerInlineQuery") == 4 + 1


async def test_other_commands_are_no_questions_in_private(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for _ in range(5):
        assert "for this minute" not in (await said(bot, request_, updates.text("/help")))["text"]


async def test_in_a_group_all_that_is_for_the_bot_counts_and_nothing_else(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    """Telegram limits the messages of a bot there; a hundred /help would delay all questions."""
    for text in ("apa?", "/help", "apa?", "/sources", "/help", "/ask siapa Messi?"):
        await bot.process_update(updates.text(text, -5))
    assert len(request_.sent()) == 3
    assert "for this minute" in request_.sent()[-1]["text"]
    await bot.process_update(updates.text("", -5, migrate_to_chat_id=-1_001_000_000_001))
    await bot.process_update(updates.text("/help", -6))
    assert "for this minute" not in request_.sent()[-1]["text"]


async def test_a_full_library_is_told_in_one_line_with_how_many_were_left_out(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        assert (await said(bot, request_, updates.text(f"/add Kabar {number}.")))["text"].startswith("Added")
    full = await said(bot, request_, updates.text("/add Dua kabar."))
    assert (
        full["text"]
        == "Dua kabar. is not added: the library of this chat can hold 2 articles; /remove some first."
    )
    file = b"\n".join(b'{"text": "Kabar %d."}' % number for number in range(5, 1500))
    monkeypatch.setattr(Document, "get_file", lambda _: sent(file))
    document = {"file_id": "a", "file_unique_id": "a", "file_name": "a.jsonl", "file_size": len(file)}
    caption: dict[str, Any] = {
        "caption": "/add",
        "caption_entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    }
    many = await said(bot, request_, updates.text("", document=document, **caption))
    begins = "1,495 articles are not added: the library of this chat can hold 2 articles"
    assert many["text"] == f"{begins}; /remove some first."


def test_chats_that_are_quiet_are_forgotten() -> None:
    limit = QuestionsAMinute(1)
    for chat in range(5000):
        assert limit.wait(chat, float(chat)) == 0
    assert len(limit._asked) < 1100
    assert limit.wait(4999, 5000.0) == 59.0


def test_no_limit_counts_nothing() -> None:
    limit = QuestionsAMinute(0)
    assert all(limit.wait(7, 0.0) == 0 for _ in range(1000))
    assert limit._asked == {}


def test_a_group_asks_less_than_telegram_lets_a_bot_answer_there() -> None:
    for most, in_a_group in ((30, 18), (5, 5), (0, 1000)):
        limit = QuestionsAMinute(most)
        assert sum(limit.wait(-5, 0.0) == 0 for _ in range(1000)) == in_a_group
        assert sum(limit.wait(5, 0.0) == 0 for _ in range(1000)) == (most or 1000)


async def test_a_word_that_comes_late_tells_the_seconds_that_are_left(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    """It waits for the answers to the earlier questions."""
    now = (datetime.now(UTC) - START).total_seconds()
    for seconds in (-59, -48, -31):
        await bot.process_update(ask(updates, now + seconds))
    left = int(re.findall(r"again in (\d+) second", request_.sent()[-1]["text"])[0])
    assert left <= 2  # when it was asked, they were 32
