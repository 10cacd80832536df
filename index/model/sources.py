"""A source that is followed, and an item of it that is to become an article."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from index.model.errors import ReadError
from index.model.feeds import FeedItem
from index.model.web_address import without_login

FEED, FOLDER, CHANNEL = "feed", "folder", "channel"
"""The kinds of sources."""
KEEP, REMOVE = "keep", "remove"
"""What becomes of an article whose page or file has vanished."""


class State(StrEnum):
    """Whether a source is asked for articles."""

    ACTIVE = "active"
    PAUSED = "paused"
    """By a person."""
    FAILED = "failed"
    """Because it has failed for too long."""
    GONE = "gone"
    """Because its server says that it is gone."""


@dataclass(frozen=True)
class Source:
    """A source. Times are in UTC.

    Args:
        id: the number that people see; it is never used twice.
        library: the one that gets the articles.
        every: the seconds between two requests, unless its server asks for fewer requests.
        failing_since: since when each request has failed.
        unchanged: how many answers in a row had no new item.
        item_count: how many were seen.
        problem: why the last request failed, if it did.
        removes_vanished: whether an article goes when its page or its file does.
        username: the public name of a channel, which may change; its ``url`` is what stays.
        waiting: how many items are not yet articles.
    """

    id: int
    library: str
    kind: str
    url: str
    host: str
    title: str
    every: int
    state: State
    added_at: datetime
    due_at: datetime
    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    unchanged: int = 0
    problem: ReadError | None = None
    etag: str | None = None
    modified: str | None = None
    item_count: int = 0
    removes_vanished: bool = False
    username: str | None = None
    waiting: int = 0

    @property
    def name(self) -> str:
        """The title, or the address of a source that has not said its title."""
        return self.title or self.address

    @property
    def address(self) -> str:
        """Where people find the source: the address of a feed, the path of a folder, the link to a channel."""
        if self.kind == FOLDER:
            return self.url
        if self.kind != CHANNEL:
            return without_login(self.url)  # earlier releases stored it
        return f"https://t.me/{self.username or 'c/' + self.url.rpartition(':')[2]}"


class NewSource(NamedTuple):
    """A source to be followed; the title may be empty until it is known."""

    url: str
    title: str = ""
    every: int = 3600
    kind: str = FEED
    removes_vanished: bool = False
    username: str | None = None


@dataclass(frozen=True)
class DueItem:
    """An item that is to become an article now.

    Args:
        article_id: the article of its earlier version.
        tries: how often its page was asked for in vain.
        is_check: it is an article, and is due only to see if its page is still there.
    """

    id: int
    source_id: int
    library: str
    source_title: str
    source_url: str
    item: FeedItem
    article_id: int | None
    host: str | None
    tries: int
    is_check: bool = False


@dataclass(frozen=True)
class Counted:
    """What an answer had: all of its items, how many are new or changed, and how many are left for later."""

    all: int = 0
    new: int = 0
    changed: int = 0
    is_first: bool = False
    left: int = 0


class Came(NamedTuple):
    """What a sync has changed: how many articles of a source are new, changed, removed and unchanged."""

    new: int
    changed: int
    removed: int
    unchanged: int


class SourceCounts(NamedTuple):
    """How many sources are active, how many of these fail, and how many items are not yet articles."""

    active: int
    failing: int
    waiting: int


class Agenda(NamedTuple):
    """When the next feed and the next item are due and their hosts may be asked; None where there is none.

    Args:
        folder: when the next folder is due. Looking through one takes no time, so nobody waits for that.
    """

    source: datetime | None
    item: datetime | None
    folder: datetime | None = None

    @property
    def due(self) -> datetime | None:
        """When a host is to be asked for something, None where none ever is."""
        return min((moment for moment in (self.source, self.item) if moment is not None), default=None)

    @property
    def any_due(self) -> datetime | None:
        """When anything is due, a folder too."""
        return min((moment for moment in (self.due, self.folder) if moment is not None), default=None)


@dataclass(frozen=True)
class HostRules:
    """The rules of a host for robots, until they are asked for again."""

    text: str
    delay: float
    until: datetime
