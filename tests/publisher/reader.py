"""A reader of the publisher's feeds: the real store, syncer, fetching and parsing, on the publisher's network."""

import contextlib
from collections.abc import Hashable, Iterator
from concurrent.futures import Future
from pathlib import Path
from random import Random

from index.ingestion.reading.requests import Fetched, Request, read
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.records import SHARED, Article
from index.model.sources import NewSource, Source
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.quota import NO_LIMITS
from index.syncing.stores import open_stores
from index.syncing.syncer import Syncer
from tests.publisher.clock import FakeClock
from tests.publisher.publisher import Publisher

AGENT = "Kutip/0.1.0 (+mailto:redaksi@kutip.example)"
_IDLE = 60.0


class ReadingsOn:
    """Reads at once, on the network of a publisher."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self.bugs: list[Exception] = []

    def submit(self, _owner: Hashable, request: Request) -> "Future[list[Fetched]]":
        future: Future[list[Fetched]] = Future()
        network, pause = self._publisher.network, self._publisher.clock.advance
        results = read(request, DEFAULT_ARTICLE_BYTES, network=network, pause=pause)
        future.set_result(list(results))
        return future

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


class Reader:
    """Follows feeds, and can be opened again on the same database as after a crash."""

    def __init__(self, publisher: Publisher, path: Path | None = None, clock: FakeClock | None = None) -> None:
        self.publisher, self._path = publisher, path
        self.push_address = ""
        self.clock = clock or publisher.clock
        self.database = Database(path)
        self._open()

    def _open(self) -> None:
        self.articles_ = ArticleStore(self.database)
        self.stores = open_stores(self.database, self.articles_, 0, NO_LIMITS)
        self.sources = self.stores.sources
        self.restart_syncer()

    def restart_syncer(self) -> None:
        readings, chance = ReadingsOn(self.publisher), Random(1)  # noqa: S311
        self.syncer = Syncer(self.stores, readings, AGENT, self.clock, chance, self.push_address)

    def follow(self, url: str, library: str = SHARED, every: int = 3600) -> Source:
        return self.sources.add(library, NewSource(url, every=every), now=self.clock.now)

    def run(self, seconds: float) -> None:
        """Sync until so much time has passed."""
        left = seconds
        while True:
            seconds = self.syncer.sync_due()
            is_idle = seconds >= _IDLE and self.sources.agenda().due is None and not self.push_address
            step = left if is_idle else min(seconds, left)
            if step <= 0:
                return
            left -= step
            self.advance(step)

    def advance(self, seconds: float) -> None:
        self.publisher.clock.advance(seconds)
        if self.clock is not self.publisher.clock:
            self.clock.advance(seconds)

    def restart(self) -> None:
        """Open the database as a new process does."""
        if self._path is not None:
            self.database.close()
            self.database = Database(self._path)
        self._open()

    def articles(self, library: str = SHARED) -> list[Article]:
        return self.articles_.articles({library})

    def texts(self, article: Article) -> list[str]:
        return [paragraph.text for paragraph in self.articles_.paragraphs(article.id)]

    def source(self, number: int = 1) -> Source:
        return self.sources.get(number)


@contextlib.contextmanager
def reading(publisher: Publisher, path: Path | None = None) -> Iterator[Reader]:
    """Yield a reader, and close its database."""
    reader = Reader(publisher, path)
    try:
        yield reader
    finally:
        reader.database.close()
