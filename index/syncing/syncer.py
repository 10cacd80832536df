"""Ask the sources that are due, and make articles of their items: one request to a host at a time."""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from index.ingestion.reading.pool import Readings, Results
from index.ingestion.reading.process import ReadingBug
from index.ingestion.reading.requests import FeedRequest, Request
from index.model.clock import utc_now
from index.model.errors import Fault, ReadError
from index.model.feeds import GONE, FeedAnswer
from index.model.sources import Counted, DueItem, Source, State
from index.store.sources.statements import LEAST_SECONDS
from index.syncing.hubs import Hubs
from index.syncing.items import ItemReader
from index.syncing.schedule import after_failure, next_due
from index.syncing.stores import Stores

_log = logging.getLogger(__name__)
# Between two requests to a host, in seconds.
GAP = timedelta(seconds=2)
# A process that dies leaves a source alone for this long.
_LEASE = timedelta(seconds=LEAST_SECONDS)
_MOST_AT_ONCE = 6
_LONGEST_SLEEP, _SHORTEST_SLEEP = 60.0, 0.05
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class _Task:
    """What is being read: its host, None where nothing is fetched, and what takes the results."""

    host: str | None
    finish: Callable[[Results], timedelta]


class Syncer:
    """Used by one thread, and by one process for each library."""

    def __init__(
        self,
        stores: Stores,
        readings: Readings,
        agent: str,
        clock: Clock = utc_now,
        chance: Random | None = None,
        push_address: str = "",
        only: Collection[int] | None = None,
    ) -> None:
        """Do nothing yet.

        Args:
            agent: says to servers who asks.
            push_address: where hubs reach us, if they do.
            only: the numbers of the sources that are wanted; None for all, and what is due at hubs.
        """
        self._only = only
        self._stores, self._readings, self._agent = stores, readings, agent
        self._clock = clock
        self._chance = chance or Random()  # noqa: S311 - jitter
        self._items = ItemReader(stores.items, stores.page_checks, stores.hosts, agent, clock)
        self._hubs = Hubs(stores.hubs, push_address, agent, clock)
        self._running: dict[Future[Results], _Task] = {}
        self._latest: datetime | None = None

    def sync_due(self, is_wanted: Callable[[], bool] = lambda: True) -> float:
        """Do what is due, more of it while ``is_wanted``, and return the seconds until more is.

        Raises StoreError.
        """
        self._correct_times()
        has_more = self._begin_due()
        while self._running or (has_more and is_wanted()):
            wait(self._running, timeout=_LONGEST_SLEEP, return_when=FIRST_COMPLETED)
            self._finish_done()
            if is_wanted() and (self._running or has_more):
                has_more = self._begin_due()
        return self._seconds_to_wait()

    def _correct_times(self) -> None:
        """Correct what is planned at the start, and when the clock of this machine has gone back."""
        now, latest = self._clock(), self._latest
        if latest is None or now < latest:
            self._stores.sources.correct_times(now)
            self._stores.items.correct_times(now)
            self._stores.hosts.correct_times(now)
        self._latest = now

    def _begin_due(self) -> bool:
        """Begin what is due on each host that is neither asked now nor resting, and return whether more is due.

        Only a few begin at a time: a process that dies forgets what it has begun for as long as the lease lasts.
        """
        now = self._clock()
        if self._only is None:
            self._begin_hubs(now)
        due = self._stores.sources.agenda(self._only).due
        if due is None or due > now:
            return False
        busy = self._busy(now)
        for host, url in self._stores.sources.due(now, busy, self._only).items():
            if len(self._running) >= _MOST_AT_ONCE:
                return True
            busy.add(host)
            self._begin_source(host, url, now)
        for item in self._stores.items.due(now, busy, self._only):
            if len(self._running) >= _MOST_AT_ONCE:
                return True
            self._begin_item(item, now)
        return False

    def _busy(self, now: datetime) -> set[str]:
        return {task.host for task in self._running.values() if task.host} | self._stores.hosts.resting(now)

    def _begin_hubs(self, now: datetime) -> None:
        is_due = (soonest := self._hubs.soonest()) is not None and soonest <= now
        for subscription in self._hubs.due(self._busy(now)) if is_due else ():
            if len(self._running) < _MOST_AT_ONCE and (request := self._hubs.begin(subscription)):
                self._stores.hosts.rest_until([subscription.host], now + timedelta(seconds=60))
                self._begin(request, _Task(subscription.host, partial(self._hubs.take, subscription)))

    def _begin_item(self, item: DueItem, now: datetime) -> None:
        self._stores.items.claim(item, now + _LEASE)
        request, finish = self._items.begin(item)
        if request is None:
            return
        if item.host:
            self._stores.hosts.rest_until([item.host], now + timedelta(seconds=60))
        self._begin(request, _Task(item.host, finish))

    def _begin_source(self, host: str, url: str, now: datetime) -> None:
        claimed = self._stores.sources.claim(url, now, _LEASE)
        if not claimed:
            return
        tags = {(one.etag, one.modified) for one in claimed}
        # Somebody who follows it since a moment has nothing of it yet.
        etag, modified = tags.pop() if len(tags) == 1 else (None, None)
        request = FeedRequest(url, self._agent, etag, modified)

        def finish(results: Results) -> timedelta:
            return max(self._finish_source(one, results, now) for one in claimed)

        self._begin(request, _Task(host, finish))

    def _begin(self, request: Request, task: _Task) -> None:
        owner = task.host or ("text", len(self._running) % 2)
        self._running[self._readings.submit(owner, request)] = task
        self._finish_done()

    def _finish_done(self) -> None:
        for future in [one for one in self._running if one.done()]:
            self._finish(future)

    def _finish(self, future: "Future[Results]") -> None:
        task = self._running.pop(future)
        try:
            gap = task.finish(future.result())
        except ReadingBug:
            _log.exception("while reading for a source")  # the lease puts it off
            gap = GAP
        if task.host:
            self._stores.hosts.rest(task.host, self._clock(), gap)

    def _finish_source(self, source: Source, results: Results, asked_at: datetime) -> timedelta:
        """Store an answer, and return for how long the host is left alone."""
        now, answer = self._clock(), results[0] if results else None
        if isinstance(answer, FeedAnswer) and answer.status in (200, 304):
            pushes = self._hubs.pushes(source, asked_at)

            def plan(one: Source, counted: Counted) -> datetime:
                return next_due(one, counted, answer, now, self._chance, pushes)

            counted = self._stores.sources.store_answer(source, answer, now, plan)
            self._hubs.note_answer(source, answer, counted, pushes)
            if source.removes_vanished:
                self._stores.page_checks.plan(source, now)
            return GAP
        if isinstance(answer, FeedAnswer):
            error = ReadError(Fault.PAGE_NOT_FETCHED, source=source.url, why="status", status=answer.status)
            waits, is_gone = answer.wait, answer.status == GONE
        else:
            error = answer if isinstance(answer, ReadError) else ReadError(Fault.NOT_A_FEED, source=source.url)
            waits, is_gone = None, False
        due_at, state = after_failure(source, waits, now, self._chance)
        self._stores.sources.fail(source, error, now, due_at, State.GONE if is_gone else state)
        return timedelta(seconds=min(waits or 0, 3600)) if waits else GAP

    def _seconds_to_wait(self) -> float:
        now = self._clock()
        due = self._stores.sources.agenda(self._only).due
        of_hubs = self._hubs.soonest() if self._only is None else None
        seconds = _LONGEST_SLEEP if due is None else max(_SHORTEST_SLEEP, (due - now).total_seconds())
        # The host of a hub that is due may rest.
        return seconds if of_hubs is None else min(seconds, max(GAP, of_hubs - now).total_seconds())
