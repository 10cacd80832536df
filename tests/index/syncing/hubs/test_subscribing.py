"""A hub is asked to push, and again before its lease ends; while it pushes, its feed is polled less often."""

from datetime import timedelta

import pytest

from index.model.feeds import Hub as Named
from index.model.feeds import SubscriptionState
from index.model.records import SHARED
from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.clock import FakeClock
from tests.publisher.feeds import story
from tests.publisher.hub import Hub
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader
from tests.publisher.requests import Reply

HERE = "https://news.example.org/kutip/websub"
LINKS = f'<https://hub.example/>; rel="hub", <{URL}>; rel="self"'
LEASE = 864_000


@pytest.fixture
def hub(publisher: Publisher, reader: Reader, feed: Feed) -> Hub:
    """Return a hub that the feed names, and that verifies at once."""
    feed.links = LINKS
    made = publisher.hubs["hub.example"] = Hub()
    made.verify = lambda form: verified(reader, publisher, form)
    reader.push_address = HERE
    reader.restart_syncer()
    return made


def verified(reader: Reader, publisher: Publisher, form: dict[str, str], lease: int | None = LEASE) -> bool:
    """Ask the subscriber at its address whether it meant what it has asked for."""
    address, _, key = form["hub.callback"].rpartition("/")
    assert address == HERE
    return reader.stores.hubs.confirm(key, form["hub.mode"], form["hub.topic"], lease, publisher.clock.now)


def push(reader: Reader, publisher: Publisher, url: str = URL) -> None:
    found = reader.stores.hubs.find(url)
    assert found
    assert reader.stores.hubs.secret(found.key)
    publisher.manners.announced[url] = publisher.clock.now
    reader.stores.hubs.note_push(found.key, publisher.clock.now)


def state(reader: Reader, url: str = URL) -> SubscriptionState | None:
    found = reader.stores.hubs.find(url)
    return found.state if found else None


