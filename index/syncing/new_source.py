"""Follow a new source: request its feed once, and store the answer."""

from collections.abc import Hashable
from concurrent.futures import Future
from datetime import datetime, timedelta
from random import Random

from index.ingestion.reading.pool import Readings, Results
from index.ingestion.reading.requests import FeedRequest
from index.model.clock import utc_now
from index.model.errors import Fault, ReadError, SourceError
from index.model.feeds import FeedAnswer
from index.model.records import SHARED
from index.model.sources import NewSource, Source
from index.model.web_address import feed_address, without_login
from index.store.sources.source_rows import can_be_followed
from index.store.sources.statements import LEAST_SECONDS
from index.syncing.schedule import next_due
from index.syncing.stores import Stores

DEFAULT_EVERY = 3600
"""In seconds."""
MOST_STEPS = 2
"""From a page to its only sitemap, and from there, an index, to the only one that it names."""


def check_address(url: str) -> None:
    """Raise SourceError for what is no address that can be followed."""
    if not can_be_followed(url):
        raise SourceError(Fault.BAD_SOURCE_ADDRESS, source=without_login(url))


def request_feed(
    stores: Stores, readings: Readings, url: str, agent: str, owner: Hashable
) -> "Future[Results] | None":
    """Return what the server of a feed will answer to the request of somebody, None if others follow it already.

    Raises SourceError for a bad address.
    """
    check_address(url)
    url = feed_address(url)
    if stores.sources.is_followed(url):
        return None
    return readings.submit(owner, FeedRequest(url, agent, discovers=True))


def only_feed(results: Results | None) -> str | None:
    """Return the address of the feed where the answer is a page that names a single one."""
    answer = results[0] if results else None
    feeds = (
        answer.details["feeds"] if isinstance(answer, ReadError) and answer.fault is Fault.PAGE_WITH_FEEDS else ()
    )
    return str(feeds[0]) if isinstance(feeds, list) and len(feeds) == 1 else None


def follow(
    stores: Stores,
    library: str,
    url: str,
    results: Results | None,
    every: int = DEFAULT_EVERY,
    now: datetime | None = None,
    *,
    removes_vanished: bool = False,
) -> Source:
    """Follow a feed of which this is the first answer, and return it. Raises SourceError or ReadError.

    With ``removes_vanished``, an article goes when its page does.
    """
    limit = library != SHARED
    if results is None:
        return stores.sources.add(library, NewSource(url, every=every, removes_vanished=removes_vanished), limit)
    answer = results[0] if results else None
    if isinstance(answer, ReadError):
        raise answer
    if not isinstance(answer, FeedAnswer) or answer.status != 200:
        status = answer.status if isinstance(answer, FeedAnswer) else 0
        raise ReadError(Fault.PAGE_NOT_FETCHED, source=url, why="status", status=status)
    new = NewSource(answer.url, answer.title, every, removes_vanished=removes_vanished)
    source = stores.sources.add(library, new, limit)
    now = now or utc_now()
    stores.sources.claim(source.url, now, timedelta(seconds=LEAST_SECONDS))
    chance = Random()  # noqa: S311 - jitter
    stores.sources.store_answer(
        source, answer, now, lambda one, counted: next_due(one, counted, answer, now, chance)
    )
    stores.hubs.name(source.url, answer.hub, now)
    stores.hosts.rest_until([source.host], now + timedelta(seconds=2))
    return stores.sources.get(source.id)
