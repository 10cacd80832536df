"""A channel and the libraries that it is connected to."""

from dataclasses import replace
from datetime import datetime

import pytest

from index.conversations.erasure import DataSubject
from index.conversations.transfers import transfer_chat
from index.ingestion.readers.telegram_export.posts import article_of
from index.library import Library
from index.model.errors import Fault, SourceError
from index.model.records import SHARED, Credits
from index.model.sources import State
from index.store.quota import Limits
from index.store.sources.channel_store import MOST_LIBRARIES, Channel
from tests.index.syncing.channels.posting import BRIDGE, CHANNEL, DAM, DAM_NOW, OTHER, OWN, post, texts


def test_what_a_chat_has_of_an_export_is_not_added_twice(connected: Library) -> None:
    exported = article_of(post(5, DAM, url=None))
    assert exported is not None
    list(connected.add_read([exported], OWN))
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    assert len(texts(connected)) == 1
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert texts(connected) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa."]]
    newest = article_of(post(5, DAM_NOW, url=None))
    assert newest is not None
    list(connected.add_read([newest], OWN))
    assert len(texts(connected)) == 1


def test_what_was_added_by_hand_from_the_same_post_is_known(connected: Library) -> None:
    stated = Credits(title="", publisher="Kabar Contoh", url="https://t.me/kabar_contoh/5")
    list(connected.add_text(DAM, "message", stated, OWN))
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert texts(connected) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa."]]


def test_two_chats_have_the_posts_each_for_itself(connected: Library) -> None:
    connected.source_stores.channels.connect(OTHER, CHANNEL)
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 2
    (article,) = connected.articles(frozenset({OTHER}))
    connected.remove(article.id, frozenset({OTHER}))
    assert len(texts(connected, OWN)) == 1
    connected.erasure.erase(DataSubject(chat=OWN))
    assert texts(connected, OWN) == []
    assert [source.library for source in connected.source_stores.sources.all()] == [OTHER]


def test_what_is_shared_is_not_added_to_chats_again(connected: Library) -> None:
    connected.source_stores.channels.connect(SHARED, CHANNEL)
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    assert (len(texts(connected, SHARED)), len(texts(connected, OWN))) == (1, 0)
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert (len(texts(connected, SHARED)), len(texts(connected, OWN))) == (1, 0)


def test_a_channel_is_known_by_its_number_whatever_its_name(connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    renamed = Channel(CHANNEL.number, "Kabar Baru", "kabar_baru")
    connected.channel_posts.store(renamed, post(6, BRIDGE, renamed))
    assert [one.url for one in connected.articles(frozenset({OWN}))] == [
        "https://t.me/kabar_baru/5",
        "https://t.me/kabar_baru/6",
    ]
    (source,) = connected.source_stores.sources.all()
    assert (source.title, source.username) == ("Kabar Baru", "kabar_baru")
    find = connected.source_stores.channels.find
    assert find(OWN, "KABAR_BARU") == find(OWN, CHANNEL.key) == source
    assert find(OWN, "kabar_contoh") is find(OTHER, "kabar_baru") is None


def test_a_new_name_takes_no_address_of_another_article(connected: Library) -> None:
    stated = Credits(title="Lain", url="https://t.me/kabar_baru/5")
    list(connected.add_text("Sebuah artikel lain tentang hal yang lain sama sekali.", "message", stated, OWN))
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    renamed = Channel(CHANNEL.number, "Kabar Baru", "kabar_baru")
    connected.channel_posts.store(renamed, post(6, BRIDGE, renamed))
    urls = [one.url for one in connected.articles(frozenset({OWN}))]
    assert urls == [
        "https://t.me/kabar_baru/5",
        "https://t.me/kabar_contoh/5",
        "https://t.me/kabar_baru/6",
    ]


def test_a_channel_without_the_bot_comes_back_with_it(connected: Library) -> None:
    channels, sources = connected.source_stores.channels, connected.source_stores.sources
    channels.leave(CHANNEL.key)
    assert [source.state for source in sources.unreported()] == [State.GONE]
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 0
    channels.enter(CHANNEL.key)
    assert sources.unreported() == []
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 1
    channels.leave(CHANNEL.key)
    assert channels.connect(OWN, CHANNEL)[1]
    assert not channels.connect(OWN, CHANNEL)[1]


def test_a_paused_channel_stays_paused(connected: Library) -> None:
    connected.source_stores.sources.pause(1)
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 0
    connected.source_stores.channels.leave(CHANNEL.key)
    connected.source_stores.channels.enter(CHANNEL.key)
    assert not connected.source_stores.channels.connect(OWN, CHANNEL)[1]
    assert connected.source_stores.sources.get(1).state is State.PAUSED


def test_a_channel_is_connected_to_a_bounded_number_of_chats(library: Library) -> None:
    for number in range(MOST_LIBRARIES):
        library.source_stores.channels.connect(f"chat:{100 + number}", CHANNEL)
    with pytest.raises(SourceError) as refused:
        library.source_stores.channels.connect(OWN, CHANNEL)
    assert refused.value.fault is Fault.CHANNEL_IN_USE


def test_a_full_library_says_so_until_there_is_room(connected: Library) -> None:
    connected.config = replace(connected.config, chat_limits=Limits(articles=1))
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(6, BRIDGE))
    (source,) = connected.source_stores.sources.all()
    assert source.problem is not None
    assert (source.problem.fault, source.item_count) == (Fault.LIBRARY_FULL, 1)
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert connected.source_stores.sources.get(source.id).problem is None


def test_a_group_that_moves_keeps_its_channel(connected: Library) -> None:
    transfer_chat(connected._database, OWN, OTHER)
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 1
    assert (len(texts(connected, OTHER)), len(texts(connected, OWN))) == (1, 0)


def test_a_channel_is_never_fetched(connected: Library) -> None:
    stores = connected.source_stores
    assert stores.sources.due(datetime(2099, 1, 1), ()) == {}
    assert stores.sources.agenda() == (None, None, None)
    assert stores.folders.due(datetime(2099, 1, 1)) == []