def test_it_is_asked_once_and_again_before_the_lease_ends(reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(7 * DAY)
    assert hub.modes == ["subscribe"]
    assert state(reader) is SubscriptionState.LIVE
    reader.run(DAY)
    assert hub.modes == ["subscribe"] * 2
    first, second = (one.body for one in hub.asked)
    assert (first["hub.topic"], first["hub.secret"]) == (URL, second["hub.secret"])


def test_nobody_is_asked_where_nothing_listens(reader: Reader, hub: Hub) -> None:
    reader.push_address = ""
    reader.restart_syncer()
    reader.follow(URL)
    reader.run(DAY)
    assert not hub.asked
    reader.push_address = HERE  # a bot with a webhook starts
    reader.restart_syncer()
    reader.run(HOUR)
    assert hub.modes == ["subscribe"]


def test_what_is_pushed_is_an_article_within_seconds(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(5 * 60)
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    push(reader, publisher)
    reader.run(5)
    assert len(reader.articles()) == 4


def test_a_feed_is_polled_less_often_while_pushes_come(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(DAY)
    before = len(publisher.asked_for(URL))
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    push(reader, publisher)
    reader.run(DAY)
    assert len(publisher.asked_for(URL)) - before < before / 2


def test_polls_come_as_often_as_ever_where_pushes_do_not(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(HOUR)
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    push(reader, publisher)
    reader.run(2 * HOUR)
    for number in range(8, 11):  # the hub has broken
        publisher.publish(URL, story(number, HOST, publisher.clock.now))
        reader.run(5 * HOUR)
    publisher.publish(URL, story(11, HOST, publisher.clock.now))
    reader.run(1.5 * HOUR)
    assert len(reader.articles()) == 8


def test_many_pushes_are_one_request_a_minute(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(HOUR / 2)
    before = len(publisher.asked_for(URL))
    for _ in range(120):
        push(reader, publisher)
        reader.run(1)
    assert len(publisher.asked_for(URL)) - before <= 3


def test_a_feed_that_is_older_than_its_push_is_requested_again(
    publisher: Publisher, reader: Reader, hub: Hub
) -> None:
    reader.follow(URL)
    reader.run(HOUR)
    push(reader, publisher)
    reader.run(60)
    publisher.publish(URL, story(7, HOST, publisher.clock.now))  # a cache has let it through only now
    reader.run(20 * 60)
    assert len(reader.articles()) == 4


def test_a_push_during_a_request_is_not_lost(publisher: Publisher, reader: Reader, hub: Hub, feed: Feed) -> None:
    reader.follow(URL)
    reader.run(HOUR)

    def answer(_: object) -> Reply:
        body = feed.content()
        publisher.clock.advance(1)
        publisher.publish(URL, story(7, HOST, publisher.clock.now))
        push(reader, publisher)
        return Reply(200, {"Content-Type": "application/rss+xml", "Link": LINKS}, body)

    feed.specials.append(answer)
    publisher.manners.complaints.clear()
    reader.run(1.2 * HOUR)
    assert len(reader.articles()) == 4


def test_a_push_does_not_end_the_rest_that_a_server_wants(
    publisher: Publisher, reader: Reader, hub: Hub, feed: Feed
) -> None:
    reader.follow(URL)
    reader.run(HOUR / 2)
    feed.specials.append(Reply(503, {"Retry-After": "7200"}))
    reader.run(HOUR)
    before = len(publisher.asked_for(URL))
    found = reader.stores.hubs.find(URL)
    assert found
    reader.stores.hubs.note_push(found.key, publisher.clock.now)
    reader.run(HOUR / 2)
    assert len(publisher.asked_for(URL)) == before


@pytest.mark.parametrize("ends", ["remove", "pause"])
def test_a_source_that_ends_ends_its_subscription(reader: Reader, hub: Hub, ends: str) -> None:
    source = reader.follow(URL)
    reader.run(HOUR)
    getattr(reader.sources, ends)(source.id)
    found = reader.stores.hubs.find(URL)
    assert found
    assert reader.stores.hubs.secret(found.key) is None
    reader.run(60)
    assert hub.modes == ["subscribe", "unsubscribe"]
    assert state(reader) is None


def test_a_subscription_lasts_while_another_library_follows_the_feed(reader: Reader, hub: Hub) -> None:
    source = reader.follow(URL)
    reader.follow(URL, "chat:5")
    reader.run(HOUR)
    reader.sources.remove(source.id)
    reader.run(DAY)
    assert hub.modes == ["subscribe"]


def test_a_feed_that_names_no_hub_any_more_is_only_polled(
    publisher: Publisher, reader: Reader, hub: Hub, feed: Feed
) -> None:
    reader.follow(URL)
    reader.run(HOUR)
    feed.links = ""
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    reader.run(2 * HOUR)
    assert hub.modes == ["subscribe", "unsubscribe"]
    feed.links = LINKS
    publisher.publish(URL, story(8, HOST, publisher.clock.now))
    reader.run(2 * HOUR)
    assert state(reader) is SubscriptionState.LIVE


def test_a_feed_that_names_another_hub_is_subscribed_there(
    publisher: Publisher, reader: Reader, hub: Hub, feed: Feed
) -> None:
    other = publisher.hubs["other.example"] = Hub(hub.verify)
    reader.follow(URL)
    reader.run(HOUR)
    old = reader.stores.hubs.find(URL)
    feed.links = LINKS.replace("hub.example", "other.example")
    publisher.publish(URL, story(7, HOST, publisher.clock.now))
    reader.run(2 * HOUR)
    assert old
    assert other.modes == ["subscribe"]
    assert reader.stores.hubs.secret(old.key) is None


@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(404), Reply(202), Reply(429, {"Retry-After": "9000"}), Reply(is_slow=True)]
)
def test_a_hub_that_does_not_subscribe_us_is_asked_less_and_less(reader: Reader, hub: Hub, reply: Reply) -> None:
    hub.reply, hub.verify = reply, None
    reader.follow(URL)
    reader.run(3 * DAY)
    assert 3 <= len(hub.asked) <= 7
    gaps = [after.at - before.at for before, after in zip(hub.asked, hub.asked[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert reader.source().failures == 0


def test_a_hub_that_does_not_let_us_go_is_left_after_three_requests(reader: Reader, hub: Hub) -> None:
    source = reader.follow(URL)
    reader.run(HOUR)
    hub.verify = None
    reader.sources.remove(source.id)
    reader.run(DAY)
    assert hub.modes == ["subscribe"] + ["unsubscribe"] * 3
    assert state(reader) is None


@pytest.mark.parametrize("where", ["private", "unreachable"])
def test_a_hub_in_our_own_network_is_never_reached(
    publisher: Publisher, reader: Reader, hub: Hub, where: str
) -> None:
    getattr(publisher.network, where).add("hub.example")
    reader.follow(URL)
    reader.run(DAY)
    assert not hub.asked
    assert len(reader.articles()) == 3


def test_a_new_address_of_ours_is_given_to_the_hub(reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(HOUR)
    hub.verify = None
    reader.push_address = HERE.replace("news", "berita")
    reader.restart_syncer()
    reader.run(HOUR / 2)
    assert [one.body["hub.callback"].rpartition("/")[0] for one in hub.asked] == [HERE, reader.push_address]


def test_only_what_was_asked_for_is_confirmed(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    hub.verify = None
    reader.follow(URL)
    store, now = reader.stores.hubs, publisher.clock.now
    store.name(URL, Named("https://hub.example/", URL), now)
    found = store.find(URL)
    assert found
    assert not store.confirm(found.key, "subscribe", URL, LEASE, now)
    reader.run(10)
    assert not store.confirm(found.key, "subscribe", URL + "?", LEASE, now)
    assert not store.confirm(found.key, "unsubscribe", URL, LEASE, now)
    assert not store.confirm(found.key[:-1] + "_", "subscribe", URL, LEASE, now)
    assert not store.confirm(found.key, "", URL, LEASE, now)
    assert store.secret(found.key) is None
    assert store.confirm(found.key, "subscribe", URL, None, now)
    assert store.secret(found.key) == found.secret


@pytest.mark.parametrize("lease", [0, 1, 600, 10**9 - 1])
def test_no_lease_makes_us_ask_all_the_time_or_never_again(
    publisher: Publisher, reader: Reader, hub: Hub, lease: int
) -> None:
    hub.verify = lambda form: verified(reader, publisher, form, lease)
    reader.follow(URL)
    reader.run(2 * HOUR)
    assert len(hub.asked) <= 3
    found = reader.stores.hubs.find(URL)
    assert found
    assert found.due_at < publisher.clock.now + timedelta(days=30)


def test_a_hub_that_denies_is_not_relied_on(publisher: Publisher, reader: Reader, hub: Hub) -> None:
    reader.follow(URL)
    reader.run(HOUR)
    found = reader.stores.hubs.find(URL)
    assert found
    assert not reader.stores.hubs.deny(found.key, "http://other.example/", publisher.clock.now)
    assert reader.stores.hubs.deny(found.key, URL, publisher.clock.now)
    reader.run(DAY)
    assert len(hub.asked) == 1
    assert len(publisher.asked_for(URL)) > 15


def test_the_key_and_the_secret_are_new_for_each_feed(reader: Reader, hub: Hub) -> None:
    named = Named("https://hub.example/", URL)
    for number in range(20):
        reader.follow(f"{URL}{number}", SHARED)
        reader.stores.hubs.name(f"{URL}{number}", named, FakeClock().now)
    found = [reader.stores.hubs.find(f"{URL}{number}") for number in range(20)]
    words = {word for one in found if one for word in (one.key, one.secret)}
    assert len(words) == 40
    assert all(len(word) == 43 for word in words)
