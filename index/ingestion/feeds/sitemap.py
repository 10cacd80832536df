"""Parse sitemaps of pages and of news, which many sites have in place of a feed, and indexes of sitemaps.

The formats: https://www.sitemaps.org/protocol.html, and what Google adds for news,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

import hashlib
import heapq
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from lxml.etree import LxmlError, QName, _Element, iterparse

from index.ingestion.feeds.addresses import is_sitemap_of_news
from index.ingestion.feeds.items import make_item
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedItem
from index.model.web_address import feed_address, is_web_address

_ROOT = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]")
# A site whose news are a day old has none to list.
_EMPTY = re.compile(rb"<(?:\w{1,20}:)?urlset\s[^<>]*(?:/>|>\s*</)")
_ROOT_WITHIN = 4_000
# As many as a sitemap may have.
_MOST_ENTRIES = 50_000
_MOST_NAMED, _LONGEST_ADDRESS = 10, 500
_LONGEST_TEXT = 2_000
_SAFELY = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False, "recover": True}


class Sitemap(NamedTuple):
    """The newest pages of a sitemap as items, and the name of the publication, if it has one."""

    title: str
    items: list[FeedItem]
    left_out: int


class _Entry(NamedTuple):
    """An entry for a page or for another sitemap; its texts go by the names of their elements, without prefix."""

    is_sitemap: bool
    texts: dict[str, str]

    @property
    def address(self) -> str:
        return self.texts.get("loc", "")

    @property
    def moment(self) -> datetime:
        """When it was published or, if that is not said, changed; long ago where neither is said."""
        return _moment(self.texts.get("publication_date") or self.texts.get("lastmod") or "")


def is_sitemap(data: bytes) -> bool:
    """Return whether a document is a sitemap or an index of sitemaps."""
    return _ROOT.search(data[:_ROOT_WITHIN]) is not None


def parse(data: bytes, url: str, most: int) -> Sitemap:
    """Return the ``most`` newest pages of a sitemap. Raises ReadError for an index, with the sitemaps it names."""
    try:
        entries = [entry for entry, _ in zip(_entries(data), range(_MOST_ENTRIES), strict=False)]
    except (LxmlError, ValueError) as error:
        raise ReadError(Fault.NOT_A_FEED, source=url) from error
    if named := _named(entries, url):
        raise ReadError(Fault.PAGE_WITH_FEEDS, source=url, feeds=named)
    if any(one.is_sitemap for one in entries) or not (entries or _EMPTY.search(data[:_ROOT_WITHIN])):
        raise ReadError(Fault.NOT_A_FEED, source=url)
    newest = heapq.nlargest(most, entries, key=lambda entry: entry.moment)
    has_changes = _tell_changes(newest)
    items = [item for entry in newest if (item := _item(entry, url, has_changes=has_changes))]
    name = newest[0].texts.get("name", "") if newest else ""
    return Sitemap(name, items, len(entries) - len(newest))


def _named(entries: Iterable[_Entry], url: str) -> list[str]:
    """Return the addresses of the sitemaps that an index names, but its own: of news first, then the newest.

    There are 10 at most.
    """
    own = feed_address(url)
    found = [one for one in entries if one.is_sitemap and is_web_address(one.address)]
    found = [one for one in found if feed_address(one.address) != own]
    found.sort(key=lambda one: (is_sitemap_of_news(one.address), one.moment), reverse=True)
    return [one.address for one in found if len(one.address) <= _LONGEST_ADDRESS][:_MOST_NAMED]


def _entries(data: bytes) -> Iterator[_Entry]:
    for _, element in iterparse(io.BytesIO(data), events=("end",), **_SAFELY):
        name = _name(element)
        if name in ("url", "sitemap"):
            yield _Entry(name == "sitemap", dict(_texts(element)))
            _forget(element)


def _texts(entry: _Element) -> Iterator[tuple[str, str]]:
    """Yield what an entry says; of an image or a video in it, nothing."""
    for element in entry.iter("{*}*"):
        prefix = QName(element).namespace or ""
        if element.text and "image" not in prefix and "video" not in prefix:
            yield _name(element), element.text[:_LONGEST_TEXT].strip()


def _forget(element: _Element) -> None:
    """Free the memory of an element and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _name(element: _Element) -> str:
    return QName(element).localname if isinstance(element.tag, str) else ""


def _tell_changes(entries: Sequence[_Entry]) -> bool:
    """Return whether the pages changed at different times: many sites state the time of the request for all."""
    stated = [one.texts["lastmod"] for one in entries if "lastmod" in one.texts]
    return 2 * len(set(stated)) > len(stated)


def _item(entry: _Entry, base: str, *, has_changes: bool) -> FeedItem | None:
    texts = entry.texts
    title, changed = texts.get("title", ""), texts.get("lastmod") if has_changes else None
    item = make_item(
        guid=None,
        url=entry.address,
        base=base,
        title=title,
        contents=[],
        summary="",
        published=texts.get("publication_date"),
        updated=changed,
        language=texts.get("language"),
    )
    if item is None:
        return None
    return replace(item, digest=hashlib.sha256(f"{title}\n{changed}".encode(errors="replace")).hexdigest())


def _moment(text: str) -> datetime:
    """Return a moment in UTC; one without a time zone, or only a day, counts as if it were in UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.combine(date.min, datetime.min.time(), UTC)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
