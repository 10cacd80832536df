"""/forget: what there is, who may have it deleted, and that it is gone."""

import re
from typing import Any

import pytest

from bot.telegram.application import BotApplication
from index.conversations.erasure import DataSubject, Traces
from index.library import Library
from tests.bot.telegram.handlers.test_language import by, labels, plain, said
from tests.fakes import ANA, SITI, Call, RecordingRequest, Updates

GROUP = -5
BREST = "apa yang disepakati di Brest?"
ALL, MINE, KEEP = "Delete everything", "Delete only mine", "Cancel"
EVERYTHING = [
    DataSubject(chat="chat:-5"),
    DataSubject(chat="chat:7", person="user:7"),
    DataSubject(person="user:8"),
]


def button(reply: dict[str, Any], text: str) -> str:
    (data,) = (
        one["callback_data"]
        for row in reply["reply_markup"]["inline_keyboard"]
        for one in row
        if one["text"] == text
    )
    return str(data)


async def pressed(bot: BotApplication, request: RecordingRequest, update: Any) -> list[Call]:
    before = len(request.calls)
    await bot.process_update(update)
    return [call for call in request.calls[before:] if call.method != "getChatAdministrators"]


async def test_in_private_all_that_is_kept_of_a_person_is_deleted(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    await said(bot, request_, updates.text("/add Tanggul jebol di dua tempat."))
    await said(bot, request_, updates.text(BREST))
    await said(bot, request_, updates.text(f"/ask {BREST}", chat_id=GROUP))  # by the same person, elsewhere
    await said(bot, request_, updates.text("/language en"))
    asking = await said(bot, request_, updates.text("/forget"))
    assert plain(asking).startswith("What I keep about you: 1 article, 2 questions, the chosen language\n")
    assert labels(asking) == [ALL, KEEP]
    _, edited = await pressed(bot, request_, updates.press(button(asking, ALL)))
    assert edited.parameters["text"] == "Deleted: 1 article, 2 questions, the chosen language."
    assert not examples.erasure.count(DataSubject(chat="chat:7", person="user:7"))
    _, again = await pressed(bot, request_, updates.press(button(asking, ALL)))
    assert again.parameters["text"] == "There was nothing left to delete."
    assert plain(await said(bot, request_, updates.text("/forget"))) == "I keep nothing about you."


async def test_nothing_is_deleted_before_and_without_a_yes(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    await said(bot, request_, updates.text(BREST))
    asking = await said(bot, request_, updates.text("/forget"))
    _, edited = await pressed(bot, request_, updates.press(button(asking, KEEP)))
    assert edited.parameters["text"] == "Nothing was deleted."
    assert examples.erasure.count(EVERYTHING[1]) == Traces(questions=1)


async def test_a_member_of_a_group_has_only_what_is_theirs_deleted(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    for person in (ANA, SITI):
        await said(bot, request_, updates.text(f"/ask {BREST}", chat_id=GROUP, **by(person)))
    asking = await said(bot, request_, updates.text("/forget", chat_id=GROUP))
    assert plain(asking).startswith("What I keep about you in this group: 1 question\n")
    assert labels(asking) == [MINE, KEEP]
    await pressed(bot, request_, updates.press(button(asking, MINE), chat_id=GROUP))
    assert examples.erasure.count(DataSubject(person="user:7")) == Traces()
    assert examples.erasure.count(DataSubject(person="user:8")) == Traces(questions=1)


async def test_an_administrator_has_all_of_a_group_deleted(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    request_.administrators.add(7)
    await said(bot, request_, updates.text("/add Tanggul jebol di dua tempat.", chat_id=GROUP))
    for person in (ANA, SITI):
        await said(bot, request_, updates.text(f"/ask {BREST}", chat_id=GROUP, **by(person)))
    asking = await said(bot, request_, updates.text("/forget", chat_id=GROUP))
    assert re.match(
        r"What I keep from this group: 1 article, 2 questions\s+What I keep about you in this group: 1 question\s",
        plain(asking),
    )
    assert labels(asking) == [ALL, MINE, KEEP]
    await pressed(bot, request_, updates.press(button(asking, ALL), chat_id=GROUP))
    assert not any(map(examples.erasure.count, EVERYTHING))


@pytest.mark.parametrize(
    ("data", "person"),
    [
        ("f:all:7", SITI),  # somebody else's button
        ("f:mine:7", SITI),
        ("f:keep:7", SITI),
        ("f:all:8", SITI),  # forged: a member is offered no such button
        ("f:all:0", SITI),  # as of a group that speaks for itself
        ("f:all:7", ANA),  # who is an administrator no more
        ("f:everything:7", ANA),
        ("f:all:chat:7", ANA),
    ],
)
async def test_nothing_is_deleted_by_who_may_not(
    data: str,
    person: dict[str, Any],
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
) -> None:
    await said(bot, request_, updates.text("/language en"))
    for who in (ANA, SITI):
        await said(bot, request_, updates.text(f"/ask {BREST}", chat_id=GROUP, **by(who)))
    before = [*map(examples.erasure.count, EVERYTHING)]
    (notice,) = await pressed(bot, request_, updates.press(data, chat_id=GROUP, by=person))
    assert notice.method == "answerCallbackQuery"
    assert notice.parameters["text"]
    assert [*map(examples.erasure.count, EVERYTHING)] == before
    assert all(before)


async def test_a_group_that_speaks_for_itself_may_have_all_deleted_by_an_administrator(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "News"}
    await said(bot, request_, updates.text(f"/ask {BREST}", chat_id=GROUP))
    asking = await said(bot, request_, updates.text("/forget", chat_id=GROUP, sender_chat=group))
    assert labels(asking) == [ALL, KEEP]
    (refusal,) = await pressed(bot, request_, updates.press(button(asking, ALL), chat_id=GROUP))
    assert refusal.parameters["show_alert"]
    request_.administrators.add(8)
    await pressed(bot, request_, updates.press(button(asking, ALL), chat_id=GROUP, by=SITI))
    assert not examples.erasure.count(EVERYTHING[0])
