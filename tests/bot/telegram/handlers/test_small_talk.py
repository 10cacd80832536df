"""Small talk gets a short word in private, and in a group only where it asks for one."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from tests.fakes import BOT, SITI, RecordingRequest, Updates, message

GROUP = -1_001_000_000_001


async def replies(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, chat_id: int = 7, **more: Any
) -> list[str]:
    await bot.process_update(updates.text(text, chat_id, **more))
    return [sent["text"] for sent in request_.sent()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("halo", "Halo! Apa yang ingin Anda ketahui dari berita?"),
        ("selamat pagi min", "Halo! Apa yang ingin Anda ketahui dari berita?"),
        ("makasih ya kak", "Sama-sama."),
        ("goblok lu", "Maaf kalau jawaban saya tidak membantu. Coba tanyakan dengan kata lain, dengan nama"),
        ("kamu siapa?", "Saya Kutip, sebuah bot."),
        ("bantuan", "Tanyakan tentang berita dalam satu pesan"),
        ("terus?", "Tanyakan tentang berita dalam satu pesan"),
        ("met lebaran kak", "Terima kasih, doa yang sama untuk Anda!"),
        ("happy birthday!", "Thank you, and the same to you!"),
        ("lagi sedih nih", "Saya turut sedih."),
        ("bikin pantun dong", "Saya hanya bisa mengutip artikel."),
        ("👍", "Baik. Silakan bertanya kapan saja."),
    ],
)
async def test_in_private_small_talk_gets_a_fitting_word(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, said: str
) -> None:
    (reply,) = await replies(bot, updates, request_, text, 8, **{"from": SITI})
    assert reply.startswith(said)


@pytest.mark.parametrize("text", ["makasih", "ok @kutip_bot", "@kutip_bot thanks", "/ask terima kasih", "goblok"])
async def test_in_a_group_thanks_and_the_like_get_no_reply(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    shown = {**message(GROUP, "Tidak ditemukan."), "from": BOT}
    assert await replies(bot, updates, request_, text, GROUP, reply_to_message=shown) == []


async def test_in_a_group_the_bot_answers_a_greeting_only_if_addressed(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    assert await replies(bot, updates, request_, "halo", GROUP) == []
    assert await replies(bot, updates, request_, "hello @kutip_bot", GROUP) == [
        "Hello! What would you like to know from the news?"
    ]


async def test_a_question_after_a_greeting_is_answered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    (reply,) = await replies(bot, updates, request_, "halo kak, apa yang disepakati?")
    assert "<blockquote>" in reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("halo", "Halo! Apa yang ingin"),
        ("ok makasih", "Sama-sama."),
        ("makasiiih", "Sama-sama."),
        ("good morning", "Hello! What would you like"),
        ("halo dunia", "Halo! Apa yang ingin"),
        ("hadeh", "Baik."),
        ("Anjing!", "Maaf kalau jawaban saya"),
        ("hello world", "Hello! What would you like"),
        ("damn it", "Sorry if that was no help."),
        ("ok", "All right."),  # in both languages
        ("hola", "Hello! What would you like"),
    ],
)
async def test_small_talk_is_answered_in_its_own_language(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, said: str
) -> None:
    (reply,) = await replies(bot, updates, request_, text)
    assert reply.startswith(said)


async def test_a_chosen_language_counts_more_than_that_of_small_talk(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("/language en"))
    assert (await replies(bot, updates, request_, "makasih"))[-1] == "You are welcome."
