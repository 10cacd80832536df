"""The bot in a process of its own: start, kill and stop it, and measure its memory and CPU time."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from tools.bench.jobs import ROOT
from tools.loopback import free_port

TOKEN = "123:load"
COMMAND = ("bot", "telegram")
_STOP_SECONDS = 30


class BotProcess:
    """`kutip telegram` on a data folder, against one server. It logs to a file beside that folder."""

    def __init__(self, api_url: str, data: Path, command: Sequence[str] = COMMAND, **settings: str) -> None:
        """``command`` is the module that runs, with its arguments; ``settings`` are environment variables."""
        self._command = command
        self.metrics_port = free_port()
        self._log = data.parent / "bot.log"
        self._folder = data.parent
        self._environment = {
            **_plain_environment(),
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api_url,
            "KUTIP_DATA": str(data),
            "KUTIP_EMBEDDER": "none",
            "KUTIP_QUESTIONS_A_MINUTE": "0",  # only Telegram's limits are tested
            "KUTIP_PERSON_QUESTIONS_A_MINUTE": "0",
            "KUTIP_INLINE_A_MINUTE": "0",
            "METRICS_PORT": str(self.metrics_port),
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._cpu_of_killed = 0.0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the bot, and stop it at the end in any case."""
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self._command,
                cwd=self._folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip

    async def kill(self) -> None:
        """Kill the bot as kill -9 does, without any cleanup."""
        process = self._running()
        self._cpu_of_killed += _cpu_seconds(process.pid)
        process.kill()
        await process.wait()

    async def stop(self) -> float:
        """Let the bot end, kill it if it does not, and return the seconds that this took."""
        process, began = self._process, time.monotonic()
        if process is None or process.returncode is not None:
            return 0.0
        self._cpu_of_killed += _cpu_seconds(process.pid)
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        self._process = None
        return time.monotonic() - began

    @property
    def pid(self) -> int | None:
        """None while the bot does not run."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def check(self) -> None:
        """Raise RuntimeError with the end of the log if the bot has ended by itself."""
        if self._process is not None and self._process.returncode is not None:
            raise RuntimeError(f"the bot ended with {self._process.returncode}: {self._log.read_text()[-2000:]}")

    def resident_mib(self) -> float:
        for line in Path(f"/proc/{self._running().pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024  # from KiB
        raise RuntimeError("the bot has ended")

    def cpu_seconds(self) -> float:
        """Return the CPU seconds of this process and of those killed before it."""
        return self._cpu_of_killed + _cpu_seconds(self._running().pid)

    def _running(self) -> asyncio.subprocess.Process:
        self.check()
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process


def _cpu_seconds(pid: int) -> float:
    # The name in parentheses may contain spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _plain_environment() -> Mapping[str, str]:
    """Return the environment without the settings of the person who runs this."""
    ours = ("KUTIP_", "TELEGRAM_", "WEBHOOK_", "LOG_", "METRICS_", "ALLOWED_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
