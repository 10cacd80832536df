"""An item is known by what its feed calls it, then by its page, then by its text; an edit updates its article."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from index.store.quota import Limits
from index.store.source_tables import source_items
from index.store.sources import item_rows
from index.store.sources.item_store import ItemStore
from tests.index.syncing.conftest import HOST, HOUR, URL
from tests.publisher.clock import START
from tests.publisher.feeds import Story, story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply


@pytest.fixture
def first(publisher: Publisher, reader: Reader) -> Story:
    """Follow the feed of three stories, and return the first of them."""
    reader.follow(URL)
    reader.run(60)
    return story(0, HOST, publisher.clock.now)


def again(reader: Reader) -> None:
    reader.run(2 * HOUR)


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
def test_an_edit_updates_its_article(
    format_: str, publisher: Publisher, reader: Reader, feed: Feed, first: Story
) -> None:
    feed.format = format_
    numbers = {article.title: article.id for article in reader.articles()}
    publisher.publish(URL, story(0, HOST, first.published, version=2))
    again(reader)
    articles = {article.title: article for article in reader.articles()}
    assert {title: article.id for title, article in articles.items()} == numbers
    assert "versi 2" in reader.texts(articles[first.title])[0]


def test_a_new_title_updates_its_article(publisher: Publisher, reader: Reader, first: Story) -> None:
    publisher.publish(URL, replace(first, title="Banjir surut di Demak"))
    again(reader)
    assert len(reader.articles()) == 3
    assert "Banjir surut di Demak" in {article.title for article in reader.articles()}


@pytest.mark.parametrize(
    "noise",
    ["?utm_source=rss&utm_medium=feed", "?utm_source=twitter", "#comments", "/", "?fbclid=abc", "/?ref=rss"],
)
def test_noise_in_an_address_makes_no_new_article(
    noise: str, publisher: Publisher, reader: Reader, feed: Feed, first: Story
) -> None:
    feed.stories = [replace(one, guid=f"new {one.guid}", link=one.link + noise) for one in feed.stories]
    again(reader)
    assert len(reader.articles()) == 3
    assert reader.source().item_count == 3


def test_a_new_address_of_a_named_item_makes_no_new_article(
    publisher: Publisher, reader: Reader, feed: Feed, first: Story
) -> None:
    moved = [replace(one, link=f"http://{HOST}/arsip/{number}") for number, one in enumerate(feed.stories)]
    feed.stories = [replace(moved[0], paragraphs=("Teks yang baru. " * 30,)), *moved[1:]]
    again(reader)
    assert len(reader.articles()) == 3


def test_a_whole_text_under_new_names_and_addresses_makes_no_new_article(
    publisher: Publisher, reader: Reader, feed: Feed, first: Story
) -> None:
    feed.stories = [
        replace(one, guid=f"new {one.guid}", link=f"http://lain.example/{number}")
        for number, one in enumerate(feed.stories)
    ]
    again(reader)
    assert len(reader.articles()) == 3


def test_items_with_the_same_name_are_different_items(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.stories = [replace(one, guid="same") for one in feed.stories]
    reader.follow(URL)
    again(reader)
    assert len(reader.articles()) == 3


def test_teasers_that_are_alike_are_different_items(publisher: Publisher, reader: Reader, feed: Feed) -> None:
    feed.stories = []
    for number in (1, 2):
        publisher.publish(
            URL, replace(story(number, HOST, publisher.clock.now), title="Cuaca", teaser="Hari ini ...")
        )
    reader.follow(URL)
    again(reader)
    assert len(reader.articles()) == 2


def test_an_item_without_a_page_and_a_name_is_known_by_its_text(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    item = b"<item><description>Air surut sejak Senin.</description></item>"
    feed.body = b"<rss version='2.0'><channel>" + item + b"</channel></rss>"
    reader.follow(URL)
    reader.run(4 * HOUR)
    assert len(reader.articles()) == 1
    assert (reader.articles()[0].url, reader.articles()[0].publisher) == (None, HOST)


def test_the_items_that_leave_a_feed_stay_articles(
    publisher: Publisher, reader: Reader, feed: Feed, first: Story
) -> None:
    feed.stories.clear()
    publisher.publish(URL, story(8, HOST, publisher.clock.now))
    again(reader)
    assert len(reader.articles()) == 4


def test_an_article_that_somebody_removed_does_not_come_back(
    publisher: Publisher, reader: Reader, first: Story
) -> None:
    (removed,) = [one for one in reader.articles() if one.title == first.title]
    reader.articles_.remove(removed.id, {"shared"})
    publisher.publish(URL, story(0, HOST, first.published, version=2))
    again(reader)
    assert len(reader.articles()) == 2


def test_an_article_that_a_person_removed_does_not_come_back_from_another_feed(
    publisher: Publisher, reader: Reader, first: Story
) -> None:
    (removed,) = [one for one in reader.articles() if one.title == first.title]
    reader.articles_.remove_all([removed.id], {"shared"}, by_hand=True)
    other = f"http://{HOST}/terpopuler"
    publisher.add_feed(other, Feed(format="atom", stories=[replace(first, guid="other")]))
    reader.follow(other)
    again(reader)
    assert len(reader.articles()) == 2


def test_the_same_article_in_two_feeds_is_one(publisher: Publisher, reader: Reader, first: Story) -> None:
    other = f"http://{HOST}/terpopuler"
    publisher.add_feed(other, Feed(format="atom", stories=[replace(first, guid="other", teaser="Laporan ...")]))
    reader.follow(other)
    again(reader)
    assert len(reader.articles()) == 3
    assert not publisher.asked_for(first.link)


@pytest.mark.parametrize("host", [HOST, "kumpulan.example"])
def test_an_edit_in_a_feed_of_another_site_changes_no_article(
    host: str, publisher: Publisher, reader: Reader, first: Story
) -> None:
    other = f"http://{host}/terpopuler"
    copied = replace(first, guid="other")
    publisher.add_feed(other, Feed(format="atom", stories=[copied]))
    reader.follow(other)
    again(reader)
    publisher.feeds[other].stories = [replace(copied, paragraphs=("Teks yang lain. " * 40,))]
    publisher.feeds[other].changed_at = publisher.clock.http_date()
    again(reader)
    (article,) = [one for one in reader.articles() if one.title == first.title]
    assert reader.texts(article)[0].startswith("Teks yang lain" if host == HOST else "Laporan 0")


def test_only_so_many_items_of_a_source_wait(
    publisher: Publisher, reader: Reader, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_rows, "MOST_WAITING", 2)
    reader.follow(URL)
    reader.run(1)
    assert len(reader.articles()) == 2
    assert (reader.source().etag, reader.source().modified) == (None, None)
    again(reader)
    assert len(reader.articles()) == 3
    assert reader.source().etag
    publisher.manners.complaints.clear()  # that the first tag does not come back


def test_only_so_many_items_of_a_source_are_remembered(
    publisher: Publisher, reader: Reader, feed: Feed, first: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_rows, "MOST_KNOWN", 4)
    feed.window = 2
    for number in range(10, 16):
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
        again(reader)
    with reader.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(source_items)).scalar_one() == 4
    feed.window = 20
    publisher.publish(URL, story(16, HOST, publisher.clock.now))
    again(reader)
    assert len(reader.articles()) == 10  # those that come back are known by their articles


def test_a_feed_that_was_only_rebuilt_asks_for_no_page_again(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.format, feed.stories = "atom", []
    for number in range(6):
        publisher.publish(URL, story(number, HOST, publisher.clock.now, teaser=True))
    reader.follow(URL)
    again(reader)
    assert len(reader.articles()) == 6
    feed.stories = [replace(one, updated=publisher.clock.now) for one in feed.stories]
    again(reader)
    assert sum(len(publisher.asked_for(one.link)) for one in feed.stories) == 6


def test_a_changed_page_of_a_teaser_is_read_again_where_the_feed_says_so(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.format, feed.stories = "atom", []
    publisher.publish(URL, story(1, HOST, publisher.clock.now, teaser=True))
    reader.follow(URL)
    again(reader)
    edited = replace(story(1, HOST, START, teaser=True, version=2), updated=publisher.clock.now)
    publisher.publish(URL, edited)
    again(reader)
    (article,) = reader.articles()
    assert "versi 2" in reader.texts(article)[0]


def test_a_chat_gets_no_more_articles_than_it_may_have(publisher: Publisher, reader: Reader) -> None:

    reader.stores = replace(reader.stores, items=ItemStore(reader.database, Limits(articles=2)))
    reader.restart_syncer()
    reader.follow(URL, "chat:1")
    again(reader)
    assert len(reader.articles("chat:1")) == 2
    assert reader.source().waiting == 1


def test_a_page_that_cannot_be_had_leaves_the_text_of_the_feed(
    publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.stories = []
    publisher.publish(URL, story(1, HOST, publisher.clock.now, teaser=True))
    publisher.pages[feed.stories[0].link] = Reply(404)
    reader.follow(URL)
    again(reader)
    (article,) = reader.articles()
    assert reader.texts(article) == [f"Laporan 1 dari {HOST} ..."]
