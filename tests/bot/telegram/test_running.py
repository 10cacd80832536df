"""Polling and webhook, Telegram out of reach, two pollers, and the shutdown."""

import asyncio
import logging
import os
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.console.screen import Screen
from bot.runtime.app import open_configured_library
from bot.runtime.presence import read_presence
from bot.runtime.settings import Settings
from bot.telegram.monitoring.connectivity import Conflicts
from bot.telegram.running import Running
from bot.telegram.tasks import cancel, repeat
from index.library import Library
from index.model.errors import Fault, KutipError
from tests.bot.telegram.over_http import TOKEN
from tests.bot.telegram.running import running, settings_for, until
from tests.botapi.server import BotApiServer
from tests.conftest import EXAMPLES, PATIENCE
from tests.fakes import ReadingsInProcess
from tools.loopback import free_port

ROOT = Path(__file__).parent.parent.parent.parent
QUESTION = "apa yang disepakati?"


async def fault_of(library: Library, settings: Settings) -> Fault:
    """Return the reason why a bot with these settings ends."""
    bot = Running(
        library, settings, Screen(StringIO(), StringIO()), lambda: Conflicts(lambda: 0.0), ReadingsInProcess()
    )
    with pytest.raises(KutipError) as error:
        await asyncio.wait_for(bot.until_stopped(), PATIENCE)
    return error.value.fault


async def asked(server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.write(chat, QUESTION)
    assert "BREST" in (await server.next_message(chat)).text


@pytest.mark.parametrize("webhook", [False, True])
async def test_telegram_away_at_the_start_is_waited_for_and_said_once(
    examples: Library, settings: Settings, server: BotApiServer, webhook: bool, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = settings_for(settings, server, webhook=webhook)
    async with server.away():
        bot = running(examples, chosen)
        await bot.__aenter__()
        await until(lambda: (seen := read_presence(chosen.kutip_data)) and seen.presence.away_since)
    try:
        await asked(server)
    finally:
        await bot.__aexit__(None, None, None)
    told = [record for record in caplog.records if record.name == "bot.telegram.monitoring.connectivity"]
    assert [record.getMessage().split(" (")[0].split(",")[0] for record in told] == [
        "Telegram cannot be reached",
        "Telegram can be reached again",
    ]


async def test_telegram_away_for_a_while_is_said_once_and_shown(
    examples: Library, settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = settings_for(settings, server)

    def away() -> bool:
        seen = read_presence(chosen.kutip_data)
        return bool(seen and seen.running and seen.presence.away_since)

    async with running(examples, chosen):
        await asked(server)
        async with server.away():
            await until(away)
        await asked(server)
        await until(lambda: not away())
    told = [
        record.getMessage() for record in caplog.records if record.name == "bot.telegram.monitoring.connectivity"
    ]
    assert len(told) == 2


async def test_people_are_answered_while_telegram_puts_off_what_it_is_told_of_the_bot(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    server.fail_next("setMyCommands", retry_after=490)
    async with running(examples, settings_for(settings, server)):
        await asked(server)


@pytest.mark.slow
async def test_of_two_pollers_the_newcomer_ends(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    now = 0.0
    async with running(examples, settings_for(settings, server), lambda: Conflicts(lambda: now)):
        await asked(server)
        now = 20.0
        assert await fault_of(examples, settings_for(settings, server)) is Fault.TWO_POLLERS
        await asked(server)


def test_a_bot_that_has_run_for_long_ends_only_when_conflicts_last() -> None:
    times = (0, 10, 3600, 3601, 3603, 3640, 3800, 3830, 3855, 3861)  # the first is the start
    conflicts = Conflicts(iter(times).__next__)
    assert [conflicts.must_leave() for _ in times[1:]] == [False] * 8 + [True]


def test_of_two_bots_that_are_young_the_newcomer_ends() -> None:
    older, newcomer = ((0, 20, 22, 25, 30), (20, 21, 23, 27))
    conflicts = Conflicts(iter(older).__next__)
    assert [conflicts.must_leave() for _ in older[1:]] == [False] * 4
    conflicts = Conflicts(iter(newcomer).__next__)
    assert [conflicts.must_leave() for _ in newcomer[1:]] == [False, False, True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_a_slow_answer_arrive_and_then_ends_the_bot(
    tmp_path: Path, server: BotApiServer, number: signal.Signals
) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KUTIP_DATA": str(tmp_path),
        "KUTIP_EMBEDDER": "none",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "METRICS_PORT": str(free_port()),
        "LOG_FORMAT": "json",
    }
    with open_configured_library(Settings(kutip_data=tmp_path, kutip_embedder="none")) as library:
        assert len(list(library.add([str(EXAMPLES)]))) == 10
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "telegram", env=environment, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
    )
    try:
        ana = server.person("Ana")
        chat = server.private(ana)
        with server.held("sendMessage", afterwards=True):
            ana.write(chat, QUESTION)
            await server.next_message(chat)  # sent, but not yet known to be
            process.send_signal(number)
    finally:
        if process.returncode is None:
            process.send_signal(number)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0
    assert b'"outcome": "found"' in errors
    assert b"Traceback" not in errors
    seen = read_presence(tmp_path)
    assert seen is not None
    assert not seen.running
    assert seen.presence.username == "kutip_bot"


@pytest.fixture(autouse=True)
def _quiet_libraries() -> None:
    """Set the levels as bot.runtime.logs does, so that caplog records what the log would."""
    logging.getLogger("httpx").setLevel(logging.WARNING)


async def test_repeated_work_goes_on_until_it_is_cancelled() -> None:
    loop, done, often = asyncio.get_running_loop(), list[int](), asyncio.Event()

    def work() -> None:
        done.append(1)
        if len(done) == 3:
            loop.call_soon_threadsafe(often.set)

    task = asyncio.create_task(repeat(0.0, work))
    async with asyncio.timeout(PATIENCE):
        await often.wait()
    await cancel(task)
    assert len(done) >= 3
