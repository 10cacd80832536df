"""The first articles of a large site can be quoted within 30 seconds, the newest first."""

from datetime import timedelta

import pytest

from index.syncing.new_source import follow, request_feed
from index.syncing.running import ends_after
from tests.index.syncing.conftest import HOST, URL
from tests.publisher.feeds import story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import AGENT, Reader, ReadingsOn
from tests.publisher.requests import Reply

PAGES = 300


@pytest.fixture
def archive(publisher: Publisher, feed: Feed) -> Feed:
    """Return a feed with the teasers of many pages, the oldest first."""
    feed.window, feed.stories = PAGES, []
    for number in range(PAGES):
        day = publisher.clock.now - timedelta(days=number)
        publisher.publish(URL, story(number, HOST, day, teaser=True))
    return feed


def followed(publisher: Publisher, reader: Reader) -> None:
    asked = request_feed(reader.stores, ReadingsOn(publisher), URL, AGENT, "chat:1")
    follow(reader.stores, "chat:1", URL, asked.result() if asked else None, now=publisher.clock.now)


def titles(reader: Reader) -> list[str]:
    return [article.title for article in reader.articles("chat:1")]


def test_the_newest_articles_come_within_30_seconds(publisher: Publisher, reader: Reader, archive: Feed) -> None:
    followed(publisher, reader)
    reader.run(30)
    found = titles(reader)
    assert len(found) >= 10
    assert found == [f"Banjir nomor {number} di {HOST}" for number in range(len(found))]


def test_news_does_not_wait_behind_an_archive(publisher: Publisher, reader: Reader, archive: Feed) -> None:
    publisher.robots[HOST] = Reply(200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 10")
    followed(publisher, reader)
    reader.run(60)
    publisher.publish(URL, story(PAGES + 1, HOST, publisher.clock.now, teaser=True))
    reader.sources.make_due(None, publisher.clock.now)
    reader.run(900)  # until the feed may be asked again, and a little longer
    found = titles(reader)
    assert f"Banjir nomor {PAGES + 1} di {HOST}" in found[-9:]
    assert len(found) < PAGES / 2


def test_other_sources_do_not_hold_up_a_new_one(publisher: Publisher, reader: Reader, archive: Feed) -> None:
    for number in range(40):
        url = f"http://lain{number}.example/feed"
        publisher.add_feed(url, Feed(window=PAGES))
        for count in range(20):
            host = f"lain{number}.example"
            publisher.publish(url, story(count, host, publisher.clock.now, teaser=True))
        reader.follow(url)
    followed(publisher, reader)
    reader.run(30)
    assert len(titles(reader)) >= 5


def test_the_end_comes_after_the_time_of_a_person() -> None:
    now, pauses = [0.0], list[float]()

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    has_ended = ends_after(20, lambda: now[0], pause)
    assert not has_ended(0)
    assert not has_ended(2)
    assert has_ended(60)
    assert pauses == [0, 2, 18]
