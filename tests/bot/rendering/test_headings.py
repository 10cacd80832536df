"""A heading is shown once above what stands below it, and apart from the quote."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from bot.console.conversation import Console
from bot.console.screen import Screen
from bot.rendering.render import Renderer
from bot.telegram.delivery.html import plain
from bot.telegram.replies.views import Replies
from index.library import Library
from index.library_articles import SHARED_ONLY
from index.model.records import SHARED, Answer

TEXT = """# Perahu Lumbir

Perahu berangkat lagi dari Lumbir.

## Bagasi

Setiap orang boleh membawa 20 kilogram.

Selebihnya dikenai ongkos.

## [bold]Tarif[/bold] <b>@semua</b>

| Penumpang | Harga |
| --- | --- |
| Dewasa | 12 ribu |
| Anak | 6 ribu |
"""
TARIFF = "[bold]Tarif[/bold] @semua › Penumpang · Harga"  # a tag is no text in Markdown


@pytest.fixture
def answer(library: Library) -> Answer:
    list(library.add_bytes(TEXT.encode(), "a.md", SHARED))
    return library.ask("berapa kilogram bagasi?")


@pytest.fixture
def replies(library: Library) -> Replies:
    return Replies(library, Renderer("telegram"))


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def console(library: Library, output: io.StringIO, answer: Answer, tmp_path: Path) -> Console:
    return Console(library, Screen(output, output), tmp_path)


def test_the_console_shows_it_above_a_quote(console: Console, output: io.StringIO) -> None:
    console.do("berapa kilogram bagasi?")
    assert "1 20 kilogram\n   Bagasi\n │ Setiap orang boleh membawa 20 kilogram.\n" in output.getvalue()


def test_the_console_shows_it_once_in_an_article(console: Console, output: io.StringIO) -> None:
    console.do("/article 1")
    shown = output.getvalue()
    assert "    Bagasi\n  2 Setiap orang boleh membawa 20 kilogram.\n  3 Selebihnya dikenai ongkos.\n" in shown
    assert f"    {TARIFF}\n  4 Dewasa · 12 ribu\n  5 Anak · 6 ribu\n" in shown


def test_the_console_shows_it_once_around_a_quote(console: Console, output: io.StringIO) -> None:
    console.do("berapa kilogram bagasi?")
    console.do("/context 1")
    after = output.getvalue().split("Perahu berangkat lagi dari Lumbir.\n")[-1]
    assert after.startswith("   Bagasi\n2\n │ Setiap orang boleh membawa 20 kilogram.\n")
    assert after.count("Bagasi") == 1


def test_the_console_says_which_words_it_has(console: Console, output: io.StringIO) -> None:
    console.do("bagasi?")
    console.do("/why 1")
    shown = " ".join(output.getvalue().split())
    assert "found by its words" in shown
    assert "in the heading bagasi" in shown


def test_a_chat_shows_it_once_in_an_article(answer: Answer, replies: Replies) -> None:
    html = replies.article(1, SHARED_ONLY, 0).html
    shown = "\n".join(line for line in plain(html).splitlines() if line)
    assert "\nBagasi\n2. Setiap orang boleh membawa 20 kilogram.\n3. Selebihnya dikenai ongkos.\n" in shown
    assert f"\n{TARIFF}\n4. Dewasa · 12 ribu\n5. Anak · 6 ribu" in shown
    assert "<i>[bold]Tarif[<code>/bold</code>] <code>@semua</code> › Penumpang · Harga</i>" in html


def test_a_chat_shows_it_around_a_quote_and_why_it_was_found(answer: Answer, replies: Replies) -> None:
    assert plain(replies.context(answer, "x", 0).html).count("Bagasi") == 1
    assert "In the heading: bagasi" in plain(replies.why(answer, "x", 0).html)


def test_a_page_of_an_article_begins_with_the_heading_above_it(library: Library, replies: Replies) -> None:
    text = "## Bagasi\n\n" + "\n\n".join(f"Orang nomor {n} membawa {'barang ' * 60}." for n in range(9))
    list(library.add_bytes(text.encode(), "b.md", SHARED))
    (article,) = library.articles()
    pages = [plain(replies.article(article.id, SHARED_ONLY, page).html) for page in range(2)]
    assert [page.count("Bagasi") for page in pages] == [1, 1]
    assert pages[1].startswith("Bagasi\n")


def test_a_long_heading_leaves_less_room_for_the_quote(library: Library, replies: Replies) -> None:
    text = f"## {'Bagasi ' * 300}\n\n" + "Setiap orang boleh membawa 20 kilogram. " * 90
    list(library.add_bytes(text.encode(), "b.md", SHARED))
    answer = library.ask("berapa kilogram bagasi?")
    shown = plain(replies.answer(replace(answer, quotes=answer.quotes[:1]), None).html)
    assert 2500 < len(shown) < 2900
