"""The same report in several outlets takes one place."""

import pytest

from bot.rendering.render import Renderer
from index.library import Library
from index.model.records import ParsedArticle

WIRE = "Gempa berkekuatan 5,6 mengguncang Cianjur pada Senin siang dan merusak ratusan rumah warga di lima desa."
ARTICLES = {
    "Kabar Satu": [WIRE, "Warga mengungsi ke lapangan."],
    "Kabar Dua": [WIRE.replace("di lima desa", "di lima desa, kata bupati")],
    "Kabar Tiga": ["Gempa Cianjur merusak jalan utama, kata bupati.", "Bantuan datang dari Bandung."],
}
QUESTION = "gempa mengguncang Cianjur merusak rumah"


@pytest.fixture
def with_copies(library: Library) -> Library:
    articles = [
        ParsedArticle(title=title, publisher=title, language="id", paragraphs=tuple(paragraphs))
        for title, paragraphs in ARTICLES.items()
    ]
    assert len(list(library.ingest(articles, "shared"))) == len(articles)
    library.sync()
    return library


def test_a_near_copy_is_named_and_not_quoted(with_copies: Library) -> None:
    first, *rest = with_copies.rank(QUESTION, frozenset({"shared"}), 20).quotes
    assert {first.article.title, *(copy.article.title for copy in first.also)} == {"Kabar Satu", "Kabar Dua"}
    assert [quote.article.title for quote in rest] == ["Kabar Tiga"]
    assert not rest[0].also


@pytest.mark.parametrize("front_end", ["console", "telegram"])
def test_both_front_ends_say_where_else(with_copies: Library, front_end: str) -> None:
    answer = with_copies.rank(QUESTION, frozenset({"shared"}), 20)
    values = {"quotes": answer.quotes, "quote": answer.quotes[0], "position": 0, "first": 1}
    values |= {"interactive": False, "opens": False}
    shown = Renderer(front_end).render("answer", answer=answer, **values)
    assert "also in" in shown.lower()
    assert "Kabar Satu" in shown
    assert "Kabar Dua" in shown


def test_a_kept_answer_remembers_them_as_long_as_they_are_there(with_copies: Library) -> None:
    answer = with_copies.rank(QUESTION, frozenset({"shared"}), 20)
    (copy,) = answer.quotes[0].also
    answer_id = with_copies.answers.save(answer, "here")
    recalled = with_copies.answers.load(answer_id, "here", frozenset({"shared"}))
    assert recalled
    assert recalled.quotes[0].also == (copy,)
    with_copies.remove(copy.article.id)
    recalled = with_copies.answers.load(answer_id, "here", frozenset({"shared"}))
    assert recalled
    assert not recalled.quotes[0].also
