"""What a person marked in another message is what the question is about."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from index.library import Library
from index.model.records import SHARED
from tests.fakes import BOT, RecordingRequest, Updates, message

QUAKES = "Gempa mengguncang Sirah. Dua orang terluka di Sirah, kata polisi. " * 2
FLOODS = "Banjir merendam Lumbir. Lima orang terluka di Lumbir, kata warga."
CHANNEL = {"id": -1005, "type": "channel", "title": "Kabar Contoh", "username": "kabarcontoh"}
ELSEWHERE = {"origin": {"type": "channel", "chat": CHANNEL, "message_id": 5, "date": 1}, "chat": CHANNEL}


def quote(text: str) -> dict[str, Any]:
    return {"text": text, "position": 0, "is_manual": True}


async def test_a_question_is_about_the_marked_part(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    post = {**message(7, f"{QUAKES}\n\n{FLOODS}")}
    asked = updates.text("berapa yang terluka?", reply_to_message=post, quote=quote(FLOODS))
    await bot.process_update(asked)
    (reply,) = request_.sent()
    assert "Lima orang terluka" in reply["text"]
    assert "Dua orang" not in reply["text"]


async def test_a_marked_part_of_another_chat_is_asked(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    marked = "Jembatan Melintang ambruk dan dua orang terluka."
    for chat_id, text in ((7, "berapa yang terluka?"), (-5, "@kutip_bot berapa yang terluka?")):
        await bot.process_update(updates.text(text, chat_id, external_reply=ELSEWHERE, quote=quote(marked)))
        assert "Jembatan Melintang" in request_.sent()[-1]["text"]


async def test_where_only_the_bot_is_called_the_marked_part_is_the_question(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("@kutip_bot", -5, quote=quote("apa yang disepakati?")))
    assert "<blockquote>" in request_.sent()[-1]["text"]


async def test_the_marked_part_of_another_chat_can_be_added(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("/add", quote=quote("Jembatan Melintang ambruk pagi ini.")))
    assert "Added <b>Jembatan Melintang ambruk pagi ini.</b>" in request_.sent()[-1]["text"]
    assert examples.size(frozenset({SHARED, "chat:7"})).articles > examples.size().articles


async def test_what_is_sent_through_the_bot_is_passed_over(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("Kata KompasTV: banjir. paragraf 3", via_bot=BOT))
    await bot.process_update(updates.text("apa yang disepakati?", via_bot={**BOT, "id": 99, "username": "gif"}))
    assert len(request_.sent()) == 1


@pytest.mark.parametrize(("chat_id", "text"), [(-5, "@kutip_bot"), (-5, "/ask"), (7, "/ask@kutip_bot"), (7, "?")])
async def test_where_only_the_bot_is_called_a_marked_part_of_another_chat_needs_no_hint(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, chat_id: int, text: str
) -> None:
    marked = quote("apa yang disepakati?")
    await bot.process_update(updates.text(text, chat_id, external_reply=ELSEWHERE, quote=marked))
    reply = request_.sent()[-1]["text"]
    assert "<blockquote>" in reply
    assert "mark in it" not in reply


@pytest.mark.parametrize(("chat_id", "text"), [(-5, "@kutip_bot"), (-5, "/ask"), (7, "/ask")])
async def test_a_bare_call_in_reply_to_another_chat_says_that_it_is_not_shown(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, chat_id: int, text: str
) -> None:
    await bot.process_update(updates.text(text, chat_id, external_reply=ELSEWHERE))
    assert request_.sent()[-1]["text"].endswith("mark in it what you ask about.</i>")


async def test_what_is_added_in_reply_to_another_chat_has_to_be_marked(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("/add", external_reply=ELSEWHERE))
    reply = request_.sent()[-1]["text"]
    assert "Telegram does not show me" in reply
    assert reply.endswith("reply to it with /add.")
    await bot.process_update(updates.text("/add Jembatan Melintang ambruk.", external_reply=ELSEWHERE))
    assert "Added" in request_.sent()[-1]["text"]
