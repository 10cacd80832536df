"""Posts of channels become articles of the libraries that these are connected to."""

from datetime import date

import pytest

from index.library import Library
from index.model.records import SHARED, ParsedArticle, ParsedParagraph
from tests.index.syncing.channels.posting import BRIDGE, CHANNEL, DAM, DAM_NOW, OWN, PRIVATE, post, texts


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


PAGE = "https://kabar.example/tanggul"


def add_article(library: Library, name: str, url: str | None, text: str = DAM) -> None:
    title, *paragraphs = text.split("\n\n")
    made = tuple(map(ParsedParagraph, paragraphs))
    list(library.add_read([ParsedArticle(title=title, paragraphs=made, url=url, publisher="Situs")], name))


@pytest.mark.parametrize("place", [OWN, SHARED])
def test_a_post_with_the_text_of_a_page_is_quoted_beside_it_with_its_own_link(
    place: str, connected: Library
) -> None:
    add_article(connected, place, PAGE)
    for _ in range(2):
        connected.channel_posts.store(CHANNEL, post(5, DAM))
    both = frozenset({OWN, SHARED})
    assert [one.url for one in connected.articles(both)] == [PAGE, "https://t.me/kabar_contoh/5"]
    (quote,) = connected.ask("siapa yang meninjau tanggul di Krajan?", both).quotes
    assert {quote.article.url, *(one.article.url for one in quote.also)} == {PAGE, "https://t.me/kabar_contoh/5"}
    connected.channel_posts.store(CHANNEL, post(5, DAM_NOW), is_edit=True)
    connected.channel_posts.store(CHANNEL, post(5, DAM), is_edit=True)
    assert [one.url for one in connected.articles(both)] == [PAGE, "https://t.me/kabar_contoh/5"]
    add_article(connected, place, PAGE)
    add_article(connected, place, PAGE, DAM_NOW)
    assert [one.title for one in connected.articles(both)] == [
        "Tanggul jebol di tiga tempat",
        "Tanggul jebol di dua tempat",
    ]
    connected.channel_posts.store(CHANNEL, post(5, ""), is_edit=True)
    assert [one.url for one in connected.articles(both)] == [PAGE]


def test_a_text_without_an_address_gets_the_link_of_the_post_that_has_it(connected: Library) -> None:
    add_article(connected, OWN, None)
    connected.channel_posts.store(CHANNEL, post(5, DAM))
    assert [one.url for one in connected.articles(frozenset({OWN}))] == ["https://t.me/kabar_contoh/5"]


def test_two_posts_with_one_text_are_one_article(connected: Library) -> None:
    add_article(connected, OWN, PAGE)
    for number in (5, 6):
        connected.channel_posts.store(CHANNEL, post(number, BRIDGE))
    assert len(connected.articles(frozenset({OWN}))) == 2
