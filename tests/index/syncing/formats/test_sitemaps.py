"""Sitemaps of news and of pages are followed like feeds; an index and a site lead to those that they name."""

import gzip
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from index.ingestion.feeds.parse import MOST_ITEMS, parse_feed
from index.model.errors import Fault, ReadError
from index.syncing.new_source import only_feed, request_feed
from tests.index.syncing.conftest import DAY, HOST, HOUR
from tests.publisher.clock import START
from tests.publisher.feeds import news_sitemap, story
from tests.publisher.publisher import HTML, Feed, Publisher
from tests.publisher.reader import AGENT, Reader, ReadingsOn
from tests.publisher.requests import Reply

URL = f"http://{HOST}/sitemap-news.xml"
SITE = f"http://{HOST}/"
XML = {"Content-Type": "application/xml"}
_COUNTS = range(1, 13), range(1, 29), range(2)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def pages(*urls: str, root: str = "urlset", child: str = "url") -> bytes:
    entries = "".join(f"<{child}>{url}</{child}>" for url in urls)
    return f'<?xml version="1.0"?><{root} {SPACE}>{entries}</{root}>'.encode()


def loc(name: str, changed: str = "") -> str:
    return f"<loc>{SITE}{name}</loc>" + (f"<lastmod>{changed}</lastmod>" if changed else "")


def index_of(*sitemaps: str) -> bytes:
    return pages(*sitemaps, root="sitemapindex", child="sitemap")


def named(data: bytes) -> list[str]:
    with pytest.raises(ReadError) as caught:
        parse_feed(data, URL, "application/xml")
    assert caught.value.fault is Fault.PAGE_WITH_FEEDS
    feeds = caught.value.details["feeds"]
    assert isinstance(feeds, list)
    return feeds


@pytest.fixture
def sitemap(publisher: Publisher) -> Feed:
    made = publisher.add_feed(URL, Feed("sitemap"))
    for number in range(10, 13):
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
    return made


def test_the_pages_of_a_sitemap_become_articles(publisher: Publisher, reader: Reader, sitemap: Feed) -> None:
    reader.follow(URL)
    reader.run(120)
    assert {article.title for article in reader.articles()} == {one.title for one in sitemap.stories}
    publisher.publish(URL, story(13, HOST, publisher.clock.now))
    reader.run(HOUR * 1.5)
    assert len(reader.articles()) == 4


def test_a_changed_page_is_read_again(publisher: Publisher, reader: Reader, sitemap: Feed) -> None:
    reader.follow(URL)
    reader.run(120)
    at = publisher.clock.now
    publisher.publish(URL, replace(story(11, HOST, at, version=2), updated=at + timedelta(hours=1)))
    sitemap.stories[0] = replace(sitemap.stories[0], updated=at)
    reader.run(DAY)
    (changed,) = [one for one in reader.articles() if one.title == story(11, HOST, at).title]
    assert "versi 2" in " ".join(reader.texts(changed))
    publisher.manners.complaints.clear()  # that the page was asked for twice


def test_a_site_that_states_the_time_of_the_request_is_not_read_again(
    publisher: Publisher, reader: Reader, sitemap: Feed
) -> None:
    reader.follow(URL)
    reader.run(120)
    for _ in range(3):
        now = publisher.clock.now
        sitemap.stories[:] = [replace(one, updated=now) for one in sitemap.stories]
        reader.run(DAY)
    assert len(publisher.asked_for(sitemap.stories[0].link)) == 1


def test_a_sitemap_says_title_day_and_language() -> None:
    found = parse_feed(news_sitemap([story(1, HOST, START)]), URL, "application/xml")
    (item,) = found.items
    assert (found.title, item.title) == ("Kabar", story(1, HOST, START).title)
    assert (item.published, item.language, item.is_teaser) == (START.date(), "id", True)


def test_the_newest_pages_come_first_and_the_others_are_left_out() -> None:
    moments = [f"2026-{month:02}-{day:02}T{hour:02}:00:00+07:00" for month, day, hour in product(*_COUNTS)]
    shuffled = [loc(f"{at}", moment) for at, moment in enumerate(moments[1::2] + moments[::2])]
    found = parse_feed(pages(*shuffled), URL, "")
    assert [item.updated for item in found.items] == moments[::-1][:MOST_ITEMS]
    assert found.left_out == len(moments) - MOST_ITEMS


@pytest.mark.parametrize("stated", ["", "kemarin", "2026-13-45", "2026", "9" * 99, "2026-01-01T00:00:00+99:00"])
def test_a_page_with_an_odd_day_is_an_item(stated: str) -> None:
    data = pages(loc("a", stated), loc("b", "2026-01-02T10:00:00+07:00"), loc("c", "2026-01-02T05:00:00Z"))
    assert [item.url for item in parse_feed(data, URL, "").items] == [f"{SITE}{name}" for name in "cba"]


