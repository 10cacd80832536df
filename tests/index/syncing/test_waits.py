"""A server says when it may be asked again, and is obeyed; a failing feed is requested less and less often."""

import itertools
from datetime import timedelta

import pytest

from index.model.sources import State
from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.clock import FakeClock
from tests.publisher.feeds import rss, story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

XML = {"Content-Type": "application/rss+xml"}


def waits(publisher: Publisher, url: str = URL) -> list[float]:
    moments = [asked.at for asked in publisher.asked_for(url)]
    return [(after - before).total_seconds() for before, after in itertools.pairwise(moments)]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "moment"])
def test_retry_after_is_obeyed(form: str, status: int, publisher: Publisher, reader: Reader, feed: Feed) -> None:
    after = 20 * HOUR
    stated = f"{after:.0f}" if form == "seconds" else publisher.clock.http_date(after)
    feed.specials += [Reply(status, {"Retry-After": stated})]
    reader.follow(URL)
    reader.run(2 * DAY)
    assert after <= waits(publisher)[0] <= 1.2 * after


@pytest.mark.parametrize("stated", ["soon", "-1", "", "Fri, 99 Nov", "9" * 40, "0"])
def test_a_retry_after_that_says_nothing_changes_nothing(
    stated: str, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [Reply(503, {"Retry-After": stated})]
    reader.follow(URL)
    reader.run(DAY)
    assert HOUR <= waits(publisher)[0] <= 1.2 * HOUR
    publisher.manners.complaints.clear()


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Cache-Control": "max-age=20000"}, 20_000),
        ({"Cache-Control": "public, s-maxage=9, MAX-AGE = 20000"}, 20_000),
        ({"Cache-Control": "max-age=20000", "Age": "5000"}, 15_000),
        ({"Cache-Control": "max-age=60"}, HOUR),
        ({"Cache-Control": "no-cache, max-age=20000"}, HOUR),
        ({"Cache-Control": "max-age=31536000"}, DAY),
        ({"Expires": FakeClock().http_date(20_000)}, 20_000),
        ({"Expires": "0"}, HOUR),
    ],
)
def test_a_fresh_feed_is_not_asked_for(
    headers: dict[str, str], least: float, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [Reply(200, XML | headers, feed.content())]
    reader.follow(URL)
    reader.run(3 * DAY)
    assert least <= waits(publisher)[0] <= 1.2 * least
    publisher.manners.complaints.clear()


def test_the_time_that_a_feed_states_to_live_is_obeyed(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.body = rss(feed.stories, more="<ttl>300</ttl>")
    reader.follow(URL)
    reader.run(DAY)
    assert waits(publisher)[0] >= 300 * 60


def test_an_unchanged_feed_may_say_how_long_it_stays_so(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    reader.follow(URL)
    reader.run(60)
    feed.max_age = 30_000
    reader.run(2 * DAY)
    assert waits(publisher)[1] >= 30_000


def test_a_failing_feed_is_asked_at_most_once_a_day_and_given_up_after_30_days(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    reader.follow(URL)
    reader.run(60)
    feed.specials += [Reply(500)] * 999
    reader.run(45 * DAY)
    assert reader.source().state is State.FAILED
    assert 30 < len(waits(publisher)) < 45
    assert [source.id for source in reader.sources.unreported()] == [1]
    reader.sources.mark_reported(1)
    assert not reader.sources.unreported()
    assert len(reader.articles()) == 3


def test_a_feed_that_works_again_is_asked_as_before(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(500)] * 5
    reader.follow(URL)
    reader.run(4 * DAY)
    assert (reader.source().failures, reader.source().problem) == (0, None)
    assert waits(publisher)[-1] <= 2.2 * HOUR


def test_a_host_that_cannot_be_reached_is_asked_ever_less(publisher: Publisher, reader: Reader) -> None:
    publisher.network.unreachable.add(HOST)
    reader.follow(URL)
    reader.run(3 * DAY)
    assert 5 <= reader.source().failures <= 8
    publisher.network.unreachable.clear()
    reader.run(2 * DAY)
    assert len(reader.articles()) == 3


def test_a_host_that_does_not_answer_in_time_is_asked_ever_less(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [Reply(is_slow=True)] * 4
    reader.follow(URL)
    reader.run(60)
    problem = reader.source().problem
    assert problem is not None
    assert problem.details["why"] == "time"
    reader.run(10 * HOUR)
    assert len(publisher.asked_for(URL)) == 4
    reader.run(2 * DAY)
    assert reader.source().failures == 0
    assert len(reader.articles()) == 3


def test_feeds_on_a_host_are_asked_one_after_the_other(publisher: Publisher, reader: Reader) -> None:
    for number in range(8):
        url = f"http://{HOST}/feed{number}"
        publisher.add_feed(url, Feed())
        publisher.publish(url, story(100 + number, HOST, publisher.clock.now))
        reader.follow(url)
    reader.run(60)
    assert len(reader.articles()) == 8


def test_feeds_that_were_added_together_drift_apart(publisher: Publisher, reader: Reader) -> None:
    urls = [f"http://situs{number}.example/feed" for number in range(20)]
    for url in urls:
        publisher.add_feed(url, Feed())
        publisher.publish(url, story(1, url[7:-5], publisher.clock.now))
        reader.follow(url)
    reader.run(1.5 * HOUR)
    second = sorted(publisher.asked_for(url)[1].at for url in urls)
    assert second[-1] - second[0] > timedelta(minutes=2)


def test_a_feed_that_may_lose_stories_is_asked_more_often(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.window = 4
    reader.follow(URL)
    for number in range(10, 34):
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
        reader.run(0.33 * HOUR)
    assert min(waits(publisher)) < 0.5 * HOUR
    assert len(reader.articles()) == 27
