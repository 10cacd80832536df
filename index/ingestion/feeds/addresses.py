"""The addresses that belong to a host, and what they tell."""

import re
from urllib.parse import urlsplit, urlunsplit

_NEWS = re.compile(r"news|berita|terkini|terbaru|latest", re.IGNORECASE)


def robots_address(url: str) -> str:
    """Return the address of the rules for a page. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))


def is_on_host_of(url: str, other: str) -> bool:
    """Return whether two addresses are on the same host and port, over http or https."""
    try:
        one, two = urlsplit(url), urlsplit(other)
        return (one.hostname, one.port) == (two.hostname, two.port)
    except ValueError:
        return False


def is_sitemap_of_news(url: str) -> bool:
    """Return whether the name of a sitemap says that it has the news of these days."""
    return _NEWS.search(urlsplit(url).path) is not None
