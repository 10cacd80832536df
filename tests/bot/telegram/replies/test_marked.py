"""What a person marked in another message is what the question is about."""

from typing import Any

from bot.telegram.application import BotApplication
from index.library import Library
from index.model.records import SHARED
from tests.fakes import BOT, RecordingRequest, Updates, message

QUAKES = "Gempa mengguncang Sirah. Dua orang terluka di Sirah, kata polisi. " * 2
FLOODS = "Banjir merendam Lumbir. Lima orang terluka di Lumbir, kata warga."
CHANNEL = {"id": -1005, "type": "channel", "title": "Kabar Contoh", "username": "kabarcontoh"}


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
    external = {"origin": {"type": "channel", "chat": CHANNEL, "message_id": 5, "date": 1}, "chat": CHANNEL}
    marked = "Jembatan Melintang ambruk dan dua orang terluka."
    for chat_id, text in ((7, "berapa yang terluka?"), (-5, "@kutip_bot berapa yang terluka?")):
        await bot.process_update(updates.text(text, chat_id, external_reply=external, quote=quote(marked)))
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
