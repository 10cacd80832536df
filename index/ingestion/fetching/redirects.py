"""Which answers lead to another address, and for how long."""

from collections.abc import Callable

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
REDIRECTS_OF_POST = (307, 308)
"""The others let the next request be a GET, which says nothing of what was sent."""

MayGo = Callable[[str], None]
"""Raise a ReadError for an address to which no redirect is to be followed."""


def anywhere(_url: str) -> None:
    """Let a redirect lead to any address."""
