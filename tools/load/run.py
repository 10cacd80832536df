"""One run: the server, the bot, the people who ask, the faults, and the figures."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.botapi.server import BotApiServer, Chat, Person
from tools.load import histogram, library
from tools.load.fleet import Fleet, make_fleet, server_with
from tools.load.ledger import Counts, Ledger
from tools.load.limits import Floods, WatchedLimits
from tools.load.plan import GROUPS, PEOPLE_PER_GROUP, PRIVATE_CHATS, Asking, Load, plan
from tools.load.process import TOKEN, BotProcess
from tools.load.trouble import make_trouble
from tools.load.watching import Others, watch

_START_SECONDS = 300
# A group that has used its messages of a minute waits for the next one; after that no more answers come.
_GIVEN_UP_AFTER = 65
_SURPLUS_SECONDS = 1.5
_RETRY_SECONDS = 0.2
_RECEIVING = ("getUpdates", "setWebhook")
Places = Sequence[tuple[Chat, list[Person]]]
_NOBODY: Others = {}


@dataclass(frozen=True)
class Figures:
    """The figures of a run. Times are in milliseconds, memory in MiB; None was not measured.

    Args:
        p50_ms, p99_ms: from a question to its answer, waiting for the limits included.
        own_p50_ms, own_p99_ms: upper bounds for the bot alone, from an update to its reply; of the last process.
        refused: calls that the Bot API does not allow.
    """

    seconds: float
    counts: Counts
    floods: Floods
    refused: int
    p50_ms: float | None
    p99_ms: float | None
    own_p50_ms: float | None
    own_p99_ms: float | None
    start_mib: float
    middle_mib: float
    end_mib: float
    cpu_seconds: float


async def run(load: Load) -> Figures:
    """Return the figures of a run. Raise ValueError if the library has too few words for the load."""
    questions = plan(load, library.words(load.paragraphs))
    data = await asyncio.to_thread(library.data_folder, load.cache, load.paragraphs)
    with tempfile.TemporaryDirectory(prefix="kutip-load-") as folder:
        copied = await asyncio.to_thread(library.copy_of, data, Path(folder) / "data")
        async with BotApiServer(TOKEN, "kutip_bot") as server, _running(load, server, copied) as bot:
            return await Run(load, server, bot, crowd(server)).measure(questions)


@contextlib.asynccontextmanager
async def _running(load: Load, server: BotApiServer, data: Path) -> AsyncIterator[BotProcess | Fleet]:
    """Run one bot or several until the end of the block."""
    if load.bots == 1:
        bot = BotProcess(server.url, data)
        async with bot.running():
            yield bot
        return
    server.retry_webhook_after(lambda _failures: _RETRY_SECONDS)
    with server_with(data) as database:
        fleet = make_fleet(load.bots, server.url, data, database.url, data.parent)
        async with fleet.running():
            yield fleet


class Run:
    """The parts of a run while it lasts."""

    def __init__(
        self, load: Load, server: BotApiServer, bot: BotProcess | Fleet, places: Places, others: Others = _NOBODY
    ) -> None:
        """``others`` are chats that ask nothing; see tools.load.watching."""
        self._load = load
        self._server = server
        self._bot = bot
        self._ledger = Ledger()
        self._limits = WatchedLimits()
        self._places = places
        self._middle_mib = 0.0
        server.limits = self._limits
        watch(server, self._ledger, others)

    async def measure(self, questions: list[Asking], *, until_quiet: bool = True) -> Figures:
        """Ask, wait until all is answered and, by default, nothing more is done, and return the figures."""
        await self._until_it_receives()
        began, start_mib = time.monotonic(), self._bot.resident_mib()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(ask(questions, self._places, self._ledger))
            tasks.create_task(self._come_to_the_middle())
            if self._load.faults:
                tasks.create_task(make_trouble(self._server, self._load.seconds))
        await self._until_all_is_answered(until_quiet)
        own = await histogram.scrape(self._bot.metrics_port)
        p50, p99 = _percentiles(self._ledger)
        return Figures(
            seconds=time.monotonic() - began,
            counts=self._ledger.counts(),
            floods=self._limits.floods(),
            refused=len(self._server.refused),
            p50_ms=p50,
            p99_ms=p99,
            own_p50_ms=_milliseconds(own.at_most(0.5)),
            own_p99_ms=_milliseconds(own.at_most(0.99)),
            start_mib=start_mib,
            middle_mib=self._middle_mib,
            end_mib=self._bot.resident_mib(),
            cpu_seconds=self._bot.cpu_seconds(),
        )

    async def _until_it_receives(self) -> None:
        """Wait for the first poll, or the webhook. Raise TimeoutError, or RuntimeError if the bot has ended."""
        async with asyncio.timeout(_START_SECONDS):
            while not any(call.method in _RECEIVING for call in self._server.calls):
                self._bot.check()
                await asyncio.sleep(0.05)

    async def _come_to_the_middle(self) -> None:
        await asyncio.sleep(self._load.seconds / 2)
        self._middle_mib = self._bot.resident_mib()
        if self._load.kill:
            await self._bot.kill()
            self._ledger.killed_at = time.monotonic()
            self._limits.begin()
            await self._bot.start()

    async def _until_all_is_answered(self, until_quiet: bool) -> None:
        await until_all_is_answered(self._ledger)
        if not until_quiet:
            await asyncio.sleep(_SURPLUS_SECONDS)
            return
        with contextlib.suppress(TimeoutError):
            await self._server.quiet(settle=_SURPLUS_SECONDS)


async def ask(questions: Sequence[Asking], places: Places, ledger: Ledger) -> None:
    """Ask questions at their times."""
    began = time.monotonic()
    for question in questions:
        await asyncio.sleep(max(0, began + question.at - time.monotonic()))
        chat, people = places[question.chat]
        ledger.asked(chat.id, question.word, time.monotonic())
        text = question.word if chat.type == "private" else f"/ask {question.word}"
        people[question.person].write(chat, text)


async def until_all_is_answered(ledger: Ledger) -> None:
    """Wait for open questions while answers still come."""
    last, left = time.monotonic(), ledger.open()
    while left and time.monotonic() - last < _GIVEN_UP_AFTER:
        await asyncio.sleep(0.1)
        if ledger.open() < left:
            last, left = time.monotonic(), ledger.open()


def crowd(server: BotApiServer) -> Places:
    """Return the chats with their people, the private ones first."""
    alone = [server.person(f"Reader {number}") for number in range(PRIVATE_CHATS)]
    groups = [
        (server.group(f"Group {group}"), [server.person(f"Member {group}-{n}") for n in range(PEOPLE_PER_GROUP)])
        for group in range(GROUPS)
    ]
    return [*((server.private(person), [person]) for person in alone), *groups]


def _percentiles(ledger: Ledger) -> tuple[float | None, float | None]:
    latencies = ledger.latencies()
    if not latencies:
        return None, None
    p50, p99 = np.percentile(latencies, (50, 99), method="higher") * 1000
    return float(p50), float(p99)


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
