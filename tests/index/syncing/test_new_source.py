"""Following a feed asks its server once, and its items become articles; OPML goes in and comes out."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from index.model.errors import Fault, KutipError, SourceError
from index.model.sources import Came, NewSource, State
from index.store.source_tables import sources
from index.store.sources.source_store import SourceStore
from index.syncing.new_source import check_address, follow, request_feed
from index.syncing.opml import read_opml, write_opml
from index.syncing.syncer import Syncer
from tests.index.syncing.conftest import HOST, HOUR, URL
from tests.publisher.feeds import story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import AGENT, Reader, ReadingsOn
from tests.publisher.requests import Asked, Reply


def followed(publisher: Publisher, reader: Reader, url: str, library: str) -> int:
    asked = request_feed(reader.stores, ReadingsOn(publisher), url, AGENT, library)
    return follow(reader.stores, library, url, asked.result() if asked else None).id


def test_the_first_answer_is_not_asked_for_again(publisher: Publisher, reader: Reader) -> None:
    followed(publisher, reader, URL, "chat:1")
    reader.syncer.sync_due()
    assert len(publisher.asked_for(URL)) == 1
    assert len(reader.articles("chat:1")) == 3
    assert reader.source().title == "Kabar"


def test_a_feed_that_others_follow_is_not_asked_for_again(publisher: Publisher, reader: Reader) -> None:
    followed(publisher, reader, URL, "chat:1")
    followed(publisher, reader, URL, "chat:2")
    assert len(publisher.asked_for(URL)) == 1


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(404), Fault.PAGE_NOT_FETCHED),
        (Reply(200, {"Content-Type": "text/html"}, b"<p>Halo</p>"), Fault.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_is_not_followed(
    reply: Reply, fault: Fault, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [reply]
    with pytest.raises(KutipError) as failed:
        followed(publisher, reader, URL, "chat:1")
    assert failed.value.fault is fault
    assert not reader.sources.all()


@pytest.mark.parametrize(
    "url", ["", "kabar", "ftp://a.example/", "http://", "http://[::1", "http://a:b/", "file:///etc"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SourceError):
        check_address(url)


def test_a_chat_follows_no_more_than_it_may(reader: Reader) -> None:
    sources = SourceStore(reader.database, most_of_chat=2)
    for number in range(2):
        sources.add("chat:1", NewSource(f"http://a.example/{number}"), limit=True)
    with pytest.raises(SourceError) as failed:
        sources.add("chat:1", NewSource("http://a.example/9"), limit=True)
    assert failed.value.fault is Fault.TOO_MANY_SOURCES
    with pytest.raises(SourceError) as failed:
        sources.add("chat:1", NewSource("http://a.example/1"), limit=True)
    assert failed.value.fault is Fault.SOURCE_KNOWN


@pytest.mark.parametrize("other", ["http://ana:rahasia@kabar.example/feed", "HTTP://KABAR.example:80/feed#baru"])
def test_an_address_is_known_in_another_spelling(
    other: str, publisher: Publisher, reader: Reader, tmp_path: Path
) -> None:
    followed(publisher, reader, other, "chat:1")
    with pytest.raises(SourceError) as failed:
        followed(publisher, reader, URL, "chat:1")
    assert failed.value.details == {"source": URL, "number": 1}
    with pytest.raises(SourceError):
        followed(publisher, reader, other, "chat:1")
    assert (reader.source().url, reader.source().address) == (URL, URL)
    file = tmp_path / "langganan.opml"
    file.write_text(write_opml(reader.sources.all()).replace("kabar.example", "ana:rahasia@kabar.example"))
    assert [one.url for one in read_opml(file)] == [URL]


def test_a_login_that_an_earlier_release_stored_is_not_shown(publisher: Publisher, reader: Reader) -> None:
    stored = update(sources).values(url="http://ana:rahasia@kabar.example/feed")
    reader.follow(URL)
    with reader.database.writing() as connection:
        connection.execute(stored)
    (found,) = reader.sources.all()
    assert "rahasia" not in found.name + found.address + write_opml([found])
    reader.run(60)
    assert (reader.source().url, len(reader.articles())) == (URL, 3)


def test_a_source_that_others_follow_has_their_title(publisher: Publisher, reader: Reader) -> None:
    followed(publisher, reader, URL, "chat:1")
    assert reader.source(followed(publisher, reader, URL, "chat:2")).title == "Kabar"


def test_a_source_that_is_paused_or_resumed_twice_stays_so(reader: Reader) -> None:
    reader.follow(URL)
    assert [reader.sources.pause(1).state for _ in range(2)] == [State.PAUSED] * 2
    assert [reader.sources.resume(1).state for _ in range(2)] == [State.ACTIVE] * 2


@pytest.mark.parametrize(("status", "requests"), [(500, 2), (404, 2), (503, 1), (429, 1)])
def test_a_person_has_a_failing_source_requested_but_not_one_whose_server_rests(
    status: int, requests: int, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.specials += [Reply(status, {"Retry-After": "7200"} if status in (429, 503) else {})]
    reader.follow(URL)
    reader.run(1_000)
    reader.sources.make_due(None, reader.clock.now)
    reader.run(10)
    assert len(publisher.asked_for(URL)) == 1
    reader.sources.make_due([1], reader.clock.now)
    reader.run(10)
    assert len(publisher.asked_for(URL)) == requests


def test_a_person_has_one_source_requested_at_once_and_no_other(publisher: Publisher, reader: Reader) -> None:
    other = f"http://lain.example/{HOST}"
    publisher.add_feed(other, Feed())
    publisher.publish(other, story(9, "lain.example", publisher.clock.now, teaser=True))
    reader.follow(URL)
    reader.run(1_200)
    reader.follow(other)
    before = reader.stores.items.articles_of(1)
    publisher.publish(URL, story(0, HOST, publisher.clock.now, version=2))
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    reader.sources.make_due([1], reader.clock.now)
    syncer = Syncer(reader.stores, ReadingsOn(publisher), AGENT, reader.clock, Random(1), only=[1])  # noqa: S311
    for _ in range(20):
        reader.advance(min(syncer.sync_due(), 3))
    assert (len(publisher.asked_for(URL)), publisher.asked_for(other)) == (2, [])
    assert reader.stores.items.changes_since(before, 1) == Came(1, 1, 0, 2)
    assert reader.source(2).tried_at is None
    assert reader.sources.agenda([1]).source == reader.source().due_at
    assert reader.sources.agenda().source == reader.source(2).due_at


def test_a_paused_source_is_not_asked_until_it_is_resumed(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL)
    reader.sources.pause(1)
    reader.run(3 * HOUR)
    assert not publisher.asked
    reader.sources.resume(1)
    reader.clock.now = publisher.clock.now = max(publisher.clock.now, reader.source().due_at)
    reader.run(60)
    assert len(reader.articles()) == 3


def test_a_removed_source_leaves_its_articles(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL)
    reader.run(60)
    reader.sources.remove(1)
    reader.run(3 * HOUR)
    assert (len(publisher.asked), len(reader.articles()), reader.sources.all()) == (1, 3, [])


@pytest.mark.parametrize("teaser", [False, True])
def test_a_source_that_is_removed_while_it_is_read_adds_nothing(
    teaser: bool, publisher: Publisher, reader: Reader, feed: Feed
) -> None:
    feed.stories = []
    publisher.publish(URL, story(1, HOST, publisher.clock.now, teaser=teaser))

    def remove(asked: Asked) -> None:
        if asked.target == ("/robots.txt" if teaser else "/feed"):
            reader.sources.remove(1)

    publisher.on_request = remove
    reader.follow(URL)
    reader.run(HOUR)
    assert (reader.sources.all(), reader.articles()) == ([], [])


def test_opml_comes_out_as_it_went_in(tmp_path: Path, reader: Reader) -> None:
    file = tmp_path / "langganan.opml"
    file.write_text(
        "<?xml version='1.0'?><opml version='1.1'><body><outline text='Folder'>"
        "<outline type='rss' text='Kabar &amp; Kawan' xmlUrl='http://a.example/feed?x=1&amp;y=2'/>"
        "<outline title='Lain' XMLURL=' http://b.example/feed '/><outline text='Lagi' xmlUrl='http://a.example/feed?x=1&amp;y=2'/>"
        "<outline text='Tanpa alamat'/><outline xmlUrl='http://a:b/'/><outline xmlUrl='file:///etc/passwd'/></outline></body></opml>",
        encoding="utf-8",
    )
    found = read_opml(file)
    assert {one.url for one in found} == {"http://a.example/feed?x=1&y=2", "http://b.example/feed"}
    file.write_text(write_opml([reader.sources.add("shared", one) for one in found]), encoding="utf-8")
    assert read_opml(file) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_opml_that_declares_entities_says_so(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "besar.opml"
    text = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY b 'c'>]><opml><body/></opml>"
    file.write_text(text, encoding=encoding)
    with pytest.raises(SourceError) as failed:
        read_opml(file)
    assert failed.value.details["problem"] == "it declares entities"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "halo",
        "<rss/>",
        "<opml><body><outline text='Kabar'/></body></opml>",
        "<opml>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><opml>&b;</opml>",
        "<opml>&x;</opml>",
    ],
)
def test_what_is_no_opml_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "salah.opml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as failed:
        read_opml(file)
    assert failed.value.fault is Fault.BAD_OPML
