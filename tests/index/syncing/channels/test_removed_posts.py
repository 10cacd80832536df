"""A post of a channel that a person has removed does not come back by itself."""

import pytest

from index.conversations.erasure import DataSubject
from index.conversations.transfers import transfer_chat
from index.ingestion.readers.telegram_export.posts import article_of
from index.library import Library
from index.model.records import SHARED
from index.store import removed
from tests.index.syncing.channels.posting import BRIDGE, CHANNEL, DAM, DAM_NOW, OTHER, OWN, post, texts


def test_what_a_person_has_removed_does_not_come_back_with_an_edit(connected: Library) -> None:
    mine = frozenset({OWN})
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(6, BRIDGE))
    connected.remove(connected.articles(mine)[0].id, mine)
    for is_edit in (True, False):
        connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=is_edit)
    assert len(texts(connected)) == 1
    assert not connected.source_stores.sources.all()[0].problem
    article = article_of(post(5, DAM_NOW))
    assert article
    list(connected.add_read([article], OWN))  # of an export that somebody adds
    connected.channel_posts.store(CHANNEL, post(5, DAM), is_edit=True)
    assert texts(connected)[1:] == [["Wali kota meninjau tanggul di Krajan pada hari Senin."]]


def test_no_caption_brings_back_an_album_that_a_person_has_removed(connected: Library) -> None:
    mine = frozenset({OWN})
    for number, text in ((5, DAM), (6, "Warga mengungsi ke balai desa sejak Senin.")):
        connected.channel_posts.store(CHANNEL, post(number, text), "album 1")
    connected.remove(connected.articles(mine)[0].id, mine)
    connected.channel_posts.store(
        CHANNEL, post(6, "Warga pulang dari balai desa hari ini."), "album 1", is_edit=True
    )
    connected.channel_posts.store(CHANNEL, post(5, ""), "album 1", is_edit=True)
    connected.channel_posts.store(CHANNEL, post(7, BRIDGE), "album 1")
    assert texts(connected) == []


def test_what_a_person_has_removed_stays_so_in_that_library_alone(connected: Library) -> None:
    connected.source_stores.channels.connect(OTHER, CHANNEL)
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.remove(connected.articles(frozenset({OWN}))[0].id, frozenset({OWN}))
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert (len(texts(connected)), len(texts(connected, OTHER))) == (0, 1)
    transfer_chat(connected._database, OWN, "chat:-1007")  # a group becomes a supergroup
    connected.channel_posts.store(CHANNEL, post(5, DAM), is_edit=True)
    assert texts(connected, "chat:-1007") == []
    connected.erasure.erase(DataSubject(chat="chat:-1007"))
    assert not connected.source_stores.removed.all("chat:-1007")


def test_an_article_that_is_brought_back_follows_its_post_again(library: Library) -> None:
    library.source_stores.channels.connect(SHARED, CHANNEL)
    library.channel_posts.store(CHANNEL, post(5, DAM))
    removal = library.transfers.set_aside(1)
    library.channel_posts.store(CHANNEL, post(5, BRIDGE), is_edit=True)
    assert texts(library, SHARED) == []
    assert library.transfers.bring_back(1, removal.at)
    library.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert texts(library, SHARED) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa."]]


def test_nothing_is_remembered_of_removed_articles_where_nothing_is_followed(library: Library) -> None:
    mine = frozenset({OWN})
    article = article_of(post(5, DAM))
    assert article
    list(library.add_read([article], OWN))
    library.remove(library.articles(mine)[0].id, mine)
    assert not library.source_stores.removed.all(OWN)
    source, _ = library.source_stores.channels.connect(OWN, CHANNEL)
    library.channel_posts.store(CHANNEL, post(5, DAM))
    library.remove(library.articles(mine)[0].id, mine)
    assert library.source_stores.removed.all(OWN)
    library.source_stores.sources.remove(source.id)
    assert not library.source_stores.removed.all(OWN)


def test_no_more_removed_articles_are_remembered_than_a_library_may_have(
    connected: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removed, "MOST_REMOVED", 2)
    mine = frozenset({OWN})
    for number in range(5, 9):
        connected.channel_posts.store(CHANNEL, post(number, f"{DAM} Laporan {number} dari lapangan."))
    connected.remove_all([one.id for one in connected.articles(mine)], mine)
    assert {one[-1] for one in connected.source_stores.removed.all(OWN)} == {"7", "8"}
