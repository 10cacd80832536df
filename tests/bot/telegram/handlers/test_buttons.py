"""The views behind the buttons below an answer."""

import re

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from tests.bot.telegram.test_conversation import data_of, labels, pressed, said
from tests.fakes import ReadingsInProcess, RecordingRequest, Updates


async def test_buttons_lead_through_the_answer_and_back(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    first = await said(bot, request_, updates.text("apa yang disepakati?"))
    second = await pressed(bot, request_, updates.press(data_of(first, "More")))
    assert "2 of 5" in second["text"]
    assert labels(second) == ["‹ Back", "More ›", "Context", "Why", "👍", "👎", "Open the page"]
    last = second
    for _ in range(3):
        last = await pressed(bot, request_, updates.press(data_of(last, "More")))
    assert "5 of 5" in last["text"]
    assert labels(last) == ["‹ Back", "Context", "Why", "👍", "👎", "Open the page"]
    again = await pressed(bot, request_, updates.press(data_of(second, "Back")))
    assert again["text"] == first["text"]
    context = await pressed(bot, request_, updates.press(data_of(second, "Context")))
    assert re.search(r"^4\. .*<blockquote>.*^6\. ", context["text"], flags=re.DOTALL | re.MULTILINE)
    why = await pressed(bot, request_, updates.press(data_of(second, "Why")))
    for told in (
        "Found by its words.",
        "Matched words: disepakati",
        "Missing words: none",
        "Covers 100%",
        "The next one scores",
        "ms.",
    ):
        assert told in why["text"]
    back = await pressed(bot, request_, updates.press(data_of(why, "Quote")))
    assert back["text"] == second["text"]


async def test_buttons_work_after_a_restart(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, settings: Settings
) -> None:
    first = await said(bot, request_, updates.text("apa yang disepakati?"))
    calls = RecordingRequest()
    restarted = build_application(examples, settings, calls, readings=ReadingsInProcess())
    await restarted.initialize()
    second = await pressed(restarted, calls, Updates(restarted.bot).press(data_of(first, "More")))
    assert "2 of 5" in second["text"]
    await restarted.shutdown()


@pytest.mark.parametrize(
    "data", ["q:nothere:0", "q:nothere:99999", "x", "", "a:no:0", "q:../etc:0", "q::", "z:1:1", "w:1:-1"]
)
async def test_a_button_that_leads_nowhere_says_so(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, data: str
) -> None:
    await bot.process_update(updates.press(data))
    (answered,) = [call for call in request_.calls if call.method == "answerCallbackQuery"]
    assert answered.parameters["show_alert"] is True
    assert "ask again" in answered.parameters["text"]
    assert not [call for call in request_.calls if call.method in ("editMessageText", "sendMessage")]


async def test_a_button_pressed_in_another_chat_leads_nowhere(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    first = await said(bot, request_, updates.text("apa yang disepakati?", chat_id=7))
    await bot.process_update(updates.press(data_of(first, "More"), chat_id=8))
    assert request_.calls[-1].method == "answerCallbackQuery"
    assert request_.calls[-1].parameters["show_alert"] is True


@pytest.mark.parametrize("data", ["a:11:0", "a:99999999999999999999:0", "s:all:0"])
async def test_no_forged_button_opens_the_article_of_another_chat(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, data: str
) -> None:
    await said(bot, request_, updates.text("/add Rahasia besar di kota ini."))
    request_.calls.clear()
    await bot.process_update(updates.press(data, chat_id=8))
    assert request_.calls
    assert not [call for call in request_.calls if "Rahasia" in str(call.parameters)]


async def test_callback_data_fits_into_64_bytes(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    reply = await said(bot, request_, updates.text("apa yang disepakati?"))
    buttons = [button for row in reply["reply_markup"]["inline_keyboard"] for button in row]
    assert len(buttons) == 6
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons[:5])
    assert buttons[5]["url"].startswith(
        "https://kabar.example/internasional/koridor-kemanusiaan-brest#:~:text=BREST"
    )
