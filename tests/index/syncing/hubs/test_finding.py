"""A feed names its hub and its topic in headers or in itself, whatever its format."""

import json

import pytest

from index.ingestion.feeds.hubs import find_hub
from index.ingestion.feeds.parse import parse_feed
from index.model.feeds import Hub
from tests.publisher.clock import START
from tests.publisher.feeds import atom, json_feed, news_sitemap, rss, story

URL, HUB = "http://kabar.example/feed", "https://hub.example/"
STORIES = [story(1, "kabar.example", START)]
NAMED = Hub(HUB, URL)
ATOM_LINK = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='{}' href='{}'/>"


def rss_with(hub: str = HUB, topic: str | None = URL) -> bytes:
    links = ATOM_LINK.format("hub", hub) + (ATOM_LINK.format("self", topic) if topic else "")
    return rss(STORIES, more=links)


def atom_with(hub: str = HUB, topic: str = URL) -> bytes:
    links = f"<link rel='hub' href='{hub}'/><link rel='self' href='{topic}'/>".encode()
    return atom(STORIES).replace(b"<entry>", links + b"<entry>", 1)


def json_with(hubs: object, topic: object = URL) -> bytes:
    return json.dumps(json.loads(json_feed(STORIES)) | {"hubs": hubs, "feed_url": topic}).encode()


def hub_of(data: bytes, **headers: str) -> Hub | None:
    return find_hub({**parse_feed(data, URL, "").links, **headers}, URL)


@pytest.mark.parametrize(
    "data",
    [
        rss_with(),
        rss_with(topic=None),
        rss_with("http://hub.example/"),
        rss_with("//hub.example/"),
        atom_with(),
        atom_with(topic="/feed"),
        json_with([{"type": "WebSub", "url": HUB}]),
        json_with([{"type": "WebSub", "url": HUB}, {"type": "rssCloud", "url": "https://other.example"}], None),
    ],
)
def test_it_is_found_with_its_topic(data: bytes) -> None:
    assert hub_of(data) == NAMED


@pytest.mark.parametrize(
    "data",
    [
        rss(STORIES),
        rss_with(""),
        rss_with("javascript:alert(1)"),
        rss_with("ftp://hub.example"),
        rss_with("https://"),
        rss_with("https://[::1"),
        rss_with("https://hub.example:99999/"),
        rss_with("http://hub.example:8080/"),
        rss_with("https://hub.example/" + "a" * 2000),
        json_with("no list"),
        json_with([]),
        json_with([5, None, {"type": "WebSub"}]),
        json_with([{"url": 5}]),
        news_sitemap(STORIES),
    ],
)
def test_what_is_no_hub_is_none(data: bytes) -> None:
    assert hub_of(data) is None


def test_a_hub_of_an_item_is_none_of_the_feed() -> None:
    assert hub_of(rss(STORIES).replace(b"<item>", b"<item>" + ATOM_LINK.format("hub", HUB).encode())) is None


def test_headers_go_before_the_feed() -> None:
    assert hub_of(rss_with("https://other.example/", "http://kabar.example/a"), hub=HUB, self=URL) == NAMED
    assert hub_of(rss(STORIES), hub=HUB) == NAMED
