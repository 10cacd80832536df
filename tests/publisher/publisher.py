"""The publisher: feeds, pages and rules for robots on many hosts, and what it says of each request."""

import gzip
import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.publisher.clock import FakeClock
from tests.publisher.feeds import FORMATS, Story, page
from tests.publisher.hub import Hub
from tests.publisher.manners import Manners
from tests.publisher.network import PublisherNetwork
from tests.publisher.requests import Asked, Reply, parse

HTML = {"Content-Type": "text/html; charset=utf-8"}
Special = Reply | Callable[[Asked], Reply]


@dataclass
class Feed:
    """A feed, which shows its newest stories.

    Args:
        window: how many.
        etag, dated: whether it gives validators.
        max_age: in seconds; None to say nothing of it.
        zips: whether it is compressed for those who take that.
        body: what it holds in place of its stories.
        specials: answers that come first, one a request.
        links: the values of its header Link.
    """

    format: str = "rss"
    window: int = 20
    etag: bool = True
    dated: bool = True
    max_age: int | None = None
    zips: bool = False
    body: bytes | None = None
    content_type: str | None = None
    stories: list[Story] = field(default_factory=list)
    specials: deque[Special] = field(default_factory=deque)
    changed_at: str = ""
    links: str = ""

    def content(self) -> bytes:
        render, _ = FORMATS[self.format]
        return render(self.stories[: self.window]) if self.body is None else self.body


class Publisher:
    """Answers requests on any host, and judges them."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.network = PublisherNetwork(self._answer)
        self.manners = Manners()
        self.asked: list[Asked] = []
        self.bytes_sent = 0
        self.feeds: dict[str, Feed] = {}
        self.pages: dict[str, Reply] = {}
        self.robots: dict[str, Reply] = {}
        self.hubs: dict[str, Hub] = {}
        self.on_request: Callable[[Asked], None] = lambda _: None

    @property
    def impolite(self) -> list[str]:
        """What was wrong with the requests so far."""
        return self.manners.complaints + [one for hub in self.hubs.values() for one in hub.complaints]

    def add_feed(self, url: str, feed: Feed) -> Feed:
        self.feeds[url] = feed
        feed.changed_at = self.clock.http_date()
        return feed

    def publish(self, url: str, story: Story, *, tail: str = "") -> None:
        """Put a story into a feed, before its others or in place of its earlier version, and on its page."""
        feed = self.feeds[url]
        known = [number for number, one in enumerate(feed.stories) if one.guid == story.guid]
        if known:
            feed.stories[known[0]] = story
        else:
            feed.stories.insert(0, story)
        feed.changed_at = self.clock.http_date()
        self.pages[story.link] = Reply(headers=HTML, body=page(story, tail))

    def asked_for(self, url: str) -> list[Asked]:
        """Return the requests for an address."""
        return [one for one in self.asked if one.address == url]

    def _answer(self, host: str, data: bytes) -> Reply:
        asked = parse(data, self.clock.now, self.network.open[host])
        self.asked.append(asked)
        self.on_request(asked)
        hub = self.hubs.get(asked.host)
        reply = hub.answer(asked) if hub else self._reply(asked)
        if not hub:
            self.manners.judge(asked, reply, is_feed=asked.address in self.feeds)
        reply = replace(reply, headers={"Date": self.clock.http_date(), **reply.headers})
        self.bytes_sent += len(reply.encode())
        return reply

    def _reply(self, asked: Asked) -> Reply:
        if asked.target == "/robots.txt":
            return self.robots.get(asked.host, Reply(404, HTML))
        if asked.address in self.feeds:
            return self._feed(self.feeds[asked.address], asked)
        return self.pages.get(asked.address, Reply(404, HTML, b"<p>404</p>"))

    def _feed(self, feed: Feed, asked: Asked) -> Reply:
        if feed.specials:
            special = feed.specials.popleft()
            return special if isinstance(special, Reply) else special(asked)
        body = feed.content()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"ETag": etag} if feed.etag else {}
        headers |= {"Last-Modified": feed.changed_at} if feed.dated else {}
        headers |= {"Link": feed.links} if feed.links else {}
        headers |= {} if feed.max_age is None else {"Cache-Control": f"public, max-age={feed.max_age}"}
        if _is_unchanged(asked, etag if feed.etag else None, feed.changed_at if feed.dated else None):
            return Reply(304, headers)
        headers["Content-Type"] = FORMATS[feed.format][1] if feed.content_type is None else feed.content_type
        if feed.zips and "gzip" in asked.headers.get("accept-encoding", ""):
            return Reply(200, headers | {"Content-Encoding": "gzip"}, gzip.compress(body))
        return Reply(200, headers, body)


def _is_unchanged(asked: Asked, etag: str | None, modified: str | None) -> bool:
    """Return whether the asker has this version; as RFC 9110 says, a tag counts for more than a day."""
    given = asked.headers.get("if-none-match")
    if given is not None and etag is not None:
        return given == etag
    return modified is not None and asked.headers.get("if-modified-since") == modified
