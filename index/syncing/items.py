"""Make articles of the items of sources: of their texts and, where these are teasers, of their pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from index.ingestion.bounds import bounded
from index.ingestion.feeds.addresses import robots_address
from index.ingestion.ingest import with_language
from index.ingestion.reading.pool import Results
from index.ingestion.reading.requests import ItemRequest, Request, RobotsRequest
from index.model.errors import AddError, Fault, ReadError
from index.model.feeds import GONE, MOVED, FeedItem, RobotsAnswer
from index.model.records import Credits, ParsedArticle
from index.model.sources import DueItem, HostRules
from index.store.sources.hosts import HostStore
from index.store.sources.item_store import ItemStore, with_origin
from index.store.sources.page_checks import PageCheckStore
from index.store.sources.source_rows import find_host

Finish = Callable[[Results], timedelta]
_GAP, _AFTER_FAILURE = 2.0, timedelta(hours=1)
# As RFC 9309 asks.
_ROBOTS_FOR = timedelta(hours=24)
_FIRST_RETRY, _LONGEST_RETRY = timedelta(minutes=15), timedelta(days=1)
_MOST_TRIES, _MOST_TRIES_WHERE_FULL = 4, 8
_LONGEST_ADDRESS = 2_000
# These failures may pass: the server cannot be reached, is slow, or fails. "private" is one of them, because the
# network of a hotel gives its own address for each name.
_PASSING = ("connection", "private", "time")


class ItemReader:
    """Says what to read for an item, and takes the results."""

    def __init__(
        self,
        items: ItemStore,
        checks: PageCheckStore,
        hosts: HostStore,
        agent: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._items, self._checks, self._hosts, self._agent, self._clock = items, checks, hosts, agent, clock

    def begin(self, due: DueItem) -> tuple[Request | None, Finish]:
        """Return what to read for an item, None if there is nothing, and what takes the results."""
        if self._items.find_article(due):
            return None, self._nothing
        page = due.item.url if due.host else None
        if page is None or due.host is None:
            return self._request(due, None, ""), lambda results: self._take(due, results, 0.0)
        rules = self._hosts.rules(due.host, self._clock())
        if rules is None:
            request = RobotsRequest(robots_address(page), self._agent)
            return request, lambda results: self._take_rules(due, results)
        delay = rules.delay
        return self._request(due, page, rules.text), lambda results: self._take(due, results, delay)

    def _request(self, due: DueItem, page: str | None, robots: str) -> ItemRequest:
        return ItemRequest(
            due.source_url, due.item.html, _credits(due.item, due.source_title), self._agent, page, robots
        )

    def _take_rules(self, due: DueItem, results: Results) -> timedelta:
        """Store the rules of a host; while it fails to give them, nothing is asked of it."""
        now, answer = self._clock(), results[0] if results else None
        if isinstance(answer, RobotsAnswer):
            self._hosts.set_rules(due.host or "", HostRules(answer.text, answer.delay, now + _ROBOTS_FOR))
            self._items.claim(due, now)
            return timedelta(seconds=max(_GAP, answer.delay))
        self._fail(due, results)
        return _AFTER_FAILURE

    def _take(self, due: DueItem, results: Results, delay: float) -> timedelta:
        """Add the article of an item, or put it off."""
        if due.is_check:
            return self._take_check(due, results, delay)
        if (to := next(filter(None, map(_moved_to, results)), None)) and due.tries < _MOST_TRIES:
            self._move(due, to)
            return timedelta(seconds=max(_GAP, delay))
        article = next((one for one in results if isinstance(one, ParsedArticle)), None)
        errors = [one for one in results if isinstance(one, ReadError)]
        has_passing = any(map(_is_passing, errors))
        if (has_passing and due.tries < _MOST_TRIES) or article is None:
            self._fail(due, results)
            return _AFTER_FAILURE if has_passing else timedelta(seconds=max(_GAP, delay))
        read = bounded(article)
        if isinstance(read, ParsedArticle):
            added = self._items.add(due, with_origin(with_language(read), due))
            if isinstance(added, AddError):
                self._put_off(due, _MOST_TRIES_WHERE_FULL)
        else:
            self._items.drop(due)
        return timedelta(seconds=max(_GAP, delay))

    def _move(self, due: DueItem, to: str) -> None:
        """Read a page on the host where it is now, by the rules of that, unless it is an article already."""
        host = find_host(to)
        moved = replace(due, item=replace(due.item, url=to), host=host, tries=0)
        if host is None or len(to) > _LONGEST_ADDRESS:
            self._give_up(due)
        elif not self._items.find_article(moved):
            self._items.move(due, to, host, self._clock())

    def _take_check(self, due: DueItem, results: Results, delay: float) -> timedelta:
        """Note whether the page of an article is still there. No other failure says anything about that."""
        now = self._clock()
        if any(isinstance(one, ParsedArticle) or _moved_to(one) for one in results):
            self._checks.note_present(due, now)
        elif status := next(filter(None, map(_missing_status, results)), None):
            self._checks.note_missing(due, now, for_good=status == GONE)
        else:
            self._checks.end(due, now)
        return timedelta(seconds=max(_GAP, delay))

    def _fail(self, due: DueItem, results: Results) -> None:
        """Put an item off, or do without what failed, where that is for good."""
        if due.is_check:
            self._checks.end(due, self._clock())
        elif any(_is_passing(one) for one in results if isinstance(one, ReadError)):
            self._put_off(due, _MOST_TRIES)
        else:
            self._give_up(due)

    def _put_off(self, due: DueItem, most_tries: int) -> None:
        if due.tries >= most_tries:
            self._give_up(due)
        else:
            wait = min(_FIRST_RETRY * 4**due.tries, _LONGEST_RETRY)
            self._items.put_off(due, self._clock() + wait)

    def _give_up(self, due: DueItem) -> None:
        """Do without the page of an item or, if its text alone cannot become an article, without the item."""
        if due.host:
            self._items.keep_to_text(due, self._clock())
        else:
            self._items.drop(due)

    def _nothing(self, _results: Results) -> timedelta:
        return timedelta()


def _is_passing(error: ReadError) -> bool:
    """Return whether a failure may not last."""
    details = error.details
    if error.fault is not Fault.PAGE_NOT_FETCHED:
        return False
    status = details.get("status", 0)
    return details.get("why") in _PASSING or (isinstance(status, int) and (status >= 500 or status == 429))


def _moved_to(result: object) -> str | None:
    """Return where a page is that is on another host now."""
    if isinstance(result, ReadError) and result.details.get("why") == MOVED:
        return str(result.details.get("to"))
    return None


def _missing_status(result: object) -> int | None:
    """Return the status by which a server says that a page is not there, or gone for good; None for any other."""
    if not isinstance(result, ReadError) or result.fault is not Fault.PAGE_NOT_FETCHED:
        return None
    status = result.details.get("status")
    return status if isinstance(status, int) and status in (HTTPStatus.NOT_FOUND, GONE) else None


def _credits(item: FeedItem, title: str) -> Credits:
    return Credits(
        title=item.title,
        url=item.url,
        publisher=title or None,
        author=item.author,
        published=item.published,
        language=item.language,
    )
