"""Monitoring of a running bot: health, metrics, kutip status and the log."""

import asyncio
import json
import logging
import math
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO

import aiohttp
import pytest

from bot.console.screen import Screen
from bot.runtime import logs
from bot.runtime.settings import Settings
from bot.runtime.status import read_status
from bot.telegram.monitoring.health import Heartbeat
from bot.telegram.monitoring.metrics import Metrics
from bot.telegram.monitoring.update_log import UpdateLog
from index.library import Library
from index.model.errors import Fault, StoreError
from tests.bot.telegram.over_http import TOKEN
from tests.bot.telegram.running import fetch, handled, running, settings_for, until
from tests.botapi.server import BotApiServer
from tests.conftest import PATIENCE

QUESTION = "apa yang disepakati?"


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("webhook", [False, True])
async def test_health_and_metrics_are_served_in_both_modes(
    examples: Library, settings: Settings, server: BotApiServer, webhook: bool
) -> None:
    chosen = settings_for(settings, server, webhook=webhook)
    async with running(examples, chosen) as bot:
        ana = server.person("Ana")
        chat = server.private(ana)
        ana.write(chat, QUESTION)
        await server.next_message(chat)
        await handled(bot)
        status, body = await fetch(chosen, "/healthz")
        health = json.loads(body)
        assert status == 200
        assert all(health[name] for name in ("well", "telegram", "last_update"))
        status, text = await fetch(chosen, "/metrics")
        assert status == 200
        for line in (
            'kutip_updates_total{kind="message"} 1.0',
            'kutip_questions_total{verdict="found"} 1.0',
            "kutip_answer_seconds_count 1.0",
            "kutip_sending_seconds_count 1.0",
            'kutip_stage_seconds_count{stage="marking"} 1.0',
            'kutip_stage_seconds_count{stage="rendering"} 1.0',
            "kutip_updates_waiting 0.0",
            "kutip_articles 10.0",
        ):
            assert line in text
        assert "process_resident_memory_bytes" in text
        assert (await fetch(chosen, "/else"))[0] == 404


@pytest.mark.parametrize(
    "path", ["/healthz", "/healthz?", "/metrics?name[]=kutip_articles", "/metrics?//[", "/else"]
)
async def test_a_monitor_may_add_parameters_and_ask_for_the_head_only(
    examples: Library, settings: Settings, server: BotApiServer, path: str
) -> None:
    chosen = settings_for(settings, server)
    async with running(examples, chosen), aiohttp.ClientSession() as client:
        status, _ = await fetch(chosen, path)
        assert status == (404 if path == "/else" else 200)
        async with client.head(f"http://127.0.0.1:{chosen.metrics_port}{path}") as answer:
            assert answer.status == status
            assert int(answer.headers["Content-Length"]) > 0
            assert await answer.read() == b""


