"""Failures on demand: of calls, of answers, of the order of updates, and of the server itself."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, TimedOut

from tests.botapi.server import BotApiServer
from tests.botapi.test_polling import polling_bot


def update_ids(updates: tuple[Update, ...]) -> list[int]:
    return [update.update_id for update in updates]


async def test_a_bad_gateway_is_a_page_and_no_json(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    server.fail_next("sendMessage", status=502)
    with pytest.raises(NetworkError, match=r"(?s)Bad Gateway.*<html>"):
        await bot.send_message(chat.id, "a")
    server.fail_next("sendMessage", status=502, description="Bad Gateway")
    with pytest.raises(NetworkError, match=r"^Bad Gateway$"):
        await bot.send_message(chat.id, "a")
    assert server.history(chat) == []


@pytest.mark.parametrize(("status", "drop"), [(500, False), (502, False), (200, True)])
async def test_an_answer_can_be_lost_after_the_call_took_effect(
    server: BotApiServer, bot: Bot, status: int, drop: bool
) -> None:
    chat = server.private(server.person("Ana"))
    server.fail_next("sendMessage", status=status, drop=drop, afterwards=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "a")
    assert [message.text for message in server.history(chat)] == ["a"]


async def test_a_dropped_call_has_no_effect(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    server.fail_next("sendMessage", drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "a")
    assert server.history(chat) == []


async def test_a_slow_answer_comes_late_or_too_late(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    server.slow_next("sendMessage", 0.1)
    begin = asyncio.get_running_loop().time()
    await bot.send_message(chat.id, "a")
    assert asyncio.get_running_loop().time() - begin >= 0.1
    server.slow_next("sendMessage", 60)
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "b", read_timeout=1)
    assert [message.text for message in server.history(chat)] == ["a", "b"]


async def test_the_same_update_comes_again_though_it_was_confirmed(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.write(chat, "one")
    (first,) = await bot.get_updates()
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    server.repeat_update()
    ana.write(chat, "two")
    again, second = await bot.get_updates(offset=first.update_id + 1)
    assert again == first
    assert update_ids(await bot.get_updates(offset=first.update_id + 1)) == [second.update_id]


async def test_no_update_can_be_repeated_before_the_first(server: BotApiServer) -> None:
    with pytest.raises(LookupError, match="no update to repeat"):
        server.repeat_update()


async def test_updates_come_out_of_order(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    with server.reversed_updates():
        for text in ("one", "two", "three"):
            ana.write(chat, text)
        assert await bot.get_updates() == ()
    ids = update_ids(await bot.get_updates(limit=2)) + update_ids(await bot.get_updates())
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 3
    assert await bot.get_updates() == ()


async def test_a_polling_bot_gets_repeated_and_reordered_updates(server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with polling_bot(server):
        ana.write(chat, "one")
        assert (await server.next_message(chat)).text == "one"
        server.repeat_update()
        assert (await server.next_message(chat)).text == "one"
        with server.reversed_updates():
            ana.write(chat, "two")
            ana.write(chat, "three")
        assert (await server.next_message(chat)).text == "three"
        assert (await server.next_message(chat)).text == "two"
        await server.quiet()


async def test_another_bot_with_the_same_token_ends_a_poll(server: BotApiServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await server.polled()
    await server.poll_as_another()
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await poll


async def test_a_server_that_was_away_is_back_with_its_updates(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.write(chat, "one")
    (first,) = await bot.get_updates()
    async with server.away():
        ana.write(chat, "two")
        with pytest.raises(NetworkError):
            await bot.get_updates(offset=first.update_id + 1)
    assert update_ids(await bot.get_updates()) == [first.update_id, first.update_id + 1]
    poll = asyncio.create_task(bot.get_updates(offset=first.update_id + 2, timeout=60))
    await server.polled()
    ana.write(chat, "three")
    assert update_ids(await poll) == [first.update_id + 2]


async def test_a_bot_that_died_before_it_confirmed_gets_its_updates_again(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.write(chat, "one")
    await bot.get_updates()  # taken, never confirmed
    async with polling_bot(server):
        assert (await server.next_message(chat)).text == "one"
