"""Several bots as one: processes with the same token behind a load balancer, on one PostgreSQL."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import aiohttp

from tools.bench.jobs import ROOT
from tools.load.library import copy_of
from tools.load.process import COMMAND, BotProcess
from tools.load.proxy import RoundRobin
from tools.loopback import free_port
from tools.postgres import PostgresServer, find_programs, temporary_server

_READY_SECONDS = 120.0
_LONGEST = 1800  # seconds
_PATH = "/kutip/hook"


class Fleet:
    """The bots, with what tools.load.run asks of one."""

    def __init__(self, bots: Sequence[BotProcess], proxy: RoundRobin) -> None:
        self.bots, self.proxy = list(bots), proxy

    @property
    def metrics_port(self) -> int:
        """That of the first bot."""
        return self.bots[0].metrics_port

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the bots, and stop them at the end in any case."""
        async with self.proxy:
            try:
                for bot in self.bots:
                    await bot.start()
                await self.until_ready()
                yield
            finally:
                await asyncio.gather(*(bot.stop() for bot in self.bots))

    async def start(self) -> None:
        """Start the first bot again."""
        await self.bots[0].start()

    async def kill(self) -> None:
        """Kill the first bot as kill -9 does."""
        await self.bots[0].kill()

    async def until_ready(self, bots: Sequence[BotProcess] | None = None) -> None:
        """Wait until bots take updates. Raises TimeoutError, or RuntimeError if one has ended."""
        async with asyncio.timeout(_READY_SECONDS), aiohttp.ClientSession() as client:
            for bot in bots or self.bots:
                while not await _is_ready(client, bot):
                    bot.check()
                    await asyncio.sleep(0.1)

    async def until_it_receives(self) -> None:
        """Wait until the first bots take updates."""
        await self.until_ready()

    def check(self) -> None:
        for bot in self.bots:
            bot.check()

    def resident_mib(self) -> float:
        return sum(bot.resident_mib() for bot in self.bots if bot.pid)

    def cpu_seconds(self) -> float:
        return sum(bot.cpu_seconds() for bot in self.bots)


@contextlib.contextmanager
def server_with(data: Path) -> Iterator[PostgresServer]:
    """Yield a PostgreSQL server with the library of a data folder. Raises RuntimeError where none is installed."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("several bots need PostgreSQL: on Debian, apt-get install postgresql")
    with temporary_server(programs) as server:
        _move(data, server.url)
        yield server


def make_fleet(
    count: int, api_url: str, data: Path, database: str, folder: Path, command: Sequence[str] = COMMAND
) -> Fleet:
    """Return bots that do not run yet, each on a copy of a data folder."""
    ports, proxy_port = [free_port() for _ in range(count)], free_port()
    proxy = RoundRobin(ports, proxy_port)
    bots = [
        BotProcess(
            api_url, copy_of(data, folder / f"bot-{number}" / "data"), command,
            KUTIP_DATABASE=database,
            WEBHOOK_URL=f"http://127.0.0.1:{proxy_port}{_PATH}",
            WEBHOOK_PORT=str(port),
        )
        for number, port in enumerate(ports)
    ]  # fmt: skip
    return Fleet(bots, proxy)


async def _is_ready(client: aiohttp.ClientSession, bot: BotProcess) -> bool:
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        async with client.get(f"http://127.0.0.1:{bot.metrics_port}/healthz/ready") as answer:
            return answer.ok
    return False


def _move(data: Path, url: str) -> None:
    environment = {**os.environ, "KUTIP_DATA": str(data), "KUTIP_EMBEDDER": "none", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "bot", "move", "--to", "-"], input=url.encode(),
        cwd=data, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=_LONGEST,
    )  # fmt: skip
