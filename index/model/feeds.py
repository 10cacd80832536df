"""The answers of the hosts of sources: a feed with its items, the rules for robots, and what a hub pushes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

GONE = 410
"""The status of an answer that says that nothing will ever be here again."""

MOVED = "moved"
"""Why a page is not fetched that is on another host now: the detail ``to`` of the error says where."""


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
class Hub:
    """Who reports at once that a feed has something new, to those who have subscribed to its topic (WebSub)."""

    url: str
    topic: str


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
        hub: that the feed names, if any.
    """

    url: str
    status: int
    etag: str | None = None
    modified: str | None = None
    wait: int | None = None
    title: str = ""
    items: tuple[FeedItem, ...] = ()
    left_out: int = 0
    hub: Hub | None = None


@dataclass(frozen=True)
class HubAnswer:
    """What a hub answered to a request to subscribe. Whether it does so, it says later, in a request of its own.

    Args:
        wait: the seconds in which it does not want to be asked again, if it says so.
    """

    status: int
    wait: int | None = None


@dataclass(frozen=True)
class RobotsAnswer:
    """The rules of a host for robots: an empty text allows everything.

    Args:
        delay: the seconds that it wants between two requests.
    """

    text: str
    delay: float = 0.0


class SubscriptionState(StrEnum):
    """What a hub is to do for us, or does."""

    ASKED = "asked"
    """It has not confirmed that it pushes."""
    LIVE = "live"
    ENDING = "ending"
    """Nobody follows the feed any more, or it names no hub."""


@dataclass(frozen=True)
class Subscription:
    """A subscription. Times are in UTC.

    Args:
        feed: the address of the feed, as its sources have it.
        topic: what the hub calls the feed.
        host: of the hub.
        address: where the hub was asked to push to, without the key; empty if it was not asked.
        key: by which a request of the hub is known; nobody can guess it.
        secret: with which the hub signs what it pushes.
        tries: how many requests it has not confirmed.
        expires_at: until when it pushes; None if it has never confirmed that it does.
        pushed_at: when it has last pushed.
        is_proven: whether its pushes have come so far.
    """

    id: int
    feed: str
    topic: str
    hub: str
    host: str
    address: str
    key: str
    secret: str
    state: SubscriptionState
    due_at: datetime
    tries: int = 0
    expires_at: datetime | None = None
    pushed_at: datetime | None = None
    is_proven: bool = False


class Pushes(NamedTuple):
    """What the pushes of a hub mean for the feed that was just requested.

    Args:
        are_relied_on: whether they come, so that polls need only find what they miss.
        caused_this: whether a push came shortly before the request.
        came_since: whether one has come since then.
    """

    are_relied_on: bool = False
    caused_this: bool = False
    came_since: bool = False


NO_PUSHES = Pushes()
