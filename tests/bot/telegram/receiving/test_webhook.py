"""The webhook, against the server that delivers to it."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from telegram import Bot
from tornado.httpserver import HTTPServer

from bot.runtime.settings import Settings
from bot.telegram import running as running_module
from bot.telegram.application import UPDATES
from bot.telegram.receiving.webhook import Webhook, webhook_secret
from bot.telegram.running import Running
from index.library import Library
from index.model.errors import Fault
from tests.bot.telegram.over_http import TOKEN
from tests.bot.telegram.running import running, settings_for, until
from tests.bot.telegram.test_running import QUESTION, asked, fault_of
from tests.botapi.server import BotApiServer
from tests.conftest import PATIENCE


async def test_updates_come_by_polling_then_by_webhook_then_by_polling_and_none_is_lost(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    for webhook in (False, True, False):
        ana = server.person("Ana")
        chat = server.private(ana)
        ana.write(chat, QUESTION)  # while no bot runs
        async with running(examples, settings_for(settings, server, webhook=webhook)):
            assert "BREST" in (await server.next_message(chat)).text
            assert bool(server.world.delivery.webhook) is webhook
            await asked(server)


async def test_a_webhook_takes_only_what_has_the_secret(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked), aiohttp.ClientSession() as client:
        await asked(server)
        hook = server.world.delivery.webhook
        assert hook is not None
        assert hook.secret_token == webhook_secret(hooked)
        for secret, status in [("wrong", 403), ("", 403), (hook.secret_token, 200)]:
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
            async with client.post(hooked.webhook_url, json={"update_id": 5}, headers=headers) as answer:
                assert answer.status == status


def server_of(bot: Running) -> HTTPServer:
    """Return the server of a running webhook, which is one of several with PostgreSQL."""
    if shared := bot._listening._server:
        return shared._server
    assert bot._updater._httpd is not None
    return bot._updater._httpd._http_server


async def test_a_webhook_takes_no_large_bodies_and_waits_for_none(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked) as bot, aiohttp.ClientSession() as client:
        await asked(server)
        hook = server.world.delivery.webhook
        assert hook is not None
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token}):
            async with client.post(hooked.webhook_url, data=b"[" * 1_000_001, headers=headers) as answer:
                assert answer.status == 400
        limits = server_of(bot).conn_params
        limits.header_timeout = limits.body_timeout = 0.05
        for half in (
            b"",
            b"POST /kutip-1/hook HTTP/1.1\r\n",
            b"POST /kutip-1/hook HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", hooked.webhook_port)
            writer.write(half)
            async with asyncio.timeout(PATIENCE):
                assert b"200 OK" not in await reader.read()
            writer.close()
        await asked(server)


async def test_a_webhook_that_another_process_took_away_is_set_again(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(running_module, "_LOOK_SECONDS", 0.2)
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked):
        await asked(server)
        async with Bot(TOKEN, f"{server.url}/bot") as other:
            await other.delete_webhook()
        await until(lambda: server.world.delivery.webhook)
        await asked(server)
    assert "removed the webhook" in caplog.text


async def test_what_telegram_says_of_the_webhook_is_logged_once(
    settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with Bot(TOKEN, f"{server.url}/bot") as bot:
        await bot.set_webhook(hooked.webhook_url)
        ana = server.person("Ana")
        ana.write(server.private(ana), QUESTION)
        await until(lambda: server.world.delivery.error)  # nobody listens
        webhook = Webhook(hooked, UPDATES)
        for _ in range(2):
            await webhook.look(bot)
    assert caplog.text.count("Telegram could not reach the webhook") == 1


def test_the_secret_of_a_webhook_is_as_set_or_stable_and_not_the_token(settings: Settings) -> None:
    assert webhook_secret(settings) == webhook_secret(replace(settings))
    assert "test" not in webhook_secret(settings)
    assert webhook_secret(settings) != webhook_secret(replace(settings, telegram_token="124:test"))
    assert webhook_secret(replace(settings, webhook_secret="mine")) == "mine"


async def test_an_update_that_the_webhook_did_not_take_is_delivered_again(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    server.retry_webhook_after(lambda _failures: 0.05)
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked):
        await asked(server)
    ana = server.person("Budi")
    chat = server.private(ana)
    ana.write(chat, QUESTION)
    await until(lambda: server.world.delivery.error)  # nobody listens
    async with running(examples, hooked):
        assert "BREST" in (await server.next_message(chat)).text


async def test_a_port_of_the_webhook_that_is_taken_is_one_clear_error(
    library: Library, settings: Settings, server: BotApiServer
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", hooked.webhook_port):
        assert await fault_of(library, hooked) is Fault.WEBHOOK_PORT_TAKEN
    assert server.world.delivery.webhook is None


async def test_a_webhook_that_telegram_refuses_is_one_clear_error(
    library: Library, settings: Settings, server: BotApiServer
) -> None:
    elsewhere = replace(settings_for(settings, server, webhook=True), webhook_url="http://kutip.example.org/")
    assert await fault_of(library, elsewhere) is Fault.WEBHOOK_REFUSED