def test_pictures_say_nothing_of_a_page() -> None:
    image = (
        f'<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>{SITE}foto.jpg'
        "</image:loc><image:title>Foto</image:title></image:image>"
    )
    (item,) = parse_feed(pages(loc("banjir") + image), URL, "").items
    assert (item.url, item.title) == (f"{SITE}banjir", "")


def test_an_index_names_its_sitemaps_those_of_news_first() -> None:
    data = index_of(loc("tag.xml", "2026-02-01"), loc("post-1.xml", "2026-01-01"), loc("berita-terkini.xml"))
    assert named(data) == [f"{SITE}{name}" for name in ("berita-terkini.xml", "tag.xml", "post-1.xml")]


def test_an_index_of_100_000_sitemaps_names_ten() -> None:
    assert len(named(index_of(*(loc(f"{number}.xml") for number in range(100_000))))) == 10


def test_a_compressed_sitemap_is_read() -> None:
    data = gzip.compress(pages(loc("banjir")), mtime=0)
    assert [item.url for item in parse_feed(data, f"{URL}.gz", "application/x-gzip").items] == [f"{SITE}banjir"]


def test_a_bomb_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        parse_feed(gzip.compress(b" " * 50_000_000, mtime=0), URL, "")
    assert caught.value.fault is Fault.TOO_LARGE


@pytest.mark.parametrize(
    "data",
    [
        index_of(),
        index_of("<loc>file:///etc/passwd</loc>"),
        b"<urlset >",
        gzip.compress(pages(loc("a")), mtime=0)[:20],
        b"\x1f\x8bkabar",
    ],
)
def test_what_names_no_page_is_no_feed(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        parse_feed(data, URL, "")
    assert caught.value.fault is Fault.NOT_A_FEED


@pytest.mark.parametrize(
    "data",
    [
        pages(),
        pages().replace(b"></urlset>", b"/>"),
        pages("<loc></loc>", "<loc>javascript:1</loc>"),
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><urlset ><url><loc>&b;</loc></url></urlset>',
    ],
)
def test_a_sitemap_may_be_empty(data: bytes) -> None:
    assert parse_feed(data, URL, "").items == ()


@pytest.mark.parametrize("own", [URL, URL.replace("http://", "HTTP://ana:rahasia@"), f"{URL}#a"])
def test_an_index_that_names_itself_does_not_offer_that(own: str) -> None:
    others = f"<sitemap><loc>{SITE}a.xml</loc></sitemap>"
    for named, feeds in ((others, [f"{SITE}a.xml"]), ("", None)):
        index = f"<sitemapindex><sitemap><loc>{own}</loc></sitemap>{named}</sitemapindex>"
        with pytest.raises(ReadError) as caught:
            parse_feed(index.encode(), URL, "")
        assert caught.value.details.get("feeds") == feeds


def asked(publisher: Publisher, reader: Reader, url: str) -> ReadError:
    request = request_feed(reader.stores, ReadingsOn(publisher), url, AGENT, "chat:1")
    assert request
    (error,) = request.result()
    assert isinstance(error, ReadError)
    publisher.manners.complaints.clear()  # what a person asks for goes on at once
    return error


def robots(*urls: str) -> Reply:
    return Reply(200, {"Content-Type": "text/plain"}, "".join(f"Sitemap: {url}\n" for url in urls).encode())


def test_a_site_without_feeds_leads_to_the_sitemaps_of_its_rules(publisher: Publisher, reader: Reader) -> None:
    publisher.pages[SITE] = Reply(200, HTML, b"<html><head><title>Kabar</title></head><body>Halo</body></html>")
    publisher.robots[HOST] = robots(f"{SITE}a.xml", URL, "ftp://x/y", f"{SITE}{'b' * 9_999}")
    assert asked(publisher, reader, SITE).details["feeds"] == [URL, f"{SITE}a.xml"]
    publisher.robots[HOST] = robots(URL, URL)
    request = request_feed(reader.stores, ReadingsOn(publisher), SITE, AGENT, "chat:1")
    assert only_feed(request.result() if request else None) == URL
    publisher.manners.complaints.clear()


@pytest.mark.parametrize("rules", [Reply(404), Reply(500), robots(), robots("javascript:alert(1)")])
def test_a_site_that_names_nothing_is_no_feed(rules: Reply, publisher: Publisher, reader: Reader) -> None:
    publisher.pages[SITE] = Reply(200, HTML, b"<p>Halo</p>")
    publisher.robots[HOST] = rules
    assert asked(publisher, reader, SITE).fault is Fault.NOT_A_FEED
