"""What is a question, for the limit and for the handler alike."""

from typing import Any

import pytest
from telegram import Message

from bot.telegram.application import BotApplication
from bot.telegram.protocol.deep_links import QuestionLink, payload_of
from bot.telegram.protocol.questions import question_in
from tests.fakes import BOT, Updates, message

PRIVATE, GROUP = 7, -5
BY_US = message(GROUP, "Tidak ditemukan.") | {"from": BOT}
BY_ANA = message(GROUP, "siapa Messi?")
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Budi"}}
FILE = {"document": {"file_id": "a", "file_unique_id": "a"}}
LINK = f"/start {payload_of(QuestionLink('siapa Messi?'))}"


def sent(updates: Updates, text: str, chat_id: int, more: dict[str, Any]) -> Message:
    update = updates.text(text, chat_id, **more)
    assert update.message is not None
    return update.message


@pytest.mark.parametrize(
    ("text", "chat_id", "more"),
    [
        ("siapa Messi?", PRIVATE, {}),
        ("/ask siapa Messi?", PRIVATE, {}),
        ("/ASK@Kutip_Bot siapa Messi?", GROUP, {}),
        ("/ask siapa Messi?", PRIVATE, FORWARDED),
        ("siapa Messi?", PRIVATE, FORWARDED),
        (LINK, PRIVATE, {}),
        ("@kutip_bot siapa Messi?", GROUP, {}),
        ("siapa Messi?", GROUP, {"reply_to_message": BY_US}),
        ("/ask", GROUP, {"reply_to_message": BY_ANA}),
        ("@kutip_bot", GROUP, {"reply_to_message": BY_ANA}),
        ("???", PRIVATE, {"reply_to_message": BY_ANA}),
        ("", PRIVATE, {"caption": "siapa Messi?"}),
        ("", PRIVATE, {"caption": "/ask siapa Messi?", **FILE}),
        ("", PRIVATE, {"caption": "siapa Messi?", **FILE}),
    ],
)
def test_a_question(bot: BotApplication, updates: Updates, text: str, chat_id: int, more: dict[str, Any]) -> None:
    asked = question_in(sent(updates, text, chat_id, more))
    assert asked is not None
    assert asked.question == "siapa Messi?"


@pytest.mark.parametrize(
    ("text", "chat_id", "more"),
    [
        ("siapa Messi?", GROUP, {}),
        ("siapa Messi?", GROUP, {"reply_to_message": BY_ANA}),
        ("/ask", PRIVATE, {}),
        ("@kutip_bot", GROUP, {}),
        ("/help siapa Messi?", PRIVATE, {}),
        ("/ask@other_bot siapa Messi?", PRIVATE, {}),
        ("/ask_1 siapa Messi?", PRIVATE, {}),
        ("/start", PRIVATE, {}),
        ("/start a_3", PRIVATE, {}),
        ("Siapa Messi?\nMessi pemain bola.", PRIVATE, FORWARDED),
        ("", PRIVATE, {"caption": "/ask siapa Messi?", **FORWARDED}),
        ("", PRIVATE, {"caption": "Messi", **FILE}),
        ("https://kabar.example/messi", PRIVATE, {}),
        ("", PRIVATE, {}),
        ("", PRIVATE, {"reply_to_message": BY_ANA}),
    ],
)
def test_no_question(bot: BotApplication, updates: Updates, text: str, chat_id: int, more: dict[str, Any]) -> None:
    assert question_in(sent(updates, text, chat_id, more)) is None


def test_a_question_keeps_what_it_replies_to_but_for_a_bare_call(bot: BotApplication, updates: Updates) -> None:
    about = question_in(sent(updates, "/ask kapan?", GROUP, {"reply_to_message": BY_ANA}))
    bare = question_in(sent(updates, "/ask", GROUP, {"reply_to_message": BY_ANA}))
    assert about is not None
    assert about.replied is not None
    assert bare is not None
    assert bare.replied is None
