"""Parse a JSON Feed, https://www.jsonfeed.org/version/1.1, which feedparser does not read."""

import html
import json
from typing import Any, NamedTuple

from index.ingestion.feeds.items import make_item
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedItem

_VERSION = "https://jsonfeed.org/version/"


class JsonFeed(NamedTuple):
    title: str
    items: list[FeedItem]
    left_out: int
    links: dict[str, str]


def parse(data: bytes, url: str, most: int) -> JsonFeed:
    """Return a feed with the first ``most`` of its items. Raises ReadError if it is no feed."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(Fault.NOT_A_FEED, source=url) from error
    entries = found.get("items") if isinstance(found, dict) else None
    if not isinstance(entries, list) or not str(found.get("version", "")).startswith(_VERSION):
        raise ReadError(Fault.NOT_A_FEED, source=url)
    language = found.get("language")
    items = [_item(entry, url, language) for entry in entries[:most] if isinstance(entry, dict)]
    title = found.get("title")
    kept = [item for item in items if item]
    left_out = max(0, len(entries) - most)
    return JsonFeed(title if isinstance(title, str) else "", kept, left_out, _links(found))


def _links(feed: dict[str, Any]) -> dict[str, str]:
    """Return the hub of a feed and its own address, by their relation."""
    hubs = feed.get("hubs")
    urls = [hub.get("url") for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    found = {"hub": urls[0] if urls else None, "self": feed.get("feed_url")}
    return {relation: url for relation, url in found.items() if isinstance(url, str)}


def _item(entry: dict[str, Any], base: str, language: object) -> FeedItem | None:
    plain = entry.get("content_text")
    texts = [entry.get("content_html"), _as_html(plain) if isinstance(plain, str) else None]
    summary = entry.get("summary")
    return make_item(
        guid=entry.get("id"),
        url=entry.get("url") or entry.get("external_url"),
        base=base,
        title=entry.get("title"),
        contents=[text for text in texts if isinstance(text, str)],
        summary=_as_html(summary) if isinstance(summary, str) else "",
        author=_author(entry),
        published=entry.get("date_published") or entry.get("date_modified"),
        updated=entry.get("date_modified"),
        language=entry.get("language") or language,
    )


def _as_html(text: str) -> str:
    """Return a plain text as HTML, a paragraph for each line."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _author(entry: dict[str, Any]) -> object:
    authors = entry.get("authors") or [entry.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    return first.get("name") if isinstance(first, dict) else None
