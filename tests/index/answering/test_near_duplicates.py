"""A report from several outlets is quoted once."""

import pytest

from bot.rendering.render import Renderer
from index.library import Library
from index.model.records import ParsedArticle
from tests.index.parsed_paragraphs import without_heading

WIRE = "Gempa berkekuatan 5,6 mengguncang Cianjur pada Senin siang dan merusak ratusan rumah warga di lima desa."
ARTICLES = {
    "Kabar Satu": [WIRE, "Warga mengungsi ke lapangan."],
    "Kabar Dua": [WIRE.replace("di lima desa", "di lima desa, kata bupati")],
    "Kabar Tiga": ["Gempa Cianjur merusak jalan utama, kata bupati.", "Bantuan datang dari Bandung."],
}
QUESTION = "gempa mengguncang Cianjur merusak rumah"


@pytest.fixture
def with_near_duplicates(library: Library) -> Library:
    articles = [
        ParsedArticle(title=title, publisher=title, language="id", paragraphs=without_heading(*paragraphs))
        for title, paragraphs in ARTICLES.items()
    ]
    assert len(list(library.ingest(articles, "shared"))) == len(articles)
    library.sync()
    return library


def test_a_near_duplicate_is_named_but_not_quoted(with_near_duplicates: Library) -> None:
    first, *rest = with_near_duplicates.rank(QUESTION, frozenset({"shared"}), 20).quotes
    assert {first.article.title, *(copy.article.title for copy in first.also)} == {"Kabar Satu", "Kabar Dua"}
    assert [quote.article.title for quote in rest] == ["Kabar Tiga"]
    assert not rest[0].also


@pytest.mark.parametrize("front_end", ["console", "telegram"])
def test_both_front_ends_name_the_other_outlets(with_near_duplicates: Library, front_end: str) -> None:
    answer = with_near_duplicates.rank(QUESTION, frozenset({"shared"}), 20)
    values = {"quotes": answer.quotes, "quote": answer.quotes[0], "position": 0, "first": 1}
    values |= {"interactive": False, "opens": False, "lines": ()}
    shown = Renderer(front_end).render("answer", answer=answer, **values)
    assert "also in" in shown.lower()
    assert "Kabar Satu" in shown
    assert "Kabar Dua" in shown


def test_a_stored_answer_names_near_duplicates_until_they_are_removed(with_near_duplicates: Library) -> None:
    answer = with_near_duplicates.rank(QUESTION, frozenset({"shared"}), 20)
    (copy,) = answer.quotes[0].also
    answer_id = with_near_duplicates.answers.save(answer, "here")
    recalled = with_near_duplicates.answers.load(answer_id, "here", frozenset({"shared"}))
    assert recalled
    assert recalled.quotes[0].also == (copy,)
    with_near_duplicates.remove(copy.article.id)
    recalled = with_near_duplicates.answers.load(answer_id, "here", frozenset({"shared"}))
    assert recalled
    assert not recalled.quotes[0].also
