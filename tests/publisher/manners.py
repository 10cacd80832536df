"""What a publisher may expect of those who fetch from it. Each breach is one line."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from tests.publisher.requests import Asked, Reply

AGENT = re.compile(r"Kutip/[\w.]+ \(\+(?:https?://|mailto:)\S+\)")
# Between two requests for a feed, and between any two on a host, which redirects need not wait for.
_FEED_GAP, _HOST_GAP = timedelta(minutes=15), timedelta(seconds=1)
_PUSH_GAP = timedelta(minutes=1)
_ROBOTS_FOR = timedelta(hours=23)
_HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"
_PRIVATE = ("cookie", "authorization", "referer", "from")
# After so many failures in a row, at least this much time passes before the next request.
_BACKOFF = {3: timedelta(hours=2), 6: timedelta(hours=12)}


@dataclass
class _Address:
    """What is known of an address: its validators, when it may be asked again and why not before."""

    etag: str | None = None
    modified: str | None = None
    not_before: datetime | None = None
    why: str = ""
    asked_at: datetime | None = None
    failures: int = 0
    is_gone: bool = False
    moved_to: str | None = None
    is_announced: bool = False
    redirects: bool = False


class Manners:
    """Judges requests in the order in which they come.

    Args:
        looks_again_after: when a page may be asked for again, to see if it is still there; None for never.
        announced: when a hub has said that a feed has something new, which may be asked for once more after that.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.looks_again_after: timedelta | None = None
        self.announced: dict[str, datetime] = {}
        self._addresses: dict[str, _Address] = {}
        self._host_asked: dict[str, datetime] = {}
        self._expected: set[str] = set()
        self._leads_to_feed = False
        self._robots: dict[str, tuple[datetime, str]] = {}
        self._pages: dict[str, tuple[int, datetime]] = {}

    def judge(self, asked: Asked, reply: Reply, *, is_feed: bool) -> None:
        """Note what is wrong with a request that gets this answer."""
        known = self._addresses.setdefault(asked.address, _Address())
        is_hop = asked.address in self._expected
        if self.announced.get(asked.address, datetime.max) <= asked.at:
            del self.announced[asked.address]
            known.not_before, known.is_announced = None, True
        breaches = [*_breaches_of_any(asked), *_breaches_of_state(asked, known, is_hop, is_feed)]
        breaches += self._breaches_of_host(asked, is_hop)
        if asked.target == "/robots.txt":
            breaches += self._breaches_of_robots(asked)
            self._robots[asked.host] = (asked.at, reply.body.decode() if reply.status == 200 else "")
        elif not is_feed and not self._leads_to_feed:
            breaches += self._breaches_of_page(asked, reply, is_hop)
        self.complaints += [f"{asked.at:%d %H:%M:%S} {asked.address}: {breach}" for breach in breaches]
        self._host_asked[asked.host] = asked.at
        self._expected = {_target(asked, reply)} if "Location" in reply.headers else set()
        self._leads_to_feed = bool(self._expected) and (is_feed or self._leads_to_feed)
        _note(known, asked, reply)

    def _breaches_of_host(self, asked: Asked, is_hop: bool) -> Iterator[str]:
        if asked.connections > 1:
            yield f"{asked.connections} connections at a time"
        last = self._host_asked.get(asked.host)
        _, rules = self._robots.get(asked.host, (asked.at, ""))
        delay = timedelta(seconds=Protego.parse(rules).crawl_delay("Kutip") or 0) if rules else timedelta()
        if last and not is_hop and asked.at - last < max(_HOST_GAP, delay):
            yield f"{(asked.at - last).total_seconds()} s after the last request on this host"

    def _breaches_of_robots(self, asked: Asked) -> Iterator[str]:
        if asked.host in self._robots and asked.at - self._robots[asked.host][0] < _ROBOTS_FOR:
            last = self._addresses[asked.address]
            if not last.failures:
                yield "the rules for robots are asked for again"

    def _breaches_of_page(self, asked: Asked, reply: Reply, is_hop: bool) -> Iterator[str]:
        if asked.host not in self._robots:
            yield "a page is asked for before the rules for robots"
        elif not Protego.parse(self._robots[asked.host][1]).can_fetch(asked.address, "Kutip"):
            yield "a page is asked for that robots may not have"
        if is_hop:
            return
        version = hash(reply.body)
        known, at = self._pages.get(asked.address, (None, asked.at))
        is_too_soon = self.looks_again_after is None or asked.at - at < self.looks_again_after
        if reply.status == 200 and known == version and is_too_soon:
            yield "a page is asked for twice"
        self._pages[asked.address] = version, asked.at


