"""A redirect that is for good is remembered, and no other; what is gone is left alone."""

import itertools

import pytest

from index.model.errors import Fault
from index.model.sources import State
from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.feeds import story
from tests.publisher.publisher import HTML, Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

NEW = "http://baru.example/rss"


def to(status: int, url: str) -> Reply:
    return Reply(status, {"Location": url})


@pytest.fixture
def elsewhere(publisher: Publisher) -> Feed:
    """Return the feed at its new address."""
    feed = publisher.add_feed(NEW, Feed())
    publisher.publish(NEW, story(9, "baru.example", publisher.clock.now))
    return feed


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_remembered(
    status: int, publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    feed.specials += [to(status, NEW)] * 9
    reader.follow(URL)
    reader.run(3 * HOUR)
    assert len(publisher.asked_for(URL)) == 1
    assert len(publisher.asked_for(NEW)) > 1
    assert (reader.source().url, reader.source().host) == (NEW, "baru.example")


@pytest.mark.parametrize("target", ["http://ana:rahasia@baru.example/rss", "//ana:rahasia@BARU.example:80/rss#a"])
def test_a_move_to_an_address_with_a_login_stores_none(
    target: str, publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    feed.specials += [to(301, target)]
    reader.follow(URL)
    reader.run(60)
    assert (reader.source().url, reader.source().problem, len(reader.articles())) == (NEW, None, 1)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_another_redirect_is_followed_and_forgotten(
    status: int, publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    feed.specials += [to(status, NEW)] * 9
    reader.follow(URL)
    reader.run(3.5 * HOUR)
    assert len(publisher.asked_for(URL)) > 2
    assert reader.source().url == URL
    assert len(reader.articles()) == 1


@pytest.mark.parametrize(
    ("first", "second", "remembered"), [(301, 302, "http://b.example/"), (302, 301, URL), (301, 301, NEW)]
)
def test_of_several_redirects_those_before_the_first_passing_one_are_remembered(
    first: int, second: int, remembered: str, publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    publisher.pages["http://b.example/"] = to(second, NEW)
    feed.specials += [to(first, "http://b.example/")] * 2
    reader.follow(URL)
    reader.run(60)
    assert reader.source().url == remembered


@pytest.mark.parametrize("at_end", [Reply(404, HTML), Reply(503, HTML), Reply(200, HTML, b"<p>Masuk dulu</p>")])
def test_a_move_to_what_is_no_feed_is_not_believed(
    at_end: Reply, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    publisher.pages[NEW] = at_end
    feed.specials += [to(302, NEW)]
    reader.follow(URL)
    reader.run(60)
    assert reader.source().url == URL
    assert reader.source().failures == 1


def test_a_circle_of_redirects_is_a_failure(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [to(302, URL)] * 6
    reader.follow(URL)
    reader.run(60)
    problem = reader.source().problem
    assert problem is not None
    assert problem.details["why"] == "redirects"
    publisher.manners.complaints.clear()  # the circle is of the server's own making


def test_a_move_to_a_feed_that_is_followed_too_keeps_both(
    publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    reader.follow(NEW)
    reader.follow(URL)
    feed.specials += [to(302, NEW)]
    reader.run(60)
    assert {source.url for source in reader.sources.all()} == {URL, NEW}
    publisher.manners.complaints.clear()  # one feed at two addresses is asked at both


def test_a_move_for_good_to_a_feed_that_is_followed_too_ends_the_requests_for_the_old_address(
    publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    reader.follow(NEW)
    reader.run(HOUR / 2)
    reader.follow(URL)
    feed.specials += [to(301, NEW)] * 9
    reader.run(6 * HOUR)
    assert len(publisher.asked_for(URL)) == 1
    kept, old = reader.sources.all()
    assert (kept.state, old.state, old.url) == (State.ACTIVE, State.PAUSED, URL)
    assert old.problem is not None
    assert (old.problem.fault, old.problem.details["number"]) == (Fault.SOURCE_KNOWN, kept.id)
    assert not reader.sources.unreported()
    assert len(reader.articles()) == 1
    assert len(publisher.asked_for(NEW)) <= 8


def test_a_move_to_a_feed_that_is_paused_goes_on(
    publisher: Publisher, reader: Reader, feed: Feed, elsewhere: Feed
) -> None:
    reader.sources.pause(reader.follow(NEW).id)
    reader.follow(URL)
    feed.specials += [to(301, NEW)]
    reader.run(60)
    assert [one.state for one in reader.sources.all()] == [State.PAUSED, State.ACTIVE]
    assert len(reader.articles()) == 1


def test_what_is_gone_is_never_asked_again(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    reader.follow(URL)
    reader.run(60)
    feed.specials += [Reply(410)]
    reader.run(40 * DAY)
    assert len(publisher.asked_for(URL)) == 2
    assert reader.source().state is State.GONE
    assert [source.id for source in reader.sources.unreported()] == [1]
    assert len(reader.articles()) == 3


def test_what_is_not_found_is_asked_again_ever_less(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(404)] * 99
    reader.follow(URL)
    reader.run(2 * DAY)
    moments = [asked.at for asked in publisher.asked_for(URL)]
    waits = [second - first for first, second in itertools.pairwise(moments)]
    assert waits == sorted(waits)
    assert reader.source().state is State.ACTIVE


def test_a_private_address_is_never_asked(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    publisher.network.private.add("dalam.example")
    feed.specials += [to(301, "http://dalam.example/feed")]
    reader.follow(URL)
    reader.run(60)
    assert [asked.host for asked in publisher.asked] == [HOST]
    problem = reader.source().problem
    assert problem is not None
    assert problem.fault is Fault.PAGE_NOT_FETCHED
