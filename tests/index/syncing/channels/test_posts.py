"""Posts of channels become articles of the libraries that these are connected to."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from index.conversations.erasure import DataSubject
from index.conversations.transfers import transfer_chat
from index.ingestion.readers.telegram_export.posts import Post, article_of
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import AddError, Fault, SourceError
from index.model.records import SHARED, Credits
from index.model.sources import State
from index.store import removed
from index.store.quota import Limits
from index.store.sources import album_store
from index.store.sources.channel_store import MOST_LIBRARIES, Channel
from tests.index.ingestion.readers.telegram_export.exports import chat as export
from tests.index.ingestion.readers.telegram_export.exports import post as exported
from tests.index.ingestion.readers.telegram_export.exports import written

CHANNEL = Channel(-1001234567890, "Kabar Contoh", "kabar_contoh")
PRIVATE = Channel(-1009876543210, "Redaksi", None)
OWN, OTHER = "chat:7", "chat:-1005"
DAM = "Tanggul jebol di dua tempat\n\nWali kota meninjau tanggul di Krajan pada hari Senin."
DAM_NOW = "Tanggul jebol di tiga tempat\n\nWali kota meninjau tanggul di Krajan pada hari Selasa."
BRIDGE = "Jembatan baru dibuka\n\nMenteri membuka jembatan di atas Sungai Contoh."


@pytest.fixture
def connected(library: Library) -> Library:
    """Return an empty library with a channel that is connected to one chat."""
    library.source_stores.channels.connect(OWN, CHANNEL)
    return library


def post(number: int, text: str, channel: Channel = CHANNEL, **more: object) -> Post:
    made = {"publisher": channel.title, "published": date(2026, 11, 29), "url": channel.link(number), **more}
    return Post(channel.key, number, text, **made)  # type: ignore[arg-type]


def texts(library: Library, name: str = OWN) -> list[list[str]]:
    """Return the paragraphs of each article of a library."""
    names = frozenset({name})
    return [[one.text for one in library.article(found.id, names)[1]] for found in library.articles(names)]


def test_a_post_is_quoted_with_the_channel_its_day_and_its_link(connected: Library) -> None:
    assert connected.channel_posts.store(CHANNEL, post(5, DAM)) == 1
    (quote,) = connected.ask("siapa yang meninjau tanggul di Krajan?", frozenset({OWN})).quotes[:1]
    assert quote.text.startswith("Wali kota meninjau tanggul")
    article = quote.article
    assert (article.title, article.publisher) == ("Tanggul jebol di dua tempat", "Kabar Contoh")
    assert (article.url, article.published) == ("https://t.me/kabar_contoh/5", date(2026, 11, 29))
    (source,) = connected.source_stores.sources.all()
    assert (source.item_count, source.kind, source.address) == (1, "channel", "https://t.me/kabar_contoh")


def test_the_link_to_a_private_channel_has_its_number(library: Library) -> None:
    library.source_stores.channels.connect(OWN, PRIVATE)
    library.channel_posts.store(PRIVATE, post(5, DAM, PRIVATE))
    assert library.articles(frozenset({OWN}))[0].url == "https://t.me/c/9876543210/5"


def test_a_channel_that_nobody_has_connected_adds_nothing(connected: Library) -> None:
    assert connected.channel_posts.store(PRIVATE, post(5, DAM, PRIVATE)) == 0
    assert connected.channel_posts.store(PRIVATE, post(5, DAM, PRIVATE), "album", is_edit=True) == 0
    assert texts(connected) == []


@pytest.mark.parametrize("text", ["", "  \n", "👍", "https://kabar.example", "#berita @kabar", "Halo!"])
def test_a_post_without_anything_to_quote_is_no_article(text: str, connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, text))
    connected.channel_posts.store(CHANNEL, post(5, text), is_edit=True)
    assert texts(connected) == []


def test_an_edit_takes_the_place_of_the_text(connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    assert texts(connected) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa."]]
    answer = connected.ask("tanggul jebol di berapa tempat?", frozenset({OWN}))
    assert answer.closest.quotes[0].article.title == "Tanggul jebol di tiga tempat"


def test_an_edit_of_a_post_that_was_never_seen_adds_it(connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, DAM), is_edit=True)
    assert len(texts(connected)) == 1


@pytest.mark.parametrize("text", ["", "Maaf, salah."])
def test_an_edit_that_leaves_nothing_to_quote_removes_the_article(text: str, connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(6, BRIDGE))
    connected.channel_posts.store(CHANNEL, post(5, text), is_edit=True)
    assert texts(connected) == [["Menteri membuka jembatan di atas Sungai Contoh."]]


def test_a_post_that_comes_again_changes_nothing_that_was_edited_since(connected: Library) -> None:
    for _ in range(2):
        connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    assert texts(connected) == [["Wali kota meninjau tanggul di Krajan pada hari Selasa."]]


def test_an_edit_to_the_text_of_another_post_leaves_one_article(connected: Library) -> None:
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    connected.channel_posts.store(CHANNEL, post(6, BRIDGE))
    connected.channel_posts.store(CHANNEL, post(6, DAM), is_edit=True)
    assert [article.url for article in connected.articles(frozenset({OWN}))] == ["https://t.me/kabar_contoh/5"]


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
