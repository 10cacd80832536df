"""Read robots.txt: which pages a host allows, and the sitemaps that it names."""

from collections.abc import Iterable
from functools import lru_cache

from protego import Protego

_LONGEST_DELAY = 60.0


def is_allowed(text: str, url: str, agent: str) -> bool:
    """Return whether the rules let somebody fetch a page."""
    return not text or bool(_parsed(text).can_fetch(url, agent))


def crawl_delay(text: str, agent: str) -> float:
    """Return the seconds that the rules want between two requests, a minute at most."""
    try:
        return min(_parsed(text).crawl_delay(agent) or 0.0, _LONGEST_DELAY)
    except (ValueError, OverflowError):
        return 0.0


def named_sitemaps(text: str) -> Iterable[str]:
    """Return the addresses of sitemaps that the rules name, in their order."""
    return _parsed(text).sitemaps


@lru_cache(maxsize=20)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)
