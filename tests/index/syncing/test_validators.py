"""What tells a server that we have its feed is sent back as it came, and taken from whole answers alone."""

import pytest

from tests.index.syncing.conftest import HOST, HOUR, URL
from tests.publisher.feeds import story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

XML = {"Content-Type": "application/rss+xml"}


def sent(publisher: Publisher, url: str = URL) -> list[tuple[str | None, str | None]]:
    names = "if-none-match", "if-modified-since"
    return [(asked.headers.get(names[0]), asked.headers.get(names[1])) for asked in publisher.asked_for(url)]


def test_the_first_request_has_none_and_the_next_has_both(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL)
    reader.run(1.5 * HOUR)
    first, second = sent(publisher)
    assert first == (None, None)
    assert all(second)
    assert len(reader.articles()) == 3


@pytest.mark.parametrize("tag", ['"a"', 'W/"a"', "unquoted", '"a,b"', '"\'"', '"--gzip"', '""', '"é"'])
def test_a_tag_comes_back_as_it_was(tag: str, publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, {**XML, "ETag": tag}, feed.content())]
    reader.follow(URL)
    reader.run(1.5 * HOUR)
    assert sent(publisher)[1] == (tag, None)


@pytest.mark.parametrize(
    "moment", ["Mon, 02 Nov 2026 06:00:00 GMT", "2026-11-02", "Mon, 2 Nov 2026 06:00 +0700", "0"]
)
def test_a_moment_comes_back_as_it_was(moment: str, publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, {**XML, "Last-Modified": moment}, feed.content())]
    reader.follow(URL)
    reader.run(1.5 * HOUR)
    assert sent(publisher)[1] == (None, moment)


def test_a_huge_tag_is_not_sent_back(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, {**XML, "ETag": f'"{"a" * 100_000}"'}, feed.content())]
    reader.follow(URL)
    reader.run(1.5 * HOUR)
    assert sent(publisher)[1] == (None, None)
    assert reader.source().failures == 0
    publisher.manners.complaints.clear()  # that it is not sent back


@pytest.mark.parametrize("status", [304, 404, 500, 503])
def test_only_a_whole_answer_changes_them(status: int, publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [
        Reply(200, {**XML, "ETag": '"first"'}, feed.content()),
        Reply(status, {"ETag": '"other"', "Last-Modified": "other"}),
    ]
    reader.follow(URL)
    reader.run(5 * HOUR)
    assert sent(publisher)[1:3] == [('"first"', None)] * 2


def test_an_answer_without_them_forgets_them(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, {**XML, "ETag": '"a"'}, feed.content()), Reply(200, XML, feed.content())]
    reader.follow(URL)
    reader.run(2.5 * HOUR)
    assert sent(publisher) == [(None, None), ('"a"', None), (None, None)]


def test_an_answer_that_is_cut_off_counts_for_nothing(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.specials += [Reply(200, {**XML, "ETag": '"cut"'}, feed.content(), is_cut=True)]
    reader.follow(URL)
    reader.run(0.5 * HOUR)
    assert not reader.articles()
    assert reader.source().failures == 1
    reader.run(3 * HOUR)
    assert sent(publisher)[1] == (None, None)
    assert len(reader.articles()) == 3


def test_an_unchanged_feed_adds_nothing_and_a_changed_one_its_new_story(
    publisher: Publisher, reader: Reader
) -> None:
    reader.follow(URL)
    reader.run(4 * HOUR)
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    reader.run(2 * HOUR)
    assert len(reader.articles()) == 4
    assert reader.source().item_count == 4


def test_one_request_serves_all_who_follow_a_feed(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL, "chat:1")
    reader.run(60)
    reader.follow(URL, "chat:2")
    reader.run(3.5 * HOUR)
    assert len(publisher.asked_for(URL)) <= 5
    assert [len(reader.articles(f"chat:{number}")) for number in (1, 2)] == [3, 3]
    publisher.manners.complaints.clear()  # the second has nothing of it yet, so no tag is sent
