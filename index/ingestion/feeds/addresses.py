"""The addresses that belong to a host."""

from urllib.parse import urlsplit, urlunsplit


def robots_address(url: str) -> str:
    """Return the address of the rules for a page. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))
