"""A question that replies to a short text is about that text where it answers, and about the library."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from index.library import Library
from tests.fakes import BOT, SITI, RecordingRequest, Updates, message

GROUP = -5
FLOOD = "Banjir merendam Lumbir. Lima orang terluka, kata Camat Sardi Wiratmo pada Senin."
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Budi"}}
ONLY_THE_MESSAGE = "I searched only the message you replied to."


async def asked(
    bot: BotApplication, updates: Updates, request: RecordingRequest, question: str, text: str, **more: Any
) -> str:
    replied = {**message(GROUP, text), "from": SITI, **more}
    await bot.process_update(updates.text(f"@kutip_bot {question}", GROUP, reply_to_message=replied))
    return str(request.sent()[-1]["text"])


@pytest.mark.parametrize("more", [{}, FORWARDED])
async def test_a_short_text_that_answers_is_quoted(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, more: dict[str, Any]
) -> None:
    for question in ("berapa yang terluka?", "siapa camatnya?"):
        reply = await asked(bot, updates, request_, question, FLOOD, **more)
        assert "Lima orang" in reply
        assert ONLY_THE_MESSAGE in reply


@pytest.mark.parametrize(
    "text", ["Messi memang hebat sekali", "siapa Messi?", "kata dia Messi", FLOOD, "ya", "Messi"]
)
async def test_what_a_short_text_does_not_answer_is_asked_of_the_library(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    reply = await asked(bot, updates, request_, "siapa Messi?", text)
    assert "<blockquote>" in reply
    assert ONLY_THE_MESSAGE not in reply


async def test_talk_answers_where_the_library_does_not(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    reply = await asked(
        bot, updates, request_, "berapa korban longsor Lumbir?", "korban longsor Lumbir lima orang"
    )
    assert "lima orang" in reply
    assert ONLY_THE_MESSAGE in reply


async def test_a_question_without_words_is_asked_with_those_of_the_short_text(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    reply = await asked(bot, updates, request_, "kapan?", "Rusia dan Ukraina sepakat berunding")
    assert "<blockquote>" in reply
    assert "no word to search for" not in reply


async def test_a_short_text_of_the_bot_is_no_news(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    reply = await asked(bot, updates, request_, "berapa yang terluka?", FLOOD, **{"from": BOT})
    assert "Lima orang" not in reply


@pytest.mark.parametrize("question", ["jam berapa?", "kapan?", "what time?", "pukul berapa ya?"])
async def test_a_question_of_words_that_ask_is_about_a_short_text_that_has_it(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest, question: str
) -> None:
    bus = "Bus kota\n\nBus kota beroperasi mulai jam 5 pagi sampai jam 10 malam. What time it ends: 10."
    list(examples.add_bytes(bus.encode(), "bus.txt", "shared"))
    reply = await asked(bot, updates, request_, question, "Rapat redaksi diundur ke Kamis pukul 10.00 WIB")
    assert "Rapat redaksi diundur ke Kamis pukul 10.00 WIB" in reply
    assert "Bus" not in reply
