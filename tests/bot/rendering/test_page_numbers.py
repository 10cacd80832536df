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


CHANGED = LINES[1].replace("14.500", "15.250")


def report(*texts: str) -> bytes:
    """Return a file with a sentence on each page, by default of four pages, the second of which is empty."""
    texts = texts or (LINES[0], "", *LINES[1:])
    return Made(pages=[[Piece(72, 700, text, "Times-Roman", 10)] if text else [] for text in texts]).pdf()


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def console(library: Library, output: io.StringIO, tmp_path: Path) -> Console:
    return Console(library, Screen(output, output), tmp_path)


def add(library: Library, address: str | None, *texts: str) -> None:
    article, *_ = parse_bytes(report(*texts), "laporan.pdf")
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


def test_a_quote_of_a_document_that_changed_names_the_page_on_which_it_is_now(
    library: Library, console: Console, output: io.StringIO
) -> None:
    add(library, ADDRESS)
    console.do(QUESTION)
    add(library, ADDRESS, LINES[0], "", "", "", CHANGED, LINES[2])
    output.truncate(0)
    for command in ("/context 1", "/changes 1"):
        console.do(command)
    shown = " ".join(output.getvalue().split())
    assert shown.count("naik menjadi [-14.500-]{+15.250+} rupiah") == 2
    assert f"· p. 5 · paragraph 2 · article 1 · {ADDRESS}#page=5" in shown
    assert "2 · p. 5 · Harga beras" in shown


@pytest.mark.parametrize(("language", "page"), [("en", "p. 5"), ("id", "hlm. 5")])
def test_the_changes_of_a_document_name_their_pages_in_a_chat(library: Library, language: str, page: str) -> None:
    add(library, ADDRESS)
    answer = library.ask(QUESTION)
    add(library, ADDRESS, LINES[0], "", "", "", CHANGED, LINES[2])
    replies, now = Replies(library, Renderer("telegram", lambda: language)), library.as_now(answer)
    shown = replies.answer(now, "x")
    assert shown.keyboard is not None
    links = [button.url for row in shown.keyboard.inline_keyboard for button in row if button.url]
    assert links == [f"{ADDRESS}#page=5"]
    for reply in (shown, replies.change(now, "x", 0)):
        assert f'<a href="{ADDRESS}#page=5">' in reply.html
        assert f"· {page} · " in reply.html
    history = replies.history(1, frozenset({SHARED}), 0)
    assert history is not None
    assert f"</blockquote>\n<i>{page}</i>" in history.html


def test_a_quote_that_is_no_longer_in_a_document_names_no_page(library: Library) -> None:
    add(library, ADDRESS)
    answer = library.ask(QUESTION)
    add(library, ADDRESS, LINES[0], LINES[2])
    (quote, *_) = library.as_now(answer).quotes
    assert quote.change is not None
    assert (quote.change.present, quote.page, quote.paragraph.page) == (None, None, 3)


def test_a_quote_that_only_moved_names_its_new_page(library: Library) -> None:
    add(library, ADDRESS)
    answer = library.ask(QUESTION)
    add(library, ADDRESS, "Kata pengantar dari kepala desa Krajan.", *LINES[:2], "", LINES[2])
    quote = library.as_now(answer).quotes[0]
    assert (quote.change, quote.page) == (None, 3)


def test_earlier_versions_keep_the_pages_of_their_paragraphs(library: Library) -> None:
    add(library, ADDRESS)
    add(library, ADDRESS, LINES[0], "", "", "", CHANGED, LINES[2])
    versions = library.history(1).versions
    assert [[one.page for one in version.paragraphs] for version in versions] == [[1, 3, 4], [1, 5, 6]]
    add(library, ADDRESS)
    assert [one.page for one in library.history(1).versions[1].paragraphs] == [1, 5, 6]
