"""Fetch feeds and the rules of hosts for robots, with the headers that spare their servers work."""

from collections.abc import Callable, Mapping

from index.ingestion.feeds import parse
from index.ingestion.feeds.addresses import is_sitemap_of_news, robots_address
from index.ingestion.feeds.hubs import find_hub
from index.ingestion.feeds.robots import crawl_delay, named_sitemaps
from index.ingestion.fetching.caching import fresh_seconds, retry_seconds
from index.ingestion.fetching.web import Response, Session
from index.ingestion.readers.page_feeds import find_feeds
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedAnswer, RobotsAnswer
from index.model.web_address import is_web_address

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_MOST_OF_ROBOTS = 500_000
"""RFC 9309 asks to read at least as many bytes."""
_LONGEST_VALIDATOR = 1_000
# Between two requests to a host, in seconds.
_GAP = 2.0
_MOST_SITEMAPS, _LONGEST_ADDRESS = 10, 500

Pause = Callable[[float], None]
"""Waits for so many seconds."""


def fetch_feed(
    session: Session, url: str, etag: str | None, modified: str | None, pause: Pause | None = None
) -> FeedAnswer:
    """Return what the server of a feed answers, with any status. Raises ReadError.

    Args:
        etag, modified: of the last answer that had items, so that an unchanged feed is not sent again.
        pause: waits before another request to the host, which asks for the sitemaps of a site that names no feed;
            None to ask for none.
    """
    headers = {"Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    found = session.get(url, headers, lambda *_: None)
    wait = retry_seconds(found.headers) if found.status not in (200, 304) else fresh_seconds(found.headers)
    if found.status != 200:
        lasting = found.lasting_url if found.status == 304 else url
        return FeedAnswer(lasting, found.status, etag, modified, wait)
    content = _parsed(session, found, pause)
    return FeedAnswer(
        found.lasting_url,
        found.status,
        _header(found.headers, "etag"),
        _header(found.headers, "last-modified"),
        max((seconds for seconds in (wait, content.ttl) if seconds is not None), default=None),
        content.title,
        content.items,
        content.left_out,
        find_hub({**content.links, **found.links}, found.url),
    )


def _parsed(session: Session, found: Response, pause: Pause | None) -> parse.Content:
    """Return the feed in an answer. Raises ReadError for anything else, with the feeds to choose from."""
    try:
        return parse.parse_feed(found.data, found.url, found.headers.get("content-type", ""))
    except ReadError as error:
        if error.fault is not Fault.NOT_A_FEED:
            raise
        if named := find_feeds(found.data, found.url) or _find_sitemaps(session, found.url, pause):
            raise ReadError(Fault.PAGE_WITH_FEEDS, source=found.url, feeds=named) from error
        raise


def fetch_robots(session: Session, url: str, agent: str) -> RobotsAnswer:
    """Return the rules at the address of a robots.txt. Raises ReadError if its server cannot be reached.

    As RFC 9309 says, a host without the file allows everything, and one that fails allows nothing.
    """
    headers = {"Accept": "text/plain, */*;q=0.1", "Accept-Encoding": "gzip"}
    found = session.get(url, headers, _check_robots, _MOST_OF_ROBOTS)
    if found.status != 200:
        return RobotsAnswer("")
    text = found.data.decode("utf-8", "replace").lstrip("\ufeff")
    return RobotsAnswer(text, crawl_delay(text, agent))


def _find_sitemaps(session: Session, url: str, pause: Pause | None) -> list[str]:
    """Return the sitemaps that the host of an address names in its robots.txt, those of news first; at most 10."""
    if pause is None:
        return []
    pause(_GAP)
    try:
        text = fetch_robots(session, robots_address(url), "").text
    except ReadError:
        return []
    found = [one for one in named_sitemaps(text) if is_web_address(one) and len(one) <= _LONGEST_ADDRESS]
    return sorted(dict.fromkeys(found), key=is_sitemap_of_news, reverse=True)[:_MOST_SITEMAPS]


def _check_robots(url: str, status: int, _headers: Mapping[str, str]) -> None:
    if status == 429 or status >= 500:
        raise ReadError(Fault.PAGE_NOT_FETCHED, source=url, why="status", status=status)


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """Return a header that is sent back with the next request; None for none, or for a huge one."""
    value = headers.get(name, "")
    return value if 0 < len(value) <= _LONGEST_VALIDATOR else None
