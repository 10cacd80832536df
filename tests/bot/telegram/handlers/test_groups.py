"""Changes of a whole chat: it moves, or the bot is removed and added again."""

from typing import Any

import pytest
from telegram import Update
from telegram.error import Forbidden

from bot.runtime.settings import Settings
from bot.telegram.application import UPDATES, BotApplication, build_application
from index.conversations.inbox import Arrived
from index.library import Library
from tests.fakes import BOT, NO_LIMITS, SITI, ReadingsInProcess, RecordingRequest, Updates

OLD, NEW = -5, -1005
ARTICLE = "/add Banjir merendam Kota Contoh.\n\nTanggul jebol di dua tempat, kata wali kota."


async def handle(bot: BotApplication, update: Update) -> None:
    """Handle an update as the application does, middleware included."""
    await bot.update_processor.process_update(update, bot.process_update(update))


async def can_be_sent(bot: BotApplication, chat_id: int) -> bool:
    try:
        await bot.bot.send_message(chat_id, "Halo")
    except Forbidden:
        return False
    return True


class Blocked(RecordingRequest):
    """A fake of Telegram in which everybody has blocked the bot."""

    async def do_request(self, url: str, *args: Any, **named: Any) -> tuple[int, bytes]:
        if url.endswith("/sendMessage"):
            return (
                403,
                b'{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}',
            )
        return await super().do_request(url, *args, **named)


@pytest.mark.parametrize("order", [(0,), (1,), (0, 1), (1, 0), (1, 0, 0, 1)])
async def test_what_was_added_in_a_group_is_found_in_the_supergroup_it_became(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest, order: tuple[int, ...]
) -> None:
    request_.administrators.add(7)
    await bot.process_update(updates.text(ARTICLE, OLD))
    for which in order:
        chat_id, said = ((OLD, {"migrate_to_chat_id": NEW}), (NEW, {"migrate_from_chat_id": OLD}))[which]
        await bot.process_update(updates.text("", chat_id, **said))
    await bot.process_update(updates.text("/ask Di mana tanggul jebol?", NEW))
    assert "Tanggul jebol" in request_.sent()[-1]["text"]
    await bot.process_update(updates.text("/ask Di mana tanggul jebol?", OLD))
    assert "Tanggul jebol" not in request_.sent()[-1]["text"]
    assert examples.size(frozenset({f"chat:{NEW}"})).articles == 1


def test_telegram_is_asked_to_tell_of_it() -> None:
    assert Update.MY_CHAT_MEMBER in UPDATES


@pytest.mark.parametrize(("chat_id", "status"), [(7, "kicked"), (OLD, "kicked"), (OLD, "left")])
async def test_nothing_is_sent_where_the_bot_was_shut_out_until_it_is_let_in(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, chat_id: int, status: str
) -> None:
    await handle(bot, updates.membership(status, chat_id))
    assert not await can_be_sent(bot, chat_id)
    assert await can_be_sent(bot, 8)
    assert [sent["chat_id"] for sent in request_.sent()] == [8]
    await handle(bot, updates.membership("member", chat_id))
    assert await can_be_sent(bot, chat_id)


async def test_who_writes_again_is_answered_again(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    await handle(bot, updates.membership("kicked"))
    await handle(bot, updates.text("/help"))
    assert len(request_.sent()) == 1
    assert examples.chats.unreachable() == []


async def test_that_the_bot_left_is_no_sign_of_its_being_there(bot: BotApplication, updates: Updates) -> None:
    await handle(bot, updates.membership("left", OLD, by=SITI))
    await handle(bot, updates.text("", OLD, left_chat_member=BOT))
    assert not await can_be_sent(bot, OLD)


async def test_what_waited_in_a_lost_chat_is_dropped(
    bot: BotApplication, examples: Library, updates: Updates
) -> None:
    inbox = examples.inbox(123)
    for place in ("chat:7", "chat:8"):
        waiting = updates.text("apa?")
        inbox.keep([Arrived(waiting.update_id, place, {})])
    await handle(bot, updates.membership("kicked"))
    assert [one.number for one in inbox.unfinished()] == [2]


async def test_after_a_restart_it_is_known_who_blocked_the_bot(examples: Library, settings: Settings) -> None:
    async with build_application(examples, settings, Blocked(), NO_LIMITS, readings=ReadingsInProcess()) as before:
        await handle(before, Updates(before.bot).text("/help"))
    assert examples.chats.unreachable() == ["chat:7"]
    request = RecordingRequest()
    async with build_application(examples, settings, request, NO_LIMITS, readings=ReadingsInProcess()) as after:
        assert not await can_be_sent(after, 7)
        assert request.sent() == []
