"""Feeds, rules and items go through a reading process, over a real connection."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.process import ReadingProcess
from index.ingestion.reading.requests import FeedRequest, ItemRequest, RobotsRequest
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedAnswer, RobotsAnswer
from index.model.records import Credits, ParsedArticle
from tests.index.ingestion.fetching.site import HTML, Site, serving
from tests.publisher.clock import START
from tests.publisher.feeds import page, rss, story


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@contextmanager
def reading_process() -> Iterator[ReadingProcess]:
    process = ReadingProcess(ReadingLimits(), "tools.load.hostile.loopback_reader")
    try:
        yield process
    finally:
        process.end()


def test_a_feed_its_rules_and_its_items_are_read(site: Site) -> None:
    teaser = story(1, "kabar.example", START, teaser=True)
    site.answers |= {
        "/feed": (200, {"Content-Type": "application/rss+xml", "ETag": '"a"'}, rss([teaser])),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /dalam\nCrawl-delay: 7"),
        "/1": (200, HTML, page(teaser)),
    }
    with reading_process() as process:
        (answer,) = process.read(FeedRequest(f"{site.url}/feed", "Kutip"))
        assert isinstance(answer, FeedAnswer)
        assert (answer.status, answer.etag, answer.title) == (200, '"a"', "Kabar")
        assert answer.items[0].published == START.date()
        (rules,) = process.read(RobotsRequest(f"{site.url}/robots.txt", "Kutip"))
        assert isinstance(rules, RobotsAnswer)
        assert rules.delay == 7
        stated = Credits(title=teaser.title, published=START.date())
        item = ItemRequest(site.url, "Laporan ...", stated, "Kutip", f"{site.url}/1", rules.text)
        (article,) = process.read(item)
        assert isinstance(article, ParsedArticle)
        assert article.texts == teaser.paragraphs
        denied = ItemRequest(site.url, "Laporan ...", stated, "Kutip", f"{site.url}/dalam", rules.text)
        problem, own = process.read(denied)
        assert isinstance(problem, ReadError)
        assert problem.fault is Fault.ROBOTS_DENY
        assert isinstance(own, ParsedArticle)
        assert own.texts == ("Laporan ...",)
