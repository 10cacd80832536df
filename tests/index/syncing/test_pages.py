"""The text of a teaser comes from its page, as far as the host lets robots read it; the longer text counts."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.feeds import Story, page, story
from tests.publisher.publisher import HTML, Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

PAGES = "<div class='paging'><a href='?page=1'>1</a> <a href='?page=2'>2</a></div>"


@pytest.fixture
def teaser(publisher: Publisher, feed: Feed) -> Story:
    """Leave one story in the feed, of which that shows a teaser, and return it."""
    feed.stories = []
    publisher.publish(URL, story(1, HOST, publisher.clock.now, teaser=True))
    return feed.stories[0]


def rules(text: str) -> Reply:
    return Reply(200, {"Content-Type": "text/plain"}, text.encode())


def test_the_whole_text_comes_from_the_page(publisher: Publisher, reader: Reader, teaser: Story) -> None:
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert tuple(reader.texts(article)) == teaser.paragraphs
    assert (article.url, article.published) == (teaser.link, teaser.published.date())


def test_a_feed_with_the_whole_text_needs_no_page(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    reader.follow(URL)
    reader.run(HOUR / 2)
    assert len(reader.articles()) == 3
    assert {asked.target for asked in publisher.asked} == {"/feed"}


def test_the_longer_text_counts(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    long = story(1, HOST, publisher.clock.now)
    feed.stories = [replace(long, teaser=f"{long.html} ...")]
    publisher.pages[long.link] = Reply(200, HTML, page(replace(long, paragraphs=("Hanya untuk pelanggan kami.",))))
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert len(reader.texts(article)) >= 4


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: Kutip\nDisallow: /berita/", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Kutip\nAllow: /", True),
        ("User-agent: *\nDisallow: /*nomor", False),
        ("User-agent: *\nDisallow: /admin/", True),
        ("\ufeffUser-agent: *\r\nDisallow: /berita", False),
        ("<html>no rules</html>", True),
    ],
)
def test_the_rules_for_robots_are_kept(
    text: str, may: bool, publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = rules(text)
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert len(reader.texts(article)) == (4 if may else 1)
    assert len(publisher.asked_for(teaser.link)) == may


def test_the_first_500_kb_of_huge_rules_are_kept(publisher: Publisher, reader: Reader, teaser: Story) -> None:
    rules = b"User-agent: *\nDisallow: /berita/\n" + b"# Halo\n" * 1_500_000
    publisher.robots[HOST] = Reply(200, {"Content-Type": "text/plain"}, rules)
    reader.follow(URL)
    reader.run(HOUR)
    assert not publisher.asked_for(teaser.link)
    assert len(reader.articles()) == 1


@pytest.mark.parametrize(
    "reply", [Reply(200, {"Content-Encoding": "br"}, b"any"), Reply(301, {"Location": "/robots.txt"})]
)
def test_rules_that_cannot_be_read_leave_the_text_of_the_feed(
    reply: Reply, publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = reply
    reader.follow(URL)
    reader.run(HOUR)
    assert not publisher.asked_for(teaser.link)
    (article,) = reader.articles()
    assert reader.texts(article) == [teaser.teaser]
    publisher.manners.complaints.clear()  # a circle asks for the same again


def test_the_rules_are_asked_for_once_a_day(publisher: Publisher, reader: Reader, teaser: Story) -> None:
    reader.follow(URL)
    for number in range(20, 26):
        reader.run(HOUR * 8)
        publisher.publish(URL, story(number, HOST, publisher.clock.now, teaser=True))
    reader.run(HOUR * 8)
    assert len(reader.articles()) == 7
    assert len(publisher.asked_for(f"http://{HOST}/robots.txt")) <= 3


def test_pages_are_asked_for_as_slowly_as_the_rules_want(
    publisher: Publisher, reader: Reader, feed: Feed, teaser: Story
) -> None:
    publisher.robots[HOST] = rules("User-agent: *\nCrawl-delay: 30")
    for number in range(20, 24):
        publisher.publish(URL, story(number, HOST, publisher.clock.now, teaser=True))
    reader.follow(URL)
    reader.run(HOUR / 2)
    assert len(reader.articles()) == 5


def test_a_host_that_fails_to_give_its_rules_is_left_alone(
    publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = Reply(503)
    reader.follow(URL)
    reader.run(4 * DAY)
    (article,) = reader.articles()
    assert reader.texts(article) == [f"Laporan 1 dari {HOST} ..."]
    assert not publisher.asked_for(teaser.link)
    publisher.manners.complaints.clear()


def test_a_page_that_fails_for_a_while_is_read_later(publisher: Publisher, reader: Reader, teaser: Story) -> None:
    whole = publisher.pages[teaser.link]
    publisher.pages[teaser.link] = Reply(503)
    reader.follow(URL)
    reader.run(60)
    assert not reader.articles()
    publisher.pages[teaser.link] = whole
    reader.run(3 * HOUR)
    (article,) = reader.articles()
    assert tuple(reader.texts(article)) == teaser.paragraphs


@pytest.mark.parametrize(("text", "gaps"), [("", [1]), ("User-agent: *\nCrawl-delay: 4", [4])])
def test_the_pages_of_an_article_are_joined(
    text: str, gaps: list[float], publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = rules(text)
    publisher.publish(URL, teaser, tail=PAGES)
    more = replace(teaser, paragraphs=tuple(f"Bagian akhir nomor {n}. Air sudah surut di sana." for n in range(3)))
    publisher.pages[f"{teaser.link}?page=2"] = Reply(200, HTML, page(more, PAGES))
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert tuple(reader.texts(article)) == teaser.paragraphs + more.paragraphs
    times = [asked.at for asked in publisher.asked if asked.target.startswith("/berita/")]
    assert [(later - sooner).total_seconds() for sooner, later in pairwise(times)] == gaps


def test_further_pages_that_are_to_be_waited_for_too_long_are_left_out(
    publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = rules("User-agent: *\nCrawl-delay: 30")
    publisher.publish(URL, teaser, tail=PAGES)
    reader.follow(URL)
    reader.run(HOUR)
    (article,) = reader.articles()
    assert tuple(reader.texts(article)) == teaser.paragraphs
    assert not publisher.asked_for(f"{teaser.link}?page=2")


LIST = "http://daftar.example/x/1"


def moved(publisher: Publisher, teaser: Story, to: str, *, status: int = 302) -> None:
    """Let the page of a teaser redirect to an address, which has the text."""
    publisher.pages[teaser.link] = Reply(status, {"Location": to})
    publisher.pages[to] = Reply(200, HTML, page(teaser))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize(("text", "may"), [("", True), ("User-agent: *\nDisallow: /x/", False)])
def test_a_page_that_is_on_another_host_is_read_by_the_rules_of_that_one(
    text: str, may: bool, status: int, publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots["daftar.example"] = rules(text)
    moved(publisher, teaser, LIST, status=status)
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert len(reader.texts(article)) == (4 if may else 1)
    assert len(publisher.asked_for(LIST)) == may
    assert len(publisher.asked_for(teaser.link)) == 1
    assert not may or article.url == LIST


@pytest.mark.parametrize(("target", "may"), [("/arsip/1", True), ("/tertutup/1", False)])
def test_a_redirect_on_the_host_keeps_to_its_rules(
    target: str, may: bool, publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    publisher.robots[HOST] = rules("User-agent: *\nDisallow: /tertutup/")
    moved(publisher, teaser, f"http://{HOST}{target}")
    reader.follow(URL)
    reader.run(60)
    (article,) = reader.articles()
    assert len(reader.texts(article)) == (4 if may else 1)
    assert len(publisher.asked_for(f"http://{HOST}{target}")) == may


def test_the_rules_of_the_other_host_are_asked_for_once_and_its_pages_one_after_the_other(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.stories = []
    publisher.robots["daftar.example"] = rules("User-agent: *\nCrawl-delay: 20")
    for number in range(1, 5):
        publisher.publish(URL, story(number, HOST, publisher.clock.now, teaser=True))
        moved(publisher, feed.stories[0], f"http://daftar.example/x/{number}")
    reader.follow(URL)
    reader.run(HOUR / 2)
    assert [len(reader.texts(one)) for one in reader.articles()] == [4] * 4
    asked = [one.at for one in publisher.asked if one.host == "daftar.example"]
    assert len(asked) == 5
    assert all((later - at).total_seconds() >= 20 for at, later in pairwise(asked[1:]))


def test_an_article_that_came_from_there_already_is_not_fetched_again(
    publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    other = "http://daftar.example/feed"
    publisher.add_feed(other, Feed())
    publisher.publish(other, replace(story(7, "daftar.example", publisher.clock.now), link=LIST))
    reader.follow(other)
    reader.run(60)
    moved(publisher, teaser, LIST)
    reader.follow(URL)
    reader.run(HOUR)
    assert len(reader.articles()) == 1
    assert not publisher.asked_for(LIST)


def test_two_hosts_that_send_each_other_a_page_leave_the_text_of_the_feed(
    publisher: Publisher, reader: Reader, teaser: Story
) -> None:
    moved(publisher, teaser, LIST)
    publisher.pages[LIST] = Reply(302, {"Location": teaser.link})
    reader.follow(URL)
    reader.run(HOUR)
    (article,) = reader.articles()
    assert reader.texts(article) == [teaser.teaser]
    assert len(publisher.asked_for(LIST)) + len(publisher.asked_for(teaser.link)) <= 6
    publisher.manners.complaints.clear()  # a circle asks for the same again
