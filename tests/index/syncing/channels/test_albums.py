"""The posts of an album are one article."""

from datetime import timedelta

import pytest

from index.conversations.erasure import DataSubject
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import AddError
from index.store.sources import album_store
from tests.index.ingestion.readers.telegram_export.exports import chat as export
from tests.index.ingestion.readers.telegram_export.exports import post as exported
from tests.index.ingestion.readers.telegram_export.exports import written
from tests.index.syncing.channels.posting import BRIDGE, CHANNEL, DAM, DAM_NOW, OWN, post, texts


@pytest.mark.parametrize("order", [(5, 6, 7), (7, 5, 6), (6, 7, 5)])
def test_an_album_is_one_article_in_whatever_order_it_comes(order: tuple[int, ...], connected: Library) -> None:
    captions = {5: DAM, 6: "Warga mengungsi ke balai desa sejak Senin.", 7: ""}
    for number in order:
        connected.channel_posts.store(CHANNEL, post(number, captions[number]), "album 1")
    (paragraphs,) = texts(connected)
    assert paragraphs == ["Wali kota meninjau tanggul di Krajan pada hari Senin.", captions[6]]
    (article,) = connected.articles(frozenset({OWN}))
    assert (article.title, article.url) == ("Tanggul jebol di dua tempat", "https://t.me/kabar_contoh/5")


@pytest.mark.parametrize("first", ["channel", "export"])
def test_an_album_that_is_also_in_an_export_is_there_once(connected: Library, first: str) -> None:
    captions = {5: DAM, 6: "Warga mengungsi ke balai desa sejak Senin.", 9: BRIDGE}
    posts = [exported(number, text) for number, text in captions.items()]
    data = written(export(*posts, id=1234567890))

    def read_export() -> None:
        assert not [one for one in connected.add_bytes(data, "result.json", OWN) if isinstance(one, AddError)]

    def come() -> None:
        for number in (5, 6):
            connected.channel_posts.store(CHANNEL, post(number, captions[number]), "album 1")

    for step in [come, read_export, come, read_export] if first == "channel" else [read_export, come, read_export]:
        step()
    album, bridge = sorted(texts(connected), key=len, reverse=True)
    assert album == ["Wali kota meninjau tanggul di Krajan pada hari Senin.", captions[6]]
    assert bridge == ["Menteri membuka jembatan di atas Sungai Contoh."]


def test_two_albums_interleaved_are_two_articles(connected: Library) -> None:
    for number, text, album in (
        (5, DAM, "a"),
        (6, BRIDGE, "b"),
        (7, "Warga mengungsi sejak hari Senin.", "a"),
        (8, "", "b"),
    ):
        connected.channel_posts.store(CHANNEL, post(number, text), album)
    dam, bridge = texts(connected)
    assert dam[-1] == "Warga mengungsi sejak hari Senin."
    assert bridge == ["Menteri membuka jembatan di atas Sungai Contoh."]


def test_edits_of_an_album_keep_its_other_captions(connected: Library) -> None:
    second = "Warga mengungsi ke balai desa sejak Senin."
    for number, text in ((5, DAM), (6, second)):
        connected.channel_posts.store(CHANNEL, post(number, text), "album 1")
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), "album 1", is_edit=True)
    assert texts(connected) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa.", second]]
    connected.channel_posts.store(CHANNEL, post(5, ""), "album 1", is_edit=True)
    assert texts(connected) == [[second]]
    connected.channel_posts.store(CHANNEL, post(6, ""), "album 1", is_edit=True)
    assert texts(connected) == []


def test_an_album_has_a_bounded_number_of_captions(connected: Library) -> None:
    for number in range(1, 40):
        text = f"Laporan ke-{number} dari lapangan datang hari ini."
        connected.channel_posts.store(CHANNEL, post(number, text), "album 1")
    (paragraphs,) = texts(connected)
    assert len(paragraphs) == 20


def test_captions_are_forgotten_where_no_other_can_join_them(
    connected: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, album in ((5, "single"), (6, "double"), (7, "double")):
        connected.channel_posts.store(CHANNEL, post(number, f"Laporan {number} dari lapangan hari ini."), album)
    albums, later = connected.source_stores.albums, utc_now() + timedelta(days=3)
    connected.tidy()
    assert set(albums.set(CHANNEL.key, "single", 5, "", is_edit=False)) == {5}
    monkeypatch.setattr(album_store, "utc_now", lambda: later)
    connected.tidy()
    assert albums.set(CHANNEL.key, "single", 5, "", is_edit=False) == {}
    assert set(albums.set(CHANNEL.key, "double", 5, "", is_edit=False)) == {6, 7}
    connected.erasure.erase(DataSubject(chat=OWN))
    assert albums.set(CHANNEL.key, "double", 5, "", is_edit=False) == {}
