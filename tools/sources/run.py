"""Run the week: publish, sync, fail and, where asked to, kill; and count what came of it."""

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.publisher.clock import FakeClock
from tests.publisher.publisher import Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Asked
from tools.sources.folders import FolderAct, Folders, folder_acts
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
    folders = Folders(folder, reader)
    killer = _Killer(publisher, folders, kills, len(plan), chance)
    began = time.process_time()
    _Run(reader, publisher, folders, chance).go(plan, folder_acts(days * DAY, chance), days * DAY)
    result.cpu_seconds = time.process_time() - began
    result.kills = killer.count
    _count(result, reader, publisher, plan)
    _count_files(result, reader, folders)
    reader.database.close()
    return result


class _Killer:
    """Kills the reader at some requests, before these are answered, and while it reads the files of folders."""

    def __init__(self, publisher: Publisher, folders: Folders, kills: int, requests: int, chance: Random) -> None:
        self.count = 0
        of_folders = kills // 4
        self._at = set(chance.sample(range(1, max(2 * requests, kills + 1)), kills - of_folders))
        self._at_notes = set(chance.sample(range(1, of_folders * 4 + 1), of_folders))
        self._publisher, self._notes = publisher, 0
        publisher.on_request, folders.on_note = self._kill, self._kill_at_note

    def _kill(self, _asked: Asked) -> None:
        self._kill_if(self._at, len(self._publisher.asked))

    def _kill_at_note(self) -> None:
        self._notes += 1
        self._kill_if(self._at_notes, self._notes)

    def _kill_if(self, moments: set[int], moment: int) -> None:
        if moment in moments:
            moments.discard(moment)
            self.count += 1
            raise KilledError


class _Run:
    """The reader and its world, as time passes."""

    def __init__(self, reader: Reader, publisher: Publisher, folders: Folders, chance: Random) -> None:
        self._reader, self._publisher, self._folders, self._chance = reader, publisher, folders, chance

    def go(self, plan: list[Act], plan_of_folders: list[FolderAct], seconds: float) -> None:
        now, left, left_of_folders = 0.0, deque(plan), deque(plan_of_folders)
        while now < seconds:
            while left and left[0].at <= now:
                self._publish(left.popleft())
            while left_of_folders and left_of_folders[0].at <= now:
                self._folders.do(left_of_folders.popleft())
            for feed in self._publisher.feeds.values():
                if not feed.specials and self._chance.random() < _TROUBLE:
                    trouble(feed, self._publisher, self._chance)
            now += self._sync(_STEP)

    def _publish(self, act: Act) -> None:
        pages, link = self._publisher.pages, act.story.link
        self._publisher.publish(act.url, act.story)
        pages[link.partition("?")[0].partition("#")[0]] = pages[link]

    def _sync(self, seconds: float) -> float:
        """Sync for so many seconds, and open the reader again whenever it is killed."""
        clock, start = self._publisher.clock, self._publisher.clock.now
        while (left := seconds - (clock.now - start).total_seconds()) > 0.001:
            try:
                self._folders.sync()
                self._reader.run(left)
            except KilledError:
                self._publisher.network.open.clear()  # the system closes the connections of a process that ends
                self._reader.restart()
                self._reader.advance(1)
        return (clock.now - start).total_seconds()


def _count(result: Result, reader: Reader, publisher: Publisher, plan: list[Act]) -> None:
    newest = {act.story.title: act for act in plan}
    found = _by_title(reader)
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


def _count_files(result: Result, reader: Reader, folders: Folders) -> None:
    found, expected = _by_title(reader), folders.expected
    result.published += len(expected) + len(folders.removed)
    result.edits += folders.edits
    result.missed += [title for title in expected if title not in found]
    result.stale += [title for title in folders.removed if title in found]
    for title in expected.keys() & found.keys():
        texts = [paragraph.text for paragraph in reader.articles_.paragraphs(found[title][0])]
        result.stale += [title] if tuple(texts) != expected[title] else []


def _by_title(reader: Reader) -> dict[str, list[int]]:
    """Return the numbers of the articles that are there, by their titles."""
    found: dict[str, list[int]] = {}
    for article in reader.articles():
        found.setdefault(article.title, []).append(article.id)
    return found
