"""A quote of a document names its page, and links to it where the document has a web address."""

import io
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from bot.console.conversation import Console
from bot.console.screen import Screen
from bot.rendering.as_json import answer_as_json
from bot.rendering.checked_as_json import checked_as_json
from bot.rendering.history_as_json import full_article_as_json
from bot.rendering.render import Renderer
from bot.telegram.replies.views import Replies
from index.ingestion.readers import parse_bytes
from index.library import Library
from index.model.records import SHARED, ParsedArticle
from tests.index.ingestion.readers.pdf.made_pages import Made, Piece

ADDRESS = "https://kabar.example/laporan.pdf"
LINES = [
    "Sungai Bening meluap pada malam hari dan merendam tiga dusun.",
    "Harga beras di pasar naik menjadi 14.500 rupiah sekilogram.",
    "Jembatan Lumbir selesai dibangun pada bulan Agustus.",
]
QUESTION = "berapa harga beras?"


def report() -> bytes:
    """Return a file of three pages, a sentence on each; an empty one is the second."""
    texts = [LINES[0], "", *LINES[1:]]
    return Made(pages=[[Piece(72, 700, text, "Times-Roman", 10)] if text else [] for text in texts]).pdf()


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def console(library: Library, output: io.StringIO, tmp_path: Path) -> Console:
    return Console(library, Screen(output, output), tmp_path)


def add(library: Library, address: str | None) -> None:
    article, *_ = parse_bytes(report(), "laporan.pdf")
    assert isinstance(article, ParsedArticle)
    list(library.add_read([replace(article, url=address)], SHARED))


def test_the_console_names_the_page_and_links_to_it(
    library: Library, console: Console, output: io.StringIO
) -> None:
    add(library, ADDRESS)
    console.do(QUESTION)
    shown = " ".join(output.getvalue().split())
    assert f"· p. 3 · paragraph 2 · article 1 · {ADDRESS}#page=3" in shown
    console.do("/context 1")
    assert output.getvalue().count(f"{ADDRESS}#page=3") == 2


def test_without_an_address_the_page_is_named_alone(
    library: Library, console: Console, output: io.StringIO
) -> None:
    add(library, None)
    console.do(QUESTION)
    assert "· p. 3 · paragraph 2 · article 1\n" in output.getvalue()
    assert "#page" not in output.getvalue()


@pytest.mark.parametrize(("language", "page"), [("en", "p. 3"), ("id", "hlm. 3")])
def test_a_chat_names_the_page_and_links_to_it(library: Library, language: str, page: str) -> None:
    add(library, ADDRESS)
    reply = Replies(library, Renderer("telegram", lambda: language)).answer(library.ask(QUESTION), "x")
    assert f'<a href="{ADDRESS}#page=3">' in reply.html
    assert f"· {page} · " in reply.html
    assert reply.keyboard is not None
    links = [button.url for row in reply.keyboard.inline_keyboard for button in row if button.url]
    assert links == [f"{ADDRESS}#page=3"]


def test_the_json_of_an_answer_and_of_a_check_has_it(library: Library) -> None:
    add(library, ADDRESS)
    found = answer_as_json(library.ask(QUESTION), 1)["quotes"]
    assert isinstance(found, list)
    assert (found[0]["page"], found[0]["page_url"]) == (3, f"{ADDRESS}#page=3")
    checked = checked_as_json([library.check(LINES[2])])["sentences"]
    assert isinstance(checked, list)
    assert (checked[0]["page"], checked[0]["page_url"]) == (4, f"{ADDRESS}#page=4")


def test_a_text_without_pages_has_none(library: Library) -> None:
    list(library.add_bytes(LINES[1].encode(), "a.txt", SHARED))
    found = answer_as_json(library.ask(QUESTION), 1)["quotes"]
    assert isinstance(found, list)
    assert (found[0]["page"], found[0]["page_url"]) == (None, None)


def test_a_document_of_an_older_release_gets_its_pages_when_it_is_added_again(library: Library) -> None:
    article, *_ = parse_bytes(report(), "laporan.pdf")
    assert isinstance(article, ParsedArticle)
    bare = replace(article, paragraphs=tuple(one._replace(page=None) for one in article.paragraphs))
    list(library.add_read([bare], SHARED))
    list(library.add_read([article], SHARED))
    assert library.ask(QUESTION).quotes[0].paragraph.page == 3


def test_an_article_as_json_has_the_page_of_each_paragraph(library: Library) -> None:
    add(library, None)
    article, paragraphs = library.article(1)
    shown = full_article_as_json(article, paragraphs)
    assert [one["page"] for one in cast("list[dict[str, object]]", shown["text"])] == [1, 3, 4]
