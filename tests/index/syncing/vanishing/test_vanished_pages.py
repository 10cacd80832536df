"""A source may take back articles whose pages vanish; leaving the feed is not vanishing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from index.model.records import SHARED
from index.model.sources import NewSource
from index.store.source_tables import source_items
from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.feeds import Story, page, story
from tests.publisher.publisher import HTML, Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply


def pages_of(publisher: Publisher, feed: Feed) -> list[Story]:
    """Give each story of a feed a page, and return the stories."""
    for one in feed.stories:
        publisher.pages[one.link] = Reply(200, HTML, page(one))
    return list(feed.stories)


@pytest.fixture
def stories(publisher: Publisher, reader: Reader, feed: Feed) -> list[Story]:
    """Follow a feed that takes back what vanishes, and return its stories."""
    publisher.manners.looks_again_after = timedelta(hours=20)
    found = pages_of(publisher, feed)
    reader.sources.add(SHARED, NewSource(URL, removes_vanished=True), now=reader.clock.now)
    reader.run(60)
    assert len(reader.articles()) == len(found)
    return found


def titles(reader: Reader) -> set[str]:
    return {article.title for article in reader.articles()}


def vanish(publisher: Publisher, one: Story, status: int = 404) -> None:
    publisher.pages[one.link] = Reply(status)


@pytest.mark.parametrize(("status", "left"), [(404, 3), (410, 2)])
def test_an_article_goes_when_its_page_is_missing_for_a_day_or_gone_for_good(
    publisher: Publisher, reader: Reader, stories: list[Story], status: int, left: int
) -> None:
    vanish(publisher, stories[1], status)
    reader.run(20 * HOUR)
    assert len(reader.articles()) == left
    reader.run(2 * DAY)
    assert titles(reader) == {stories[0].title, stories[2].title}
    reader.run(DAY)  # it still is in the feed, and known
    assert len(reader.articles()) == 2


def test_a_source_that_is_to_keep_them_from_now_on_does(
    publisher: Publisher, reader: Reader, stories: list[Story]
) -> None:
    vanish(publisher, stories[1])
    reader.run(20 * HOUR)  # the page was missing once
    assert not reader.sources.set_vanished(1, removes=False).removes_vanished
    reader.run(5 * DAY)
    assert len(reader.articles()) == 3
    reader.sources.set_vanished(1, removes=True)
    reader.run(5 * DAY)
    assert titles(reader) == {stories[0].title, stories[2].title}


def test_by_default_it_stays(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    for one in pages_of(publisher, feed):
        vanish(publisher, one)
    reader.follow(URL)
    reader.run(4 * DAY)
    assert len(reader.articles()) == 3
    assert {asked.target for asked in publisher.asked} == {"/feed"}


def test_an_item_that_leaves_the_feed_keeps_its_article(reader: Reader, feed: Feed, stories: list[Story]) -> None:
    feed.stories = feed.stories[:1]
    reader.run(5 * DAY)
    assert len(reader.articles()) == 3


@pytest.mark.parametrize("reply", [Reply(503), Reply(500), Reply(403), Reply(429, {"Retry-After": "60"})])
def test_a_failing_page_is_no_missing_one(
    publisher: Publisher, reader: Reader, stories: list[Story], reply: Reply
) -> None:
    for one in stories:
        publisher.pages[one.link] = reply
    reader.run(5 * DAY)
    assert len(reader.articles()) == 3


def test_a_page_that_comes_back_has_not_vanished(
    publisher: Publisher, reader: Reader, stories: list[Story]
) -> None:
    vanish(publisher, stories[1])
    reader.run(20 * HOUR)
    publisher.pages[stories[1].link] = Reply(200, HTML, page(stories[1]))
    reader.run(2 * DAY)
    vanish(publisher, stories[1])
    reader.run(HOUR)
    assert len(reader.articles()) == 3


@pytest.mark.parametrize("status", [404, 410])
def test_a_rebuilt_site_takes_little_back(publisher: Publisher, reader: Reader, feed: Feed, status: int) -> None:
    for number in range(3, 8):
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
    reader.sources.add(SHARED, NewSource(URL, removes_vanished=True), now=reader.clock.now)
    reader.run(60)
    count = len(reader.articles())
    for one in pages_of(publisher, feed):
        vanish(publisher, one, status)
    reader.run(6 * DAY)
    assert len(reader.articles()) == (count if status == 404 else count - 3)


def test_a_page_is_asked_for_less_and_less_often(
    publisher: Publisher, reader: Reader, stories: list[Story]
) -> None:
    reader.run(10 * DAY)
    for one in stories:
        assert 3 <= len(publisher.asked_for(one.link)) <= 5


def test_one_page_is_asked_for_with_each_answer(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    for number in range(3, 60):
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
    pages_of(publisher, feed)
    reader.sources.add(SHARED, NewSource(URL, removes_vanished=True), now=reader.clock.now)
    reader.run(DAY)
    asked = [one.target for one in publisher.asked]
    pages = [one for one in asked if one not in ("/feed", "/robots.txt")]
    assert 0 < len(pages) <= asked.count("/feed")


def test_robots_that_are_kept_out_do_not_look(publisher: Publisher, reader: Reader, stories: list[Story]) -> None:
    publisher.robots[HOST] = Reply(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /berita")
    reader.run(4 * DAY)
    assert not any(publisher.asked_for(one.link) for one in stories)
    assert len(reader.articles()) == 3


def test_an_article_that_another_source_has_stays(
    publisher: Publisher, reader: Reader, feed: Feed, stories: list[Story]
) -> None:
    other = f"http://{HOST}/semua"
    publisher.add_feed(other, Feed())
    for one in stories:
        publisher.publish(other, one)
        publisher.pages[one.link] = Reply(200, HTML, page(one))
    reader.follow(other)
    reader.run(HOUR)
    vanish(publisher, stories[1])
    reader.run(4 * DAY)
    assert len(reader.articles()) == 3


def test_an_edit_that_comes_during_a_check_is_read(
    publisher: Publisher, reader: Reader, stories: list[Story]
) -> None:
    with reader.database.writing() as connection:
        connection.execute(update(source_items).values(is_check=True))
    publisher.publish(URL, story(2, HOST, stories[0].published, version=2))
    reader.run(3 * HOUR)
    (article,) = (one for one in reader.articles() if one.title == stories[0].title)
    assert "versi 2" in reader.texts(article)[0]
    with reader.database.reading() as connection:
        waiting = select(func.count()).select_from(source_items).where(source_items.c.due_at.is_not(None))
        assert connection.execute(waiting).scalar_one() == 0