def _breaches_of_any(asked: Asked) -> Iterator[str]:
    if asked.method != "GET":
        yield f"{asked.method}?"
    if not AGENT.fullmatch(asked.headers.get("user-agent", "")):
        yield f"nobody to write to: {asked.headers.get('user-agent')}"
    if "#" in asked.target:
        yield "the fragment is sent"
    yield from (f"{name} is sent" for name in _PRIVATE if name in asked.headers)
    if "accept" not in asked.headers:
        yield "nothing is said of what is wanted"


def _breaches_of_state(asked: Asked, known: _Address, is_hop: bool, is_feed: bool) -> Iterator[str]:
    for name, given, sent in (
        ("ETag", known.etag, asked.headers.get("if-none-match")),
        ("Last-Modified", known.modified, asked.headers.get("if-modified-since")),
    ):
        if is_feed and sent != given and not (is_hop or known.redirects):  # they are those of its target
            yield f"{name} was {given!r}, and {sent!r} comes back"
    if known.is_gone:
        yield "it was gone for good"
    if known.moved_to:
        yield f"it has moved for good to {known.moved_to}"
    if known.not_before and asked.at < known.not_before and not is_hop:
        yield f"before the end of {known.why}: {(known.not_before - asked.at).total_seconds():.0f} s too soon"
    since = asked.at - known.asked_at if known.asked_at else None
    gap = _PUSH_GAP if known.is_announced else _FEED_GAP
    if since is not None and is_feed and not is_hop and since < gap:
        yield f"a feed is asked for after {since.total_seconds():.0f} s"
    least = max((gap for failures, gap in _BACKOFF.items() if known.failures >= failures), default=None)
    if least and since is not None and since < least:
        yield f"{since} after failure {known.failures}"


def _note(known: _Address, asked: Asked, reply: Reply) -> None:
    known.asked_at, known.is_announced = asked.at, False
    known.failures = 0 if reply.status < 400 and not (reply.is_cut or reply.is_slow) else known.failures + 1
    known.is_gone = reply.status == 410
    known.redirects = "Location" in reply.headers
    known.not_before, known.why = None, ""
    if reply.status in (301, 308):
        known.moved_to = reply.headers.get("Location")
    is_page = "html" in reply.headers.get("Content-Type", "")  # as of a site under repair, in place of a feed
    if reply.status == 200 and not (reply.is_cut or reply.is_slow or is_page):
        known.etag, known.modified = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
    if match := re.search(r"max-age=(\d+)", reply.headers.get("Cache-Control", "")):
        known.not_before, known.why = asked.at + timedelta(seconds=min(int(match[1]), 86_400)), "max-age"
    stated = reply.headers.get("Retry-After", "")
    with suppress(ValueError, OverflowError):
        is_number = stated.isdecimal()
        end = asked.at + timedelta(seconds=int(stated)) if is_number else datetime.strptime(stated, _HTTP_DATE)
        known.not_before, known.why = end, "Retry-After"


def _target(asked: Asked, reply: Reply) -> str:
    location = reply.headers["Location"]
    return location if location.startswith("http") else f"http://{asked.host}{location}"
