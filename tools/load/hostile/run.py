"""One run with hostile chats: people ask alone, then beside the hostile ones; at last the bot starts again."""

import asyncio
import contextlib
import statistics
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.botapi.server import BotApiServer
from tools.load import library
from tools.load.hostile.people import Attacker, Neighbour
from tools.load.hostile.processes import PeakMemory
from tools.load.hostile.sites import slow_sites
from tools.load.plan import Asking, Load, plan
from tools.load.process import TOKEN, BotProcess
from tools.load.run import Figures, Places, Run, crowd

_COMMAND = ("tools.load.hostile.loopback_bot",)
# Just above what people of the load ask, so that hostile ones ask no more; inline queries have the default limit.
_SETTINGS = {
    "KUTIP_QUESTIONS_A_MINUTE": "60",
    "KUTIP_PERSON_QUESTIONS_A_MINUTE": "60",
    "KUTIP_INLINE_A_MINUTE": "60",
}
_NAMES = ("Eve", "Mallory")
_ADD_EVERY = 2.0


@dataclass(frozen=True)
class Phase:
    """The figures of the people who ask, and the seconds of each article that another chat added meanwhile."""

    figures: Figures
    adds: Sequence[float]

    @property
    def median_add(self) -> float:
        return statistics.median(self.adds)


@dataclass(frozen=True)
class HostileFigures:
    """The figures of a run.

    Args:
        sent: what the hostile people sent, by its kind.
        peak_mib: the most memory of all processes of the bot together.
        stop_seconds: from SIGTERM to the end, while the hostile people go on.
        restart_seconds: from the start after that until an article of another chat is added.
    """

    alone: Phase
    beside: Phase
    sent: Mapping[str, int]
    peak_mib: float
    stop_seconds: float
    restart_seconds: float

    def is_right(self) -> bool:
        return self.alone.figures.counts.is_right() and self.beside.figures.counts.is_right()


async def run(load: Load) -> HostileFigures:
    """Return the figures of a run. Raise ValueError if the library has too few words for the load."""
    words = library.words(load.paragraphs)
    questions = [plan(load, words[: len(words) // 2]), plan(load, words[len(words) // 2 :])]
    data = await asyncio.to_thread(library.data_folder, load.cache, load.paragraphs)
    with tempfile.TemporaryDirectory(prefix="kutip-load-") as folder:
        copied = await asyncio.to_thread(library.copy_of, data, Path(folder) / "data")
        async with BotApiServer(TOKEN, "kutip_bot") as server, slow_sites() as sites:
            bot = BotProcess(server.url, copied, _COMMAND, **_SETTINGS)
            async with bot.running():
                return await _Scene(load, server, bot, sites).play(questions)


class _Scene:
    """The people of a run while it lasts."""

    def __init__(self, load: Load, server: BotApiServer, bot: BotProcess, sites: Sequence[str]) -> None:
        self._load = load
        self._server = server
        self._bot = bot
        self._places: Places = crowd(server)
        self._neighbour = Neighbour(server)
        self._attackers = [Attacker(server, name, sites[number::2]) for number, name in enumerate(_NAMES)]
        notes = {chat.id: attacker.note for attacker in self._attackers for chat in attacker.chats}
        self._others = {self._neighbour.chat.id: self._neighbour.note, **notes}

    async def play(self, questions: Sequence[list[Asking]]) -> HostileFigures:
        peak = PeakMemory()
        async with _besides(peak.watch(lambda: self._bot.pid)):
            alone = await self._phase(questions[0])
            async with _besides(*(attacker.attack() for attacker in self._attackers)):
                beside = await self._phase(questions[1])
                stop_seconds = await self._bot.stop()
            await self._bot.start()
            restart_seconds = await self._neighbour.add()
        sent = sum((attacker.sent for attacker in self._attackers), Counter[str]())
        return HostileFigures(alone, beside, dict(sent), peak.mib, stop_seconds, restart_seconds)

    async def _phase(self, questions: list[Asking]) -> Phase:
        adds: list[float] = []
        async with _besides(self._add(adds)):
            run = Run(self._load, self._server, self._bot, self._places, self._others)
            figures = await run.measure(questions, until_quiet=False)
        return Phase(figures, adds)

    async def _add(self, adds: list[float]) -> None:
        while True:
            adds.append(await self._neighbour.add())
            await asyncio.sleep(_ADD_EVERY)


@contextlib.asynccontextmanager
async def _besides(*work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Do this until the end of the block, where its errors are raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
