"""Three bots on one PostgreSQL answer as one, whatever ends: a bot, the database, or each bot in its turn."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.botapi.server import BotApiServer
from tools.load import library
from tools.load.fleet import Fleet, make_fleet, server_with
from tools.load.ledger import Ledger
from tools.load.limits import WatchedLimits
from tools.load.plan import Asking, Load, plan
from tools.load.process import TOKEN
from tools.load.run import ask, crowd, until_all_is_answered
from tools.load.watching import watch
from tools.postgres import PostgresServer, find_programs

_PARAGRAPHS, _SECONDS, _RATE = 2000, 16, 20
_MOST_IN_FLIGHT = 3


@pytest.mark.slow
@pytest.mark.skipif(find_programs() is None, reason="no PostgreSQL: on Debian, apt-get install postgresql")
async def test_three_bots_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    data = library.copy_of(library.data_folder(tmp_path / "cache", _PARAGRAPHS), tmp_path / "data")
    load = Load(cache=tmp_path, seconds=_SECONDS, rate=_RATE, paragraphs=_PARAGRAPHS)
    questions = plan(load, library.words(_PARAGRAPHS))
    with server_with(data) as database:
        async with BotApiServer(TOKEN, "kutip_bot") as server:
            fleet, ledger, limits = (
                make_fleet(3, server.url, data, database.url, tmp_path),
                Ledger(),
                WatchedLimits(),
            )
            server.limits = limits
            server.retry_webhook_after(lambda _failures: 0.1)
            watch(server, ledger, {})
            async with fleet.running(), _asking(server, ledger, questions):
                await asyncio.sleep(2)
                await _kill(fleet, ledger)
                await _restart(database)
                await asyncio.sleep(2)
                await _restart_each(fleet)
            counts = ledger.counts()
    assert counts.asked > 200
    assert counts.is_right(), counts
    assert counts.twice_over_kill <= _MOST_IN_FLIGHT, counts
    assert all(fleet.proxy.served.values()), fleet.proxy.served
    assert not server.refused
    assert limits.floods().after_first_second == 0, limits.floods()


@asynccontextmanager
async def _asking(server: BotApiServer, ledger: Ledger, questions: Sequence[Asking]) -> AsyncIterator[None]:
    """Ask during the block, and wait after it until all is answered."""
    asking = asyncio.create_task(ask(questions, crowd(server), ledger))
    try:
        yield
        await asking
        await until_all_is_answered(ledger)
    finally:
        asking.cancel()


async def _kill(fleet: Fleet, ledger: Ledger) -> None:
    await fleet.kill()
    ledger.killed_at = time.monotonic()
    await fleet.start()


async def _restart(database: PostgresServer) -> None:
    await asyncio.to_thread(database.stop)
    await asyncio.to_thread(database.start)


async def _restart_each(fleet: Fleet) -> None:
    for bot in fleet.bots:
        await fleet.until_ready()
        await bot.stop()
        await bot.start()
    await fleet.until_ready()
