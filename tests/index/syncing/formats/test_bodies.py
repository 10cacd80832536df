"""Feeds of every format, encoding and brokenness are read as far as they can be, and bombs are refused."""

import gzip
import json
import zlib

import pytest

from index.ingestion.feeds.parse import MOST_ITEMS, parse_feed
from index.model.errors import Fault, ReadError
from tests.index.syncing.conftest import HOST, HOUR, URL
from tests.publisher.clock import START
from tests.publisher.feeds import FORMATS, rss, story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

XML = {"Content-Type": "application/rss+xml"}
TEXT = "Sungai Wulan meluap pada Senin pagi, dan tanggul di Desa Ketanjung jebol sepanjang dua puluh meter."


def one_item(text: str = TEXT, head: str = "") -> str:
    return (
        f"{head}<rss version='2.0'><channel><title>Kabar</title><item><guid>1</guid><title>Banjir</title>"
        f"<description>{text}</description></item></channel></rss>"
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "sitemap"])
def test_each_format_is_read(name: str) -> None:
    render, content_type = FORMATS[name]
    stories = [story(number, HOST, START, teaser=number == 2) for number in range(3)]
    found = parse_feed(render(stories), URL, content_type)
    assert found.title == "Kabar"
    assert [item.title for item in found.items] == [one.title for one in stories]
    assert [item.url for item in found.items] == [one.link for one in stories]
    assert [item.is_teaser for item in found.items] == [name == "rdf", name == "rdf", True] or name != "rdf"
    assert all("versi 1" in item.html for item in found.items[:2])


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "application/rss+xml", ""),
        ("cp1252", "application/rss+xml; charset=windows-1252", ""),
        ("cp1252", "application/rss+xml", "<?xml version='1.0' encoding='windows-1252'?>"),
        ("utf-16", "application/rss+xml", "<?xml version='1.0' encoding='utf-16'?>"),
        ("utf-8", "text/xml", "<?xml version='1.0' encoding='utf-8'?>"),
        ("utf-8", "", "<?xml version='1.0'?>"),
        ("utf-8", "text/html; charset=utf-8", ""),
    ],
)
def test_the_encoding_is_that_of_the_header_or_of_the_declaration(
    encoding: str, content_type: str, head: str
) -> None:
    data = one_item("Résumé dari Zürich", head).encode(encoding)
    (item,) = parse_feed(data, URL, content_type).items
    assert item.html == "Résumé dari Zürich"


@pytest.mark.parametrize(
    "broken",
    [
        one_item(TEXT + " Fish & chips"),
        one_item(TEXT + " &nbsp; &eacute;"),
        one_item(TEXT + "\x0b\x00"),
        one_item(TEXT).replace("</channel></rss>", ""),
        one_item(TEXT).replace("</item>", ""),
        "\n\n" + one_item(TEXT, "<?xml version='1.0'?>"),
        "\ufeff" + one_item(TEXT),
    ],
)
def test_a_broken_feed_is_read_as_far_as_it_can_be(broken: str) -> None:
    (item,) = parse_feed(broken.encode(), URL, "application/rss+xml").items
    assert "Ketanjung" in item.html


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"halo",
        b"<html><body><p>Masuk</p></body></html>",
        b"{}",
        b"{",
        b'{"version": 1, "items": {}}',
        b"\0" * 99,
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as failed:
        parse_feed(data, URL, "text/html")
    assert failed.value.fault is Fault.NOT_A_FEED


def test_a_feed_of_100_000_items_gives_its_first_ones() -> None:
    items = "".join(f"<item><guid>{number}</guid><title>A</title></item>" for number in range(100_000))
    found = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL, "text/xml")
    assert len(found.items) == 0  # none has a text or a page
    assert found.left_out == 100_000 - MOST_ITEMS
    links = "".join(f"<item><link>/{number}</link></item>" for number in range(2_000))
    found = parse_feed(f"<rss version='2.0'><channel>{links}</channel></rss>".encode(), URL, "text/xml")
    assert [item.url for item in found.items] == [f"http://{HOST}/{number}" for number in range(MOST_ITEMS)]


def test_a_json_feed_of_100_000_items_gives_its_first_ones() -> None:
    items = [{"id": str(number), "url": f"/{number}"} for number in range(100_000)]
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    found = parse_feed(data, URL, "application/feed+json")
    assert [item.guid for item in found.items] == [str(number) for number in range(MOST_ITEMS)]
    assert found.left_out == 100_000 - MOST_ITEMS


@pytest.mark.parametrize("name", FORMATS)
def test_the_title_of_a_feed_is_bounded(name: str) -> None:
    render, content_type = FORMATS[name]
    data = render([story(1, HOST, START)]).replace(b"Kabar", b"Kabar " * 100_000, 1)
    found = parse_feed(data, URL, content_type)
    assert found.title.startswith("Kabar Kabar")
    assert len(found.title) <= 300


def test_a_text_of_brackets_alone_is_read() -> None:
    (item,) = parse_feed(one_item("[" * 1_000_000).encode(), URL, "text/xml").items
    assert not item.is_teaser  # it has no page


@pytest.mark.parametrize(
    "link", ["http://kabar.example", "https://kabar.example/", "/", "http://kabar.example//?"]
)
def test_the_front_page_of_a_site_is_the_page_of_no_item(link: str) -> None:
    data = one_item().replace("<guid>", f"<link>{link}</link><guid isPermaLink='false'>")
    (item,) = parse_feed(data.encode(), URL, "text/xml").items
    assert (item.url, item.is_teaser) == (None, False)


def test_entities_that_grow_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "halo">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = parse_feed(one_item("&e9; &x;", bomb).encode(), URL, "text/xml")
    assert all(len(item.html) < 1_000 and "root:" not in item.html for item in found.items)


def test_a_compressed_feed_is_read(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.zips = True
    reader.follow(URL)
    reader.run(60)
    assert len(reader.articles()) == 3


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b" " * 50_000_000, mtime=0)),
        ("gzip", gzip.compress(b"a", mtime=0)[:-9]),
        ("gzip", b"not compressed"),
        ("br", b"any"),
        ("deflate", zlib.compress(b"any")),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_a_failure(
    coding: str, body: bytes, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [Reply(200, {**XML, "Content-Encoding": coding}, body)]
    reader.follow(URL)
    reader.run(60)
    assert reader.source().failures == 1
    publisher.manners.complaints.clear()


def test_a_feed_that_is_too_large_is_a_failure(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, XML, b"<rss>" + b" " * 6_000_000)]
    reader.follow(URL)
    reader.run(60)
    problem = reader.source().problem
    assert problem is not None
    assert problem.fault is Fault.TOO_LARGE


def test_an_empty_feed_is_followed_until_it_has_a_story(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.body = rss([])
    reader.follow(URL)
    reader.run(60)
    assert (reader.source().failures, reader.articles()) == (0, [])
    feed.body = None
    reader.run(2 * HOUR)
    assert len(reader.articles()) == 3
