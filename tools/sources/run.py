"""Run the week: publish, sync, fail and, where asked to, kill; and count what came of it."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.publisher.clock import FakeClock
from tests.publisher.publisher import Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Asked
from tools.sources.plan import DAY, Act, acts, set_up, trouble

_STEP = 600.0
_TROUBLE = 0.0005


class KilledError(BaseException):
    """The process ends here."""


@dataclass
class Result:
    """What came of a run; ``cpu_seconds`` are of the whole simulation, the publisher and its judge among it."""

    days: float
    feeds: int
    published: int = 0
    edits: int = 0
    requests: int = 0
    bytes: int = 0
    cpu_seconds: float = 0.0
    kills: int = 0
    missed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    impolite: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.missed or self.twice or self.stale or self.impolite)


def run(folder: Path, feeds: int, days: float, kills: int = 0, seed: int = 1) -> Result:
    """Simulate so many days; a database in the folder survives each kill."""
    chance = Random(seed)  # noqa: S311 - a plan that is the same each time
    publisher = Publisher(FakeClock())
    urls = set_up(publisher, feeds, chance)
    reader = Reader(publisher, folder / "kutip.db")
    result = Result(days, feeds)
    for url in urls:
        reader.follow(url)
    plan = list(acts(publisher, urls, days * DAY, chance))
    killer = _Killer(publisher, kills, len(plan), chance)
    began = time.process_time()
    _go(reader, publisher, plan, days * DAY, chance, killer)
    result.cpu_seconds = time.process_time() - began
    result.kills = killer.count
    _count(result, reader, publisher, plan)
    reader.database.close()
    return result


class _Killer:
    """Kills the reader at some requests: before these are answered, or after."""

    def __init__(self, publisher: Publisher, kills: int, requests: int, chance: Random) -> None:
        self.count = 0
        self._at = set(chance.sample(range(1, max(2 * requests, kills + 1)), kills))
        self._publisher = publisher
        publisher.on_request = self._kill

    def _kill(self, _asked: Asked) -> None:
        if len(self._publisher.asked) in self._at:
            self._at.discard(len(self._publisher.asked))
            self.count += 1
            raise KilledError


def _go(
    reader: Reader, publisher: Publisher, plan: list[Act], seconds: float, chance: Random, killer: _Killer
) -> None:
    now, left = 0.0, list(plan)
    while now < seconds:
        while left and left[0].at <= now:
            act = left.pop(0)
            publisher.publish(act.url, act.story)
            publisher.pages[act.story.link.partition("?")[0].partition("#")[0]] = publisher.pages[act.story.link]
        for feed in publisher.feeds.values():
            if not feed.specials and chance.random() < _TROUBLE:
                trouble(feed, publisher, chance)
        now += _run_until(reader, publisher, _STEP)


def _run_until(reader: Reader, publisher: Publisher, seconds: float) -> float:
    """Sync for so many seconds, and open the reader again whenever it is killed."""
    start = publisher.clock.now
    while (left := seconds - (publisher.clock.now - start).total_seconds()) > 0.001:
        try:
            reader.run(left)
        except KilledError:
            publisher.network.open.clear()  # the system closes the connections of a process that ends
            reader.restart()
            reader.advance(1)
    return (publisher.clock.now - start).total_seconds()


def _count(result: Result, reader: Reader, publisher: Publisher, plan: list[Act]) -> None:
    newest = {act.story.title: act for act in plan}
    found: dict[str, list[int]] = {}
    for article in reader.articles():
        found.setdefault(article.title, []).append(article.id)
    result.published = len(newest)
    result.edits = sum(act.is_edit for act in plan)
    result.missed = [title for title in newest if title not in found]
    result.twice = [title for title, numbers in found.items() if len(numbers) > 1]
    for title, act in newest.items():
        if title in found:
            texts = [paragraph.text for paragraph in reader.articles_.paragraphs(found[title][0])]
            result.stale += [title] if tuple(texts) != act.story.paragraphs else []
    result.requests, result.bytes = len(publisher.asked), publisher.bytes_sent
    result.impolite = publisher.impolite
