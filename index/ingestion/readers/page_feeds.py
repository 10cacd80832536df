"""Find the feeds that a web page names, for people who know the address of a site only."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.model.web_address import feed_address, is_web_address

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# Links to feeds stand in the head of a page.
_MOST_BYTES = 500_000
_MOST_FEEDS, _LONGEST = 10, 500
# WordPress names the feed of all comments beside that of all articles.
_COMMENTS = re.compile(r"comment|komentar", re.IGNORECASE)


def find_feeds(data: bytes, url: str) -> list[str]:
    """Return the addresses of the feeds of articles that a page names, each once, in its order; at most 10.

    Its own address is no feed: that is a page.
    """
    try:
        tree = document_fromstring(data[:_MOST_BYTES], parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):  # no page at all
        return []
    own = feed_address(url)
    return [one for one in dict.fromkeys(_addresses(tree, url)) if feed_address(one) != own][:_MOST_FEEDS]


def _addresses(tree: HtmlElement, url: str) -> Iterator[str]:
    base = next((found for one in tree.iter("base") if (found := one.get("href"))), "")
    for link in tree.iter("link"):
        is_feed = "alternate" in (link.get("rel") or "").lower().split() and _type(link) in _TYPES
        href = (link.get("href") or "").strip()
        if not (is_feed and href) or _COMMENTS.search(f"{link.get('title') or ''} {href}"):
            continue
        try:
            address = urljoin(urljoin(url, base), href)
        except ValueError:
            continue
        if is_web_address(address) and len(address) <= _LONGEST:
            yield address


def _type(link: HtmlElement) -> str:
    return (link.get("type") or "").partition(";")[0].strip().lower()
