"""Forwarded questions are answered, forwarded small talk is nothing to add, and other posts are offered."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from tests.fakes import RecordingRequest, Updates

GROUP = -1_001_000_000_001
BY_SOMEBODY = {"type": "hidden_user", "sender_user_name": "Budi", "date": 1}
BY_A_CHANNEL = {
    "type": "channel",
    "chat": {"id": -77, "type": "channel", "title": "Kabar Contoh"},
    "message_id": 1,
    "date": 1,
}


async def replies(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, chat_id: int = 7, **more: Any
) -> list[str]:
    await bot.process_update(updates.text(text, chat_id, **more))
    return [sent["text"] for sent in request_.sent()]


@pytest.mark.parametrize("origin", [BY_SOMEBODY, BY_A_CHANNEL])
@pytest.mark.parametrize(
    "text", ["apa yang disepakati Rusia dan Ukraina?", "kapan kereta cepat Whoosh diresmikan"]
)
async def test_a_forwarded_question_is_answered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, origin: dict[str, Any]
) -> None:
    (reply,) = await replies(bot, updates, request_, text, forward_origin=origin)
    assert "<blockquote>" in reply


@pytest.mark.parametrize(
    "text",
    ["Siapa yang menang?\n\nPersija menang 2-0 atas Persib pada Minggu malam.", "Persija menang atas Persib."],
)
async def test_a_forwarded_post_is_offered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    (reply,) = await replies(bot, updates, request_, text, forward_origin=BY_SOMEBODY)
    assert reply.startswith("Add this text to this chat's library?")


@pytest.mark.parametrize("text", ["halo semua", "met lebaran ya", "terus?", "Persija"])
async def test_forwarded_small_talk_is_nothing_to_add(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    (reply,) = await replies(bot, updates, request_, text, forward_origin=BY_SOMEBODY)
    assert reply.startswith("That message has no article to add.")


async def test_a_mention_with_only_a_link_says_how_to_ask_about_it(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    (reply,) = await replies(bot, updates, request_, "@kutip_bot https://kabar.example/1", GROUP)
    assert reply.startswith("To ask about a page, write the question beside its link.")


async def test_marks_alone_are_asked_for_words(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    for marks in ("???", "!?"):
        reply = (await replies(bot, updates, request_, marks))[-1]
        assert reply.startswith("What would you like to know? For example: <i>what was agreed?</i>")
