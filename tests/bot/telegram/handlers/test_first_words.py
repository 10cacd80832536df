"""What newcomers get: a hello in a new group, an answer to any command, and languages by their names."""

import asyncio

import pytest
from telegram import Update

from bot.telegram.application import BotApplication
from bot.telegram.delivery import sending
from tests.fakes import BOT, RecordingRequest, Updates, message

GROUP = -1_001_000_000_001
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 2}


def membership(updates: Updates, old: str, new: str, chat_id: int = GROUP) -> Update:
    update = updates.membership(new, chat_id)
    content = update.to_dict()
    content["my_chat_member"]["old_chat_member"]["status"] = old
    return Update.de_json(content, updates.bot)


async def test_a_group_is_greeted_once_and_a_person_is_not(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(membership(updates, "left", "member"))
    await bot.process_update(membership(updates, "member", "member"))
    await bot.process_update(membership(updates, "kicked", "member", 7))
    (hello,) = request_.sent()
    assert hello["chat_id"] == GROUP
    assert hello["text"].startswith("Hello! I answer questions about news by quoting articles.")


async def test_an_unknown_command_that_names_the_bot_is_answered_in_a_group(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    for text in ("/foo", "/foo@other_bot"):
        await bot.process_update(updates.text(text, GROUP))
    assert request_.sent() == []
    await bot.process_update(updates.text("/foo@Kutip_Bot apa", GROUP))
    assert len(request_.sent()) == 1


@pytest.mark.parametrize("text", ["/start@kutip_bot", "/help@KUTIP_BOT", "/help", "/start", "/foo@kutip_bot"])
async def test_in_a_group_the_first_commands_say_shortly_how_to_ask_there(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    await bot.process_update(updates.text(text, GROUP))
    (reply,) = request_.sent()
    assert "/ask" in reply["text"]
    assert len(reply["text"]) < 450
    await bot.process_update(updates.text(text, 7))
    assert "/ask" not in request_.sent()[-1]["text"] or text.startswith("/help")


async def test_speech_is_not_understood_and_the_group_part_is_only_for_groups(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("", voice=VOICE))
    await bot.process_update(updates.text("", sticker=None))
    await bot.process_update(updates.text("", GROUP, voice=VOICE))
    await bot.process_update(
        updates.text("", GROUP, voice=VOICE, reply_to_message=message(GROUP, "x", **{"from": BOT}))
    )
    assert request_.sent().pop()["text"].startswith("I do not understand speech.")
    await bot.process_update(updates.text("/ask", GROUP))
    spoken, nothing, _, in_group = (sent["text"] for sent in request_.sent())
    assert spoken.startswith("I do not understand speech. Send me your question as text.")
    assert "/ask" not in spoken + nothing
    assert "/ask" in in_group


@pytest.mark.parametrize("text", ["/", "?", "...", "/ /"])
async def test_marks_alone_are_no_question(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    await bot.process_update(updates.text(text))
    (reply,) = request_.sent()
    assert reply["text"].startswith("What would you like to know?")


async def test_an_article_without_a_publisher_begins_with_what_it_has(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    for number, text in enumerate(["Tanggul jebol.", "Tanggul roboh (3/2/2026).\n\nSumber : Antara"], 11):
        await bot.process_update(updates.text(f"/add {text}"))
        await bot.process_update(updates.text(f"/article_{number}"))
        below = request_.sent()[-1]["text"].splitlines()[1]
        assert not below.startswith((" ", "·"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [("fr", "I do not speak French yet. Choose a language:"), ("xx9", "I do not speak “xx9” yet.")],
)
async def test_an_unknown_language_has_its_name_and_buttons_for_the_others(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, typed: str, said: str
) -> None:
    await bot.process_update(updates.text(f"/language {typed}"))
    (reply,) = request_.sent()
    assert reply["text"].startswith(said)
    rows = reply["reply_markup"]["inline_keyboard"]
    assert [button["text"] for row in rows for button in row] == ["English", "Bahasa Indonesia", "As in Telegram"]


@pytest.mark.parametrize("typed", ["id", "Bahasa Indonesia", "Indonesian", "indonesia"])
async def test_a_language_may_be_typed_by_its_name(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, typed: str
) -> None:
    await bot.process_update(updates.text(f"/language {typed}"))
    assert "Bahasa Indonesia" in request_.sent()[0]["text"]
    assert "belum" not in request_.sent()[0]["text"]


async def test_long_words_and_markup_are_not_repeated(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("a" * 4096))
    await bot.process_update(updates.text("<b>&amp; qwortz <i> zzyzx?</i>"))
    long, markup = (sent["text"] for sent in request_.sent())
    assert len(long) < 200
    assert "“qwortz”, “zzyzx”" in markup


async def test_typing_is_shown_while_work_takes_long(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_TYPES_AFTER", 0.01)
    update = updates.text("apa?")
    assert update.message
    async with sending.typing(update.message):
        await asyncio.sleep(0.05)
    async with sending.typing(update.message):
        pass
    assert [call.method for call in request_.calls if call.method == "sendChatAction"] == ["sendChatAction"]
