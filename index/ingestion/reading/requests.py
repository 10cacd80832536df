"""Requests to read files, texts, web pages and feeds. Each goes to a reading process as a line of JSON."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.readers import parse_bytes, parse_text
from index.ingestion.readers.base import ReadResult, optional_libraries
from index.ingestion.sources import read_web_page
from index.model.errors import ReadError
from index.model.feeds import FeedAnswer, HubAnswer, RobotsAnswer
from index.model.records import Credits

if TYPE_CHECKING:  # it comes with the extra `web`
    from index.ingestion.fetching.network import Network


@dataclass(frozen=True)
class FileRequest:
    """The bytes of a file; ``source`` is its name, and is never opened."""

    data: bytes
    source: str


@dataclass(frozen=True)
class TextRequest:
    """A text with the credits that a chat knows."""

    text: str
    source: str
    stated: Credits


@dataclass(frozen=True)
class PageRequest:
    """A web page, which is fetched from public addresses only."""

    source: str


@dataclass(frozen=True)
class FeedRequest:
    """A feed or a sitemap.

    Args:
        agent: says who asks.
        etag, modified: those of the last answer with items.
        discovers: whether to look for the sitemaps of the site where there is no feed.
    """

    source: str
    agent: str
    etag: str | None = None
    modified: str | None = None
    discovers: bool = False


@dataclass(frozen=True)
class RobotsRequest:
    """The rules for robots at this address."""

    source: str
    agent: str


@dataclass(frozen=True)
class HubRequest:
    """A request to the hub at this address, with the fields that it needs."""

    source: str
    agent: str
    fields: dict[str, str]


@dataclass(frozen=True)
class ItemRequest:
    """An item of a feed, with its text in HTML.

    Args:
        page: the address of its page, to be read too; None where the text is whole.
        robots: the rules of the page's host.
    """

    source: str
    text: str
    stated: Credits
    agent: str
    page: str | None = None
    robots: str = ""


OfSource = FeedRequest | RobotsRequest | HubRequest | ItemRequest
Request = FileRequest | TextRequest | PageRequest | OfSource
Fetched = ReadResult | FeedAnswer | RobotsAnswer | HubAnswer
_KINDS = {
    kind.__name__: kind for kind in (TextRequest, PageRequest, FeedRequest, RobotsRequest, HubRequest, ItemRequest)
}


def read(
    request: Request,
    limit: int,
    allowed: Callable[[Address], bool] = is_public,
    network: "Network | None" = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Fetched]:
    """Yield the articles of a request, or the answer to one for a feed or for rules.

    Args:
        limit: the most bytes that one may have.
        allowed: says from which addresses a page may be fetched.
        network: by what these are reached, by default that of this machine.
        pause: waits between two requests to a host.
    """
    if isinstance(request, FileRequest):
        yield from parse_bytes(request.data, request.source, limit)
    elif isinstance(request, TextRequest):
        yield from parse_text(request.text, request.source, request.stated, limit)
    elif isinstance(request, PageRequest):
        yield from read_web_page(request.source, allowed)
    else:
        yield from _read_of_source(request, allowed, network, pause)


def _read_of_source(
    request: OfSource,
    allowed: Callable[[Address], bool],
    network: "Network | None",
    pause: Callable[[float], None],
) -> Iterator[Fetched]:
    try:
        with optional_libraries(request.source):
            from index.ingestion.feeds.fetch import fetch_feed, fetch_robots
            from index.ingestion.feeds.hubs import ask_hub
            from index.ingestion.feeds.item_article import read_item, read_item_with_page
            from index.ingestion.fetching.network import SYSTEM
            from index.ingestion.fetching.web import Session
        with closing(Session(allowed, network=network or SYSTEM, agent=request.agent)) as session:
            if isinstance(request, FeedRequest):
                more = pause if request.discovers else None
                yield fetch_feed(session, request.source, request.etag, request.modified, more)
            elif isinstance(request, RobotsRequest):
                yield fetch_robots(session, request.source, request.agent)
            elif isinstance(request, HubRequest):
                yield ask_hub(session, request.source, request.fields)
            elif request.page is None:
                yield read_item(request.text, request.stated, request.source)
            else:
                own = request.page, request.text, request.stated, request.robots, request.agent
                yield from read_item_with_page(session.fetch, *own, pause)
    except ReadError as error:
        yield error


def encode(request: Request) -> bytes:
    """Return a line of JSON and, for a file, its bytes behind it."""
    if isinstance(request, FileRequest):
        return _line({"source": request.source, "size": len(request.data)}) + request.data
    return _line({"kind": type(request).__name__, **asdict(request)})


def decode(line: bytes, stream: BinaryIO) -> Request:
    """Return the request of a line; the bytes of a file are read from the stream behind it."""
    fields = json.loads(line)
    if "size" in fields:
        return FileRequest(stream.read(fields["size"]), fields["source"])
    kind = _KINDS[fields.pop("kind")]
    if "stated" in fields:
        fields["stated"] = Credits(**with_date(fields["stated"]))
    return kind(**fields)


def with_date(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of credits or of an item with their date, of which JSON has only the text."""
    published = fields["published"]
    return fields | {"published": date.fromisoformat(published) if published else None}


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, default=str).encode() + b"\n"
