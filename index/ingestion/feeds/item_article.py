"""Make an article of an item of a feed: of the text in the feed, or of its page where that has more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.ingestion.feeds.addresses import is_on_host_of
from index.ingestion.feeds.robots import crawl_delay, is_allowed
from index.ingestion.fetching.redirects import MayGo
from index.ingestion.fetching.web import Page
from index.ingestion.layout import assemble
from index.ingestion.paged_article import read_article
from index.ingestion.readers import html
from index.ingestion.readers.base import ReadResult
from index.ingestion.readers.web_page.site_name import publisher_of
from index.model.errors import Fault, ReadError
from index.model.feeds import MOVED
from index.model.records import Credits, ParsedArticle

# What WordPress adds to each item: "The post ... appeared first on ...".
_ADDED_BY_FEED = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}", re.DOTALL)
# All pages of an article are fetched within 20 seconds.
_SHORTEST_GAP, _LONGEST_GAP = 1.0, 5.0
Fetch = Callable[[str, MayGo], Page]
Pause = Callable[[float], None]
"""Waits for so many seconds."""


def read_item(text: str, stated: Credits, source: str) -> ReadResult:
    """Return the article in the text of an item, in HTML, or a ReadError if it has no paragraph."""
    try:
        paragraphs = html.parse_fragment(text)
        kept = [one for one in paragraphs if not _ADDED_BY_FEED.fullmatch(one.text)]
        if not kept:
            return ReadError(Fault.NO_PARAGRAPHS, source=source)
        stated = replace(stated, publisher=publisher_of(stated.url or source, stated.publisher))
        return assemble.from_paragraphs(kept, "\n".join(one.text for one in kept), stated, source)
    except ReadError as error:
        return error


def read_item_with_page(
    fetch: Fetch, page: str, text: str, stated: Credits, robots: str, agent: str, pause: Pause
) -> Iterator[ReadResult]:
    """Yield the longer of the article on the page of an item and of that in its text, and what went wrong.

    A page that is on another host now is not fetched there, because that host has rules of its own: the ReadError
    for it says where it is.

    Args:
        robots: the rules of the page's host, which hold for further pages of the article there, too.
        pause: waits between two pages.
    """
    fetched: list[str] = []

    def may_go(url: str) -> None:
        if not is_on_host_of(url, page):
            raise ReadError(Fault.PAGE_NOT_FETCHED, source=page, why=MOVED, to=url)
        if not is_allowed(robots, url, agent):
            raise ReadError(Fault.ROBOTS_DENY, source=url)

    def fetch_allowed(url: str) -> Page:
        if not is_allowed(robots, url, agent):
            raise ReadError(Fault.ROBOTS_DENY, source=url)
        if fetched:
            pause(_gap(robots, url, agent))
        fetched.append(url)
        return fetch(url, may_go)

    own = read_item(text, stated, page)
    try:
        found = list(read_article(fetch_allowed, page))
    except ReadError as error:
        found = [error]
    whole = next((one for one in found if isinstance(one, ParsedArticle)), None)
    yield from (one for one in found if not isinstance(one, ParsedArticle))
    if whole is not None and (isinstance(own, ReadError) or _letters(whole) >= _letters(own)):
        yield _with_stated(whole, stated)
    else:
        yield own


def _gap(robots: str, url: str, agent: str) -> float:
    """Return the seconds between two pages of an article. Raises ReadError for too many."""
    delay = crawl_delay(robots, agent) if robots else 0.0
    if delay > _LONGEST_GAP:
        raise ReadError(Fault.PAGE_NOT_FETCHED, source=url, why="time")
    return max(delay, _SHORTEST_GAP)


def _letters(article: ParsedArticle) -> int:
    return sum(map(len, article.texts))


def _with_stated(article: ParsedArticle, stated: Credits) -> ParsedArticle:
    """Return an article with what its page does not say and the feed does."""
    return replace(
        article,
        published=article.published or stated.published,
        author=article.author or stated.author,
    )
