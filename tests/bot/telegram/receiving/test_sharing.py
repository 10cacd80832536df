"""Two bots with one token on one PostgreSQL, and a second one where there is no such server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot.runtime.settings import Settings
from bot.telegram.monitoring.health import READY_PATH
from bot.telegram.running import Running
from index.library import Library
from index.model.errors import EngineError, EngineUnavailable, Fault
from tests.bot.telegram.running import fetch, running, settings_for, until
from tests.bot.telegram.test_running import QUESTION, asked, fault_of
from tests.botapi.server import BotApiServer, Chat, Person
from tests.conftest import PATIENCE
from tests.databases import only_postgres, only_sqlite
from tools.load.proxy import RoundRobin
from tools.loopback import free_port


@asynccontextmanager
async def two_bots(
    library: Library, settings: Settings, server: BotApiServer
) -> AsyncIterator[tuple[Running, Running, list[Settings]]]:
    """Run two bots behind a proxy that sends every other update to each."""
    server.retry_webhook_after(lambda _failures: 0.05)
    ports = [free_port(), free_port()]
    async with RoundRobin(ports) as proxy:
        url = f"http://127.0.0.1:{proxy.port}/kutip/hook"
        chosen = [
            replace(settings_for(settings, server), webhook_url=url, webhook_port=port, metrics_port=free_port())
            for port in ports
        ]
        async with running(library, chosen[0]) as one, running(library, chosen[1]) as two:
            for each in chosen:
                await until_ready(each)
            yield one, two, chosen
    assert all(proxy.served.values())


async def until_ready(settings: Settings) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await fetch(settings, "/healthz/ready"))[0] != 200:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.05)


@only_postgres
async def test_two_bots_answer_a_chat_once_and_in_order(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with two_bots(examples, settings, server) as (one, two, _):
        questions = [f"apa yang disepakati tahun {year}?" for year in range(2015, 2021)]
        for question in questions:
            ana.write(chat, question)
        for _ in questions:
            await server.next_message(chat)
        server.repeat_update()
        await asked(server)
        await asked(server)
        sent = [message for message in server.history(chat) if message.sender.id != ana.user.id]
        assert len(sent) == len(questions)
        assert [bot._duties.are_mine for bot in (one, two)].count(True) == 1


@only_postgres
async def test_the_limit_on_questions_is_one_for_both(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    limited = replace(settings, kutip_questions_a_minute=2)
    async with two_bots(examples, limited, server):
        for _ in range(4):
            ana.write(chat, QUESTION)
        texts = [(await server.next_message(chat)).text for _ in range(3)]
        assert sum("BREST" in text for text in texts) == 2
        assert "2" in texts[-1]


@only_postgres
async def test_a_bot_that_ends_is_not_ready_and_leaves_duties_and_chats_to_the_other(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with two_bots(examples, settings, server) as (one, two, chosen):
        await asked(server)
        await until(lambda: one._duties.are_mine or two._duties.are_mine)
        first, second = (one, two) if one._duties.are_mine else (two, one)
        remaining = chosen[1] if second is two else chosen[0]
        first.stop()
        await until(lambda: second._duties.are_mine)
        await asked(server)
        await asked(server)
        async with aiohttp.ClientSession() as client:
            address = f"http://127.0.0.1:{remaining.webhook_port}{READY_PATH}"
            async with client.get(address) as answer:
                assert (answer.status, await answer.read()) == (200, b"")
        status, body = await fetch(remaining, "/healthz")
        assert (status, json.loads(body)["ready"]) == (200, True)


@only_sqlite
async def test_a_second_bot_by_webhook_on_the_same_folder_ends_with_one_clear_error(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with running(examples, settings_for(settings, server, webhook=True)):
        await asked(server)
        assert await fault_of(examples, settings_for(settings, server, webhook=True)) is Fault.TWO_RECEIVERS
        await asked(server)


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_bot_is_ready_when_it_receives_and_alive_before(
    examples: Library, settings: Settings, server: BotApiServer, webhook: bool
) -> None:
    chosen = settings_for(settings, server, webhook=webhook)
    async with server.away():
        bot = running(examples, chosen)
        await bot.__aenter__()
        assert (await fetch(chosen, "/healthz/live"))[0] == 200
        assert (await fetch(chosen, "/healthz"))[0] == 200
        status, body = await fetch(chosen, "/healthz/ready")
        assert (status, json.loads(body)["ready"]) == (503, False)
    try:
        await asked(server)
        assert (await fetch(chosen, "/healthz/ready"))[0] == 200
    finally:
        await bot.__aexit__(None, None, None)


@pytest.mark.parametrize(
    ("error", "ready"),
    [
        (EngineUnavailable("http://127.0.0.1:9200", "connection"), 200),  # so it is for every bot
        (EngineError(Fault.INDEX_DAMAGED, path="index"), 503),
    ],
)
async def test_a_bot_whose_search_engine_is_away_is_ready_but_not_well(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    monkeypatch: pytest.MonkeyPatch,
    error: EngineError,
    ready: int,
) -> None:
    def fail() -> None:
        raise error

    chosen = settings_for(settings, server, webhook=True)
    async with running(examples, chosen):
        await asked(server)
        monkeypatch.setattr(examples, "is_behind", fail)
        assert (await fetch(chosen, "/healthz/ready"))[0] == ready
        assert (await fetch(chosen, "/healthz"))[0] == 503
