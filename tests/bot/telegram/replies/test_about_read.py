"""What a question is about: what it replies to, here or in another chat, wins over small talk and the library."""

from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person
from tests.fakes import BOT, SITI, RecordingRequest, Updates, message

CHANNEL = {"id": -1005, "type": "channel", "title": "Kabar Contoh", "username": "kabarcontoh"}
FLOOD = "Banjir merendam Lumbir. Lima orang terluka, kata Camat Sardi Wiratmo pada Senin."
POST = {**message(7, FLOOD), "forward_origin": {"type": "channel", "chat": CHANNEL, "message_id": 5, "date": 1}}
ELSEWHERE = {"origin": {"type": "channel", "chat": CHANNEL, "message_id": 5, "date": 1}, "chat": CHANNEL}


async def reply_to(
    bot: BotApplication, updates: Updates, request: RecordingRequest, text: str, **more: Any
) -> dict[str, Any]:
    await bot.process_update(updates.text(text, **more))
    return request.sent()[-1]


@pytest.mark.parametrize(
    "text", ["ini apa?", "apa ini", "apa isinya?", "kok bisa?", "what is this?", "what's this"]
)
@pytest.mark.parametrize("marked", [None, {"text": FLOOD, "position": 0}])
async def test_a_question_without_words_gets_the_beginning_of_what_it_replies_to(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, marked: object
) -> None:
    reply = await reply_to(bot, updates, request_, text, reply_to_message=POST, quote=marked)
    assert reply["text"].startswith(("The article begins:", "Awal artikelnya:"))
    assert reply["text"].count("Lima orang terluka") == 1  # the title is the same sentence


@pytest.mark.parametrize("text", ["makasih", "ok", "halo", "apa kabar?", "👍"])
async def test_thanks_and_the_like_in_reply_to_a_text_are_small_talk(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    reply = await reply_to(bot, updates, request_, text, reply_to_message=POST)
    assert "Lumbir" not in reply["text"]
    assert "Not found" not in reply["text"]


async def test_without_anything_that_it_may_be_about_it_is_small_talk(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    greeting = {**message(7, "Hello!"), "from": BOT}
    for more in ({}, {"reply_to_message": greeting}, {"reply_to_message": {**message(7, "ya"), "from": SITI}}):
        assert "Kutip" in (await reply_to(bot, updates, request_, "siapa namanya?", **more))["text"]


async def test_in_reply_to_an_answer_it_is_about_the_quoted_article(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    quoted = await reply_to(bot, updates, request_, "siapa Messi?")
    keyboard = quoted["reply_markup"]
    shown = {**message(7, quoted["text"]), "from": BOT, "reply_markup": keyboard}
    for text in ("siapa namanya?", "ini apa?"):
        reply = await reply_to(bot, updates, request_, text, reply_to_message=shown)
        assert "Messi" in reply["text"]
        assert "Kutip" not in reply["text"]


async def test_where_the_marked_part_does_not_answer_the_whole_message_does(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    marked = {"text": "Lima orang", "position": 24}
    reply = await reply_to(bot, updates, request_, "kata camat Lumbir siapa?", reply_to_message=POST, quote=marked)
    assert "Sardi Wiratmo" in reply["text"]


async def test_a_reply_to_a_text_in_another_chat_says_that_it_is_not_shown(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    for text in ("apa yang disepakati?", "berapa yang terluka di Lumbir?"):
        reply = await reply_to(bot, updates, request_, text, external_reply=ELSEWHERE)
        assert reply["text"].endswith("mark in it what you ask about.</i>")
    marked = {"text": FLOOD, "position": 0}
    reply = await reply_to(bot, updates, request_, "berapa yang terluka?", external_reply=ELSEWHERE, quote=marked)
    assert "Telegram does not show" not in reply["text"]


async def test_a_question_in_reply_to_a_file_is_about_it_and_an_edit_of_one_below_it_too(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        for place, text in ((chat, "siapa camatnya?"), (group, "@kutip_bot siapa camat?")):
            file = ana.send_file(place, "lumbir.txt", FLOOD.encode())
            if place is chat:
                assert (await server.next_message(place)).text.startswith("Add lumbir.txt")
            ana.write(place, text, reply_to=file)
            answer = await server.next_message(place)
            assert "Sardi Wiratmo" in answer.text
            assert "I searched only the message you replied to." in answer.text
        scan = ana.send_file(chat, "lumbir.djvu", b"AT&T")
        assert (await server.next_message(chat)).text.startswith("lumbir.djvu is skipped")
        ana.write(chat, "siapa camatnya?", reply_to=scan)
        assert (await server.next_message(chat)).text.startswith("lumbir.djvu is skipped")
        below = ana.send_file(chat, "lumbir.txt", FLOOD.encode(), caption="siapa Zzyzx?")
        answer = await server.next_message(chat)
        await server.next_message(chat)
        ana.edit(below, "siapa camatnya?")
        assert "Sardi Wiratmo" in (await server.next_edit(answer)).text


async def test_edited_small_talk_becomes_an_answer(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        asked = ana.write(chat, "halo")
        answer = await server.next_message(chat)
        ana.edit(asked, "siapa Messi?")
        assert "Messi" in (await server.next_edit(answer)).text


@pytest.mark.parametrize(("data", "says"), [(b"", "lumbir.txt is empty"), (b"a " * 1_500_000, "lumbir.txt is ")])
async def test_a_file_of_a_wrong_size_is_refused_at_once(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, data: bytes, says: str
) -> None:
    async with running(examples, settings, server):
        for caption in ("", "siapa camatnya?"):
            ana.send_file(chat, "lumbir.txt", data, caption=caption)
            told = await server.next_message(chat)
            assert told.text.startswith(says)
            assert told.buttons == []
    assert not any(method == "getFile" for method, _ in server.calls)
