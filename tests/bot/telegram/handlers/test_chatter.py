"""Group messages to the bot are stored until they are handled; no others are stored."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from bot.telegram.handlers import fallback
from bot.telegram.protocol.commands import BY_NAME
from bot.telegram.protocol.messages import is_chatter
from tests.fakes import ANA, BOT, Updates, message

GROUP = -1_001_000_000_001
BY_OTHER_BOT = message(GROUP, "Halo") | {"from": {**BOT, "id": 99, "username": "other_bot"}}
VOICE = {"file_id": "f", "file_unique_id": "u", "duration": 3}
BY_US = message(GROUP, "Tidak ditemukan.") | {"from": BOT}


@pytest.mark.parametrize("name", BY_NAME)
def test_every_command_has_a_handler(bot: BotApplication, updates: Updates, name: str) -> None:
    takes_it = next(one for one in bot.handlers[0] if one.check_update(updates.text(f"/{name}")))
    assert takes_it not in fallback.HANDLERS


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("/ask siapa Messi?", {}),
        ("/ASK@Kutip_Bot siapa Messi?", {}),
        ("siapa Messi, @kutip_bot?", {}),
        ("kapan?", {"reply_to_message": BY_US}),
        ("", {"voice": VOICE, "reply_to_message": BY_US}),
        ("", {"migrate_to_chat_id": GROUP - 1}),
        ("", {"migrate_from_chat_id": -5}),
    ],
)
def test_what_is_for_the_bot(bot: BotApplication, updates: Updates, text: str, more: dict[str, Any]) -> None:
    assert not is_chatter(updates.text(text, GROUP, **more))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("siapa Messi?", {}),
        ("/ask@other_bot siapa Messi?", {}),
        ("/roll", {}),
        ("tanya @budi_wati atau @kutip_botfan saja", {}),
        ("kapan?", {"reply_to_message": BY_OTHER_BOT}),
        ("kapan?", {"reply_to_message": message(GROUP, "Messi menang.")}),
        ("kapan?", {"reply_to_message": {**BY_US, "forum_topic_created": {"name": "x", "icon_color": 1}}}),
        ("", {"new_chat_members": [ANA]}),
        ("", {"left_chat_member": ANA}),
        ("", {"pinned_message": message(GROUP, "/ask rahasia")}),
    ],
)
def test_what_is_not(bot: BotApplication, updates: Updates, text: str, more: dict[str, Any]) -> None:
    assert is_chatter(updates.text(text, GROUP, **more))
    assert not is_chatter(updates.text(text, 7, **more))  # in private, all is
