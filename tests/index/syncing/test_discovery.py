"""The address of a site leads to the feed that its page names; where there are several, a person chooses."""

import pytest

from index.ingestion.readers.page_feeds import find_feeds
from index.model.errors import Fault, ReadError
from index.syncing.new_source import only_feed, request_feed
from tests.index.syncing.conftest import HOST, HOUR, URL
from tests.publisher.publisher import HTML, Publisher
from tests.publisher.reader import AGENT, Reader, ReadingsOn
from tests.publisher.requests import Reply

SITE = f"http://{HOST}/"
RSS = "<link rel='alternate' type='application/rss+xml' title='Kabar' href='/feed'>"
COMMENTS = "<link rel='alternate' type='application/rss+xml' title='Kabar: Comments Feed' href='/feed2'>"


def page(head: str) -> bytes:
    return f"<!doctype html><html><head><title>Kabar</title>{head}</head><body><p>Halo</p></body></html>".encode()


@pytest.mark.parametrize(
    ("head", "feeds"),
    [
        (RSS, [URL]),
        (RSS * 3, [URL]),
        (RSS + COMMENTS, [URL]),
        (RSS + RSS.replace("/feed", "/id/comments/feed/"), [URL]),
        (RSS.replace("rss", "atom"), [URL]),
        (RSS.replace("rss+xml", "feed+json; charset=utf-8"), [URL]),
        (RSS.replace("'alternate'", "'Alternate HOME'"), [URL]),
        (RSS.replace("/feed", " feed "), [URL]),
        (RSS.replace("/feed", "//lain.example/feed"), ["http://lain.example/feed"]),
        ("<base href='http://lain.example/a/'>" + RSS.replace("/feed", "feed"), ["http://lain.example/a/feed"]),
        (RSS + RSS.replace("/feed", "/olahraga"), [URL, f"http://{HOST}/olahraga"]),
        (RSS.replace("alternate", "stylesheet"), []),
        (RSS.replace("application/rss+xml", "application/json+oembed"), []),
        (RSS.replace("/feed", "javascript:alert(1)"), []),
        (RSS.replace("/feed", "file:///etc/passwd"), []),
        (RSS.replace("/feed", "http://[::1"), []),
        (RSS.replace("/feed", "/" + "a" * 9_999), []),
        ("", []),
    ],
)
def test_the_feeds_of_a_page_are_found(head: str, feeds: list[str]) -> None:
    assert find_feeds(page(head), SITE) == feeds


@pytest.mark.parametrize("data", [b"", b"\0\xff" * 99, b"{}", b"<", b"<!--", b"<link " * 9_999])
def test_what_is_no_page_names_no_feed(data: bytes) -> None:
    assert find_feeds(data, SITE) == []


def test_a_page_of_100_000_feeds_names_the_first_ten() -> None:
    links = "".join(RSS.replace("/feed", f"/{number}") for number in range(100_000))
    assert find_feeds(page(links), SITE) == [f"http://{HOST}/{number}" for number in range(10)]


def asked(publisher: Publisher, reader: Reader, url: str) -> str | None:
    request = request_feed(reader.stores, ReadingsOn(publisher), url, AGENT, "chat:1")
    return only_feed(request.result() if request else None)


def test_the_only_feed_of_a_site_is_followed_in_its_place(publisher: Publisher, reader: Reader) -> None:
    publisher.pages[SITE] = Reply(200, HTML, page(RSS))
    assert asked(publisher, reader, SITE) == URL
    publisher.manners.complaints.clear()  # a page that a person names needs no rules for robots


@pytest.mark.parametrize("head", [RSS + RSS.replace("/feed", "/olahraga"), "", COMMENTS])
def test_nothing_is_chosen_where_there_are_several_feeds_or_none(
    head: str, publisher: Publisher, reader: Reader
) -> None:
    publisher.pages[SITE] = Reply(200, HTML, page(head))
    assert asked(publisher, reader, SITE) is None
    publisher.manners.complaints.clear()


def test_a_feed_that_becomes_a_page_is_no_success(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL)
    reader.run(60)
    publisher.feeds[URL].specials.append(Reply(200, HTML, page(RSS.replace("/feed", "/feed2"))))
    reader.run(HOUR * 1.2)
    problem = reader.source().problem
    assert isinstance(problem, ReadError)
    assert problem.fault is Fault.PAGE_WITH_FEEDS
    assert problem.details["feeds"] == [f"http://{HOST}/feed2"]
    assert len(reader.articles()) == 3
