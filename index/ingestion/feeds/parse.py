"""Parse the bytes of a feed: RSS and Atom by feedparser, JSON Feed by the standard library, sitemaps by lxml."""

import io
import re
import zlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import feedparser

from index.ingestion.feeds import json_feed, sitemap
from index.ingestion.feeds.items import make_item
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedItem
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

MOST_ITEMS = 500
"""Feeds begin with the newest item. Reading 500 takes 0.1 s."""
_ENDS = {b"item": b"</channel></rss>", b"entry": b"</feed>"}
_END = re.compile(rb"</(?:\w{1,20}:)?(item|entry)\s*>", re.IGNORECASE)
_AS_IT_IS = {"sanitize_html": False, "resolve_relative_uris": False}
_LONGEST_TTL = 24 * 60  # in minutes
_LONGEST_TITLE = 300
_GZIP, _ZLIB_OF_GZIP = b"\x1f\x8b", 16 + zlib.MAX_WBITS
_MOST_BYTES = 10_000_000


class Content(NamedTuple):
    """What a feed holds; ``ttl`` is in seconds, ``links`` are its hub and itself, by their relation."""

    title: str
    items: tuple[FeedItem, ...]
    left_out: int = 0
    ttl: int | None = None
    links: Mapping[str, str] = MappingProxyType({})


def parse_feed(data: bytes, url: str, content_type: str) -> Content:
    """Return what a feed or a sitemap holds, its first or newest items if there are many.

    One that is broken in places is read as far as it can be.

    Raises ReadError if it is neither.
    """
    data = _unzipped(data, url)
    if sitemap.is_sitemap(data):
        title, pages, left_out = sitemap.parse(data, url, MOST_ITEMS)
        return Content(_title(title), tuple(pages), left_out)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        title, entries, left_out, links = json_feed.parse(data, url, MOST_ITEMS)
        return Content(_title(title), tuple(entries), left_out, links=links)
    data, left_out = _first_items(data)
    # Without the address of the feed, a name such as "17" stays one: RSS takes it for a relative address.
    headers = {"content-type": content_type} if content_type else {}
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, **_AS_IT_IS)
    except (ValueError, LookupError, TypeError, AttributeError, KeyError) as error:  # what it does not expect
        raise ReadError(Fault.NOT_A_FEED, source=url) from error
    if not parsed.get("version") and not parsed.entries:
        raise ReadError(Fault.NOT_A_FEED, source=url)
    feed = parsed.feed
    items = [item for entry in parsed.entries if (item := _item(entry, url, feed))]
    title, links = _title(str(feed.get("title", ""))), _links(feed.get("links"))
    return Content(title, tuple(items), left_out, _ttl(feed.get("ttl")), links)


def _unzipped(data: bytes, url: str) -> bytes:
    """Return the content of a file that was compressed, as sitemaps often are. Raises ReadError for a huge one."""
    if not data.startswith(_GZIP):
        return data
    unzip = zlib.decompressobj(_ZLIB_OF_GZIP)
    try:
        content = unzip.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise ReadError(Fault.NOT_A_FEED, source=url) from error
    if unzip.unconsumed_tail:
        raise ReadError(Fault.TOO_LARGE, source=url, limit=_MOST_BYTES)
    return content


def _title(text: str) -> str:
    return clean(text[:_LONGEST_TITLE])


def _first_items(data: bytes) -> tuple[bytes, int]:
    """Return a feed without what follows its first items, and how many those are."""
    ends = list(_END.finditer(data))
    if len(ends) <= MOST_ITEMS:
        return data, 0
    last = ends[MOST_ITEMS - 1]
    return data[: last.end()] + _ENDS[last[1].lower()], len(ends) - MOST_ITEMS


def _item(entry: dict[str, Any], base: str, feed: Mapping[str, Any]) -> FeedItem | None:
    # Asked for what an entry has not, feedparser gives the time of publication and warns of it.
    updated = entry["updated"] if dict.__contains__(entry, "updated") else None
    published = entry.get("published") or updated
    return make_item(
        guid=entry.get("id"),
        url=_link(entry),
        base=base,
        title=entry.get("title"),
        contents=_texts(entry.get("content")),
        summary=entry.get("summary") or "",
        author=entry.get("author"),
        published=published,
        updated=updated if updated != published else None,
        language=entry.get("language") or feed.get("language"),
    )


def _link(entry: dict[str, Any]) -> object:
    """Return the address of an item. RSS takes a name for one unless the feed says that it is none."""
    link = entry.get("link")
    is_only_name = entry.get("guidislink") and link == entry.get("id") and not is_web_address(str(link))
    return None if is_only_name else link


def _links(links: object) -> dict[str, str]:
    """Return the first link of each relation of a feed."""
    found: Iterable[Any] = links if isinstance(links, list) else ()
    return {str(link.get("rel")).lower(): str(link.get("href") or "") for link in reversed([*found])}


def _texts(contents: object) -> list[str]:
    found: Iterable[Any] = contents if isinstance(contents, list) else ()
    return [each["value"] for each in found if each.get("value")]


def _ttl(minutes: object) -> int | None:
    text = str(minutes or "").strip()
    return min(int(text), _LONGEST_TTL) * 60 if text.isdecimal() and len(text) < 8 else None
