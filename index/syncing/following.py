"""Begin to follow a feed: ask its server once, and store what it answers."""

from concurrent.futures import Future
from datetime import timedelta
from random import Random

from index.ingestion.reading.pool import Readings, Results
from index.ingestion.reading.requests import FeedRequest
from index.model.clock import utc_now
from index.model.errors import Fault, ReadError, SourceError
from index.model.feeds import FeedAnswer
from index.model.records import SHARED
from index.model.sources import NewSource, Source
from index.model.web_address import is_web_address
from index.store.sources.source_rows import host_of
from index.store.sources.statements import LEAST_SECONDS
from index.syncing.schedule import next_due
from index.syncing.stores import Stores

DEFAULT_EVERY = 3600
"""In seconds."""


def check_address(url: str) -> None:
    """Raise SourceError for what is no address that can be followed."""
    try:
        is_good = is_web_address(url) and bool(host_of(url))
    except ValueError:
        is_good = False
    if not is_good:
        raise SourceError(Fault.BAD_SOURCE_ADDRESS, source=url)


def ask_first(stores: Stores, readings: Readings, url: str, agent: str) -> "Future[Results] | None":
    """Return what the server of a feed will answer, None if that is known as others follow it.

    Raises SourceError for a bad address.
    """
    check_address(url)
    if stores.sources.is_followed(url):
        return None
    return readings.submit(("follow", host_of(url)), FeedRequest(url, agent))


def follow(stores: Stores, library: str, url: str, results: Results | None, every: int = DEFAULT_EVERY) -> Source:
    """Follow a feed of which this is the first answer, and return it. Raises SourceError or ReadError."""
    limit = library != SHARED
    if results is None:
        return stores.sources.add(library, NewSource(url, every=every), limit)
    answer = results[0] if results else None
    if isinstance(answer, ReadError):
        raise answer
    if not isinstance(answer, FeedAnswer) or answer.status != 200:
        status = answer.status if isinstance(answer, FeedAnswer) else 0
        raise ReadError(Fault.PAGE_NOT_FETCHED, source=url, why="status", status=status)
    source = stores.sources.add(library, NewSource(answer.url, answer.title, every), limit)
    now = utc_now()
    stores.sources.claim(source.url, now, timedelta(seconds=LEAST_SECONDS))
    chance = Random()  # noqa: S311 - jitter
    stores.sources.take(source, answer, now, lambda one, counted: next_due(one, counted, answer, now, chance))
    stores.hosts.leave_alone([source.host], now + timedelta(seconds=2))
    return stores.sources.get(source.id)
