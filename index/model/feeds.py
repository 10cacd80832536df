"""The answers of the hosts of sources: a feed with its items, and the rules for robots."""

from dataclasses import dataclass
from datetime import date

GONE = 410
"""The status of an answer that says that nothing will ever be here again."""


@dataclass(frozen=True)
class FeedItem:
    """An item of a feed, as the feed has it.

    Args:
        guid: what the feed calls it, if anything.
        url: the address of its page, if it has one.
        html: its text, in HTML; of two, the longer.
        is_teaser: whether the text is only the beginning of what is on its page, or may be.
        updated: when it was last changed, in the words of the feed, if it says so.
        digest: SHA-256 of its title and of the words of its text, by which a new version is recognised.
    """

    guid: str | None
    url: str | None
    title: str
    html: str
    is_teaser: bool
    digest: str
    author: str | None = None
    published: date | None = None
    updated: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class FeedAnswer:
    """What the server of a feed answered.

    Args:
        url: the address to ask from now on.
        status: of HTTP; items come with 200 alone.
        etag, modified: to be sent with the next request, as they are.
        wait: the seconds in which the server does not want to be asked again, if it says so.
        title: of the feed.
        left_out: how many items were too many.
    """

    url: str
    status: int
    etag: str | None = None
    modified: str | None = None
    wait: int | None = None
    title: str = ""
    items: tuple[FeedItem, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class RobotsAnswer:
    """The rules of a host for robots: an empty text allows everything.

    Args:
        delay: the seconds that it wants between two requests.
    """

    text: str
    delay: float = 0.0