async def test_who_asks_for_metrics_and_goes_is_no_line_on_the_screen(
    examples: Library, settings: Settings, server: BotApiServer, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = settings_for(settings, server)
    async with running(examples, chosen):
        await fetch(chosen, "/metrics")
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", chosen.metrics_port)) as connection:
                # Closing it resets it.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.sendall(b"GET /metrics HTTP/1.1\r\n\r\n")
        assert (await fetch(chosen, "/metrics"))[0] == 200
        await asyncio.sleep(0.2)
    assert "Traceback" not in capsys.readouterr().err


async def test_health_is_bad_when_the_database_can_not_be_read(
    examples: Library, settings: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise StoreError(Fault.DATABASE_FAILED, path="x", problem="y")

    chosen = settings_for(settings, server)
    async with running(examples, chosen):
        monkeypatch.setattr(examples, "size", broken)
        status, body = await fetch(chosen, "/healthz")
        assert (status, json.loads(body)["database"]) == (503, False)
        assert "kutip_articles NaN" in (await fetch(chosen, "/metrics"))[1]


def test_a_loop_that_has_not_beaten_for_five_seconds_is_not_alive() -> None:
    now = 0.0
    heart = Heartbeat(lambda: now)
    now = 4.9
    assert heart.is_alive()
    now = 5.0
    assert not heart.is_alive()
    heart.beat()
    assert heart.is_alive()


async def test_a_port_that_is_taken_is_said_once_and_the_bot_runs(
    examples: Library, settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = settings_for(settings, server)
    taken = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", chosen.metrics_port)
    async with taken, running(examples, chosen):
        ana = server.person("Ana")
        chat = server.private(ana)
        ana.write(chat, QUESTION)
        assert "BREST" in (await server.next_message(chat)).text
    assert sum("METRICS_PORT" in record.getMessage() for record in caplog.records) == 1


async def test_status_tells_of_the_bot(examples: Library, settings: Settings, server: BotApiServer) -> None:
    def shown() -> str:
        out = StringIO()
        Screen(out).show("status", status=read_status(examples))
        return out.getvalue()

    assert "bot  " not in shown()
    async with running(examples, settings_for(settings, server)):
        await until(lambda: "@kutip_bot, polling, running since" in shown())
        assert "telegram     in reach" in shown()
        async with server.away():
            await until(lambda: "out of reach since" in shown())
            assert "next try at" in shown()
    assert "not running; last started" in shown()


@pytest.mark.usefixtures("restored_logging")
async def test_log_lines_are_json_and_hold_neither_token_nor_question_nor_name(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    chosen = settings_for(settings, server)
    logs.set_up(chosen.kutip_data, "DEBUG", TOKEN, to_screen=False, log_format="json")
    async with running(examples, chosen) as bot:
        ana = server.person("Anastasia")
        chat = server.private(ana)
        ana.write(chat, QUESTION)
        await server.next_message(chat)
        await handled(bot)
        server.fail_next("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
        ana.write(chat, QUESTION)
        await server.quiet()
        await handled(bot)
        async with server.away():
            await until(lambda: bot._connectivity.outage)
    text = logs.log_file(chosen.kutip_data).read_text()
    for secret in (TOKEN, "disepakati", "Anastasia", str(chat.id)):
        assert secret not in text
    lines = [json.loads(line) for line in text.splitlines()]
    updates = [line for line in lines if line["logger"] == "bot.telegram.monitoring.update_log"]
    assert [line["outcome"] for line in updates] == ["found", "failed:Forbidden"]
    assert [line["to"] for line in updates] == ["private", None]
    said = [line["message"].partition(" ms")[2] for line in updates]
    assert said == [", to private", ""]
    assert all(line["ms"] > 0 and line["update"] and line["kind"] == "message" for line in updates)


async def test_an_update_that_is_cut_off_is_not_logged_as_done(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    update_log = UpdateLog()

    async def handle() -> None:
        with update_log.recording(object()) as record:
            record.ready("found")
            await asyncio.sleep(PATIENCE)

    task = asyncio.create_task(handle())
    await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert [record.outcome for record in caplog.records if hasattr(record, "outcome")] == ["cut_off"]


def test_the_numbers_are_those_that_are_told() -> None:
    metrics = Metrics()
    metrics.flooded()
    metrics.watch_messages_waiting(lambda: 3)
    update_log = UpdateLog(metrics)
    assert math.isnan(update_log.age())
    with suppress(LookupError), update_log.recording(object()) as record:
        record.ready("weak")
        record.failed("LookupError")
        raise LookupError
    text = metrics.text().decode()
    for line in (
        "kutip_floods_total 1.0",
        "kutip_messages_waiting 3.0",
        'kutip_updates_total{kind="other"} 1.0',
        'kutip_questions_total{verdict="weak"} 1.0',
        'kutip_errors_total{kind="LookupError"} 1.0',
        'kutip_answer_seconds_bucket{le="+Inf"} 1.0',
    ):
        assert line in text
