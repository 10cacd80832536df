"""Whatever people send and press, in any order, is answered once and without an error."""

import logging
import random
from dataclasses import dataclass
from typing import Any

import pytest

from bot.telegram.application import BotApplication
from tests.fakes import ANA, BOT, SITI, Call, RecordingRequest, Updates, message

_WORDS = (
    *(
        "apa",
        "kapan?",
        "Brest",
        "siapa",
        "/ask",
        "@kutip_bot",
        "😀",
        "\u202e",
        "a" * 300,
        "<b>",
        "&amp;",
        "1",
        "-5",
    ),
    *("3", "q_", "a_1", "#", "", "\n", "/", "@", "id", "add", "remove", "7", "\u200d", "ก", "中文", "١٢"),
)
_COMMANDS = (
    *(
        "start",
        "help",
        "ask",
        "articles",
        "sources",
        "article",
        "add",
        "remove",
        "share",
        "editors",
        "privacy",
        "language",
    ),
    *(
        "forget",
        "nothing",
        "article_3",
        "remove_2",
        "share_1",
        "start@kutip_bot",
        "ask@kutip_bot",
        "ask@other_bot",
    ),
)
_PHOTO = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
_OTHERS: tuple[dict[str, Any], ...] = (
    {"dice": {"emoji": "🎲", "value": 3}},
    {"location": {"longitude": 1.0, "latitude": 2.0}},
    {"contact": {"phone_number": "1", "first_name": "x"}},
    {"photo": _PHOTO},
    {"photo": _PHOTO, "caption": "apa kabar?"},
    {"new_chat_members": [ANA]},
    {"new_chat_title": "x"},
    {"pinned_message": message(7, "x")},
    {"group_chat_created": True},
)
_SHOWN = ("c:a:1", "q:b:2", "a:3:0", "a:99:0", "w:x:9", "l:id")


@dataclass
class Crowd:
    """Generate people's actions from a seed."""

    updates: Updates
    request: RecordingRequest
    by: random.Random

    def text(self) -> str:
        said = " ".join(self.by.choice(_WORDS) for _ in range(self.by.randrange(6)))
        return f"/{self.by.choice(_COMMANDS)} {said}" if self.by.random() < 0.5 else said

    def written(self, person: dict[str, Any], chat_id: int) -> Any:
        more: dict[str, Any] = {"from": person}
        if self.by.random() < 0.3:
            replied = {
                **message(chat_id, self.text() * self.by.choice([1, 20])),
                "from": self.by.choice([SITI, BOT]),
            }
            button = {"text": "?", "callback_data": self.by.choice(_SHOWN)}
            more["reply_to_message"] = {**replied, "reply_markup": {"inline_keyboard": [[button]]}}
        return self.updates.text(self.text(), chat_id, **more)

    def pressed(self, person: dict[str, Any], chat_id: int) -> Any:
        keyboards = [call.parameters.get("reply_markup") or {} for call in self.request.calls[-40:]]
        rows = [row for keyboard in keyboards for row in keyboard.get("inline_keyboard", [])]
        data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        view, key = self.by.choice("qcwasudlfo"), self.by.choice(["x", "1", "all", "id"])
        forged = f"{view}:{key}:{10 ** self.by.randrange(20)}"
        shown = self.by.choice([None, message(chat_id, "Kabar baru hari ini."), message(chat_id, "")])
        chosen = self.by.choice(data) if data and self.by.random() < 0.8 else forged
        return self.updates.press(chosen, chat_id, by=person, reply_to_message=shown)


@pytest.mark.parametrize("seed", range(4))
async def test_each_thing_that_people_do_is_answered_once(
    seed: int, bot: BotApplication, request_: RecordingRequest, updates: Updates, caplog: pytest.LogCaptureFixture
) -> None:
    crowd = Crowd(updates, request_, random.Random(seed))  # noqa: S311 - no secret
    request_.administrators.add(8)
    for _ in range(250):
        person, private = crowd.by.choice([(ANA, 7), (SITI, 8)])
        chat_id = crowd.by.choice([private, -5, -1_001_234_567_890])
        before, chance = len(request_.calls), crowd.by.random()
        if chance < 0.55:
            update = crowd.written(person, chat_id)
        elif chance < 0.65:
            update = updates.text("", chat_id, **{"from": person}, **crowd.by.choice(_OTHERS))
        elif chance < 0.9:
            update = crowd.pressed(person, chat_id)
        else:
            update = updates.inline(crowd.text(), crowd.by.choice(["", "10", "x"]), by=person)
        await bot.process_update(update)
        assert_answered(update, request_.calls[before:])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def assert_answered(update: Any, calls: list[Call]) -> None:
    made = [call.method for call in calls]
    assert not [call for call in calls if "went wrong" in str(call.parameters)], update
    if update.inline_query:
        assert made == ["answerInlineQuery"], update
    elif update.callback_query:
        assert made.count("answerCallbackQuery") == 1, update
        assert made.count("sendMessage") == 0, update
    else:
        least = update.message.chat.id > 0 and bool(update.message.text)
        assert least <= made.count("sendMessage") <= 1, update
