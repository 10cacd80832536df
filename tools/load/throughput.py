"""How many questions a second one bot answers and several do, where the cost of a question is the limit."""

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.botapi.server import BotApiServer
from tools.load import library
from tools.load.fleet import make_fleet, server_with
from tools.load.ledger import Counts, Ledger
from tools.load.plan import PRIVATE_CHATS, Load
from tools.load.process import TOKEN
from tools.load.run import Places, crowd, until_all_is_answered
from tools.load.watching import watch

_UNPACED = ("tools.load.unpaced_bot",)
# Questions before the clock starts, as the first ones of a process read its index, and those that count.
_WARM_UP, COUNTED = 50, 300
_SEED = 7


@dataclass(frozen=True)
class Throughput:
    """Questions answered a second by so many bots, and the outcome of all questions."""

    bots: int
    a_second: float
    counts: Counts
    cpu_seconds: float


async def measure(load: Load) -> list[Throughput]:
    """Return the throughput of one bot and of the load's. Raise RuntimeError where PostgreSQL is not installed."""
    data = await asyncio.to_thread(library.data_folder, load.cache, load.paragraphs)
    words = random.Random(_SEED).sample(library.words(load.paragraphs), _WARM_UP + COUNTED)  # noqa: S311
    return [await _measure(data, words, bots) for bots in (1, load.bots)]


async def _measure(data: Path, words: Sequence[str], bots: int) -> Throughput:
    with tempfile.TemporaryDirectory(prefix="kutip-load-") as folder:
        copied = await asyncio.to_thread(library.copy_of, data, Path(folder) / "data")
        with server_with(copied) as database:
            async with BotApiServer(TOKEN, "kutip_bot") as server:
                fleet = make_fleet(bots, server.url, copied, database.url, Path(folder), _UNPACED)
                ledger, places = Ledger(), crowd(server)[:PRIVATE_CHATS]
                watch(server, ledger, {})
                async with fleet.running():
                    await _ask_at_once(words[:_WARM_UP], places, ledger)
                    began, cpu_began = time.monotonic(), fleet.cpu_seconds()
                    await _ask_at_once(words[_WARM_UP:], places, ledger)
                    seconds, cpu = time.monotonic() - began, fleet.cpu_seconds() - cpu_began
                return Throughput(bots, COUNTED / seconds, ledger.counts(), cpu)


async def _ask_at_once(words: Sequence[str], places: Places, ledger: Ledger) -> None:
    for number, word in enumerate(words):
        chat, (person, *_) = places[number % len(places)]
        ledger.asked(chat.id, word, time.monotonic())
        person.write(chat, word)
    await until_all_is_answered(ledger)
