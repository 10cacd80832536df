"""A report from several outlets is quoted once."""

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.render import Renderer
from index.answering import near_duplicates
from index.answering.near_duplicates import group_near_duplicates
from index.library import Library
from index.model.records import ParsedArticle
from index.ranking.scoring import Ranked
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


def test_what_an_article_says_twice_is_quoted_once(library: Library) -> None:
    changed = WIRE.replace("Cianjur", "Garut")
    paragraphs = without_heading(WIRE, "Warga mengungsi.", WIRE, changed)
    article = ParsedArticle(title="Gempa", publisher="Kabar Satu", language="id", paragraphs=paragraphs)
    assert list(library.ingest([article], "shared"))
    library.sync()
    quotes = library.rank(QUESTION, frozenset({"shared"}), 20).quotes
    assert [one.paragraph.text for one in quotes] == [WIRE, changed]
    assert not quotes[0].also


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


def ranked(article: int, text: str) -> Ranked:
    candidate = SimpleNamespace(article=SimpleNamespace(id=article), paragraph=SimpleNamespace(text=text))
    return cast("Ranked", SimpleNamespace(candidate=candidate))


def shingles(text: str) -> tuple[set[tuple[str, ...]], float]:
    words = text.lower().split()
    units, size, alike = (list(text), 4, 0.62) if len(text) > 15 * len(words) else (words, 3, 0.7)
    return set(zip(*(units[start:] for start in range(size)), strict=False)) or {tuple(units)}, alike


@st.composite
def similar_texts(draw: st.DrawFn) -> list[str]:
    """Draw texts that differ from one another in a few words, or characters of a script without spaces."""
    between, letters = draw(st.sampled_from([(" ", "abcdefgh"), ("", "abcdefgh"), ("", "一二三四五六七八九十")]))
    beginning = draw(st.lists(st.sampled_from(letters), max_size=40))
    texts = [beginning]
    for _ in range(4):
        changed = list(draw(st.sampled_from(texts)))
        for place in draw(st.lists(st.integers(0, 60), max_size=4)):
            changed[place : place + 1] = draw(st.lists(st.sampled_from(letters), max_size=2))
        texts.append(changed)
    return [between.join(units) for units in texts]


@given(similar_texts())
def test_texts_are_grouped_by_the_share_of_their_shingles(texts: list[str]) -> None:
    expected: list[list[int]] = []
    for number, text in enumerate(texts):
        for group in expected:
            (one, alike), (first, also_alike) = shingles(text), shingles(texts[group[0]])
            if len(one & first) >= max(alike, also_alike) * len(one | first):
                group.append(number)
                break
        else:
            expected.append([number])
    items = [ranked(number, text) for number, text in enumerate(texts)]
    groups = [[items.index(one) for one in group] for group in group_near_duplicates(items)]
    assert groups == expected


@pytest.mark.parametrize("changed", [0.03, 0.05])
def test_as_much_may_be_changed_in_characters_as_in_words(changed: float) -> None:
    units = [chr(0x4E00 + number) for number in range(300)]
    edited = [unit if number % round(1 / changed) else "a" for number, unit in enumerate(units)]
    for between in ("", " "):
        items = [ranked(number, between.join(text)) for number, text in enumerate((units, edited))]
        assert len(list(group_near_duplicates(items))) == 1


def test_texts_that_share_few_words_or_characters_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    monkeypatch.setattr(near_duplicates, "_are_alike", lambda *texts: compared.append(texts))
    han = [chr(0x4E00 + number) for number in range(400)]
    texts = ["".join(han[start : start + 100]) for start in range(0, 300, 50)]
    texts += [" ".join(han[start : start + 40]) for start in range(0, 360, 20)]
    groups = group_near_duplicates(ranked(number, text) for number, text in enumerate(texts))
    assert len(list(groups)) == len(texts)
    assert not compared


@given(st.lists(st.sampled_from(["a", "b", "c", "dan", "di", "e"]), max_size=30), st.data())
def test_what_rules_out_a_comparison_never_rules_out_two_that_are_alike(
    words: list[str], data: st.DataObject
) -> None:
    others = list(words)
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(others)))
        others[place : place + data.draw(st.integers(0, 2))] = data.draw(
            st.lists(st.sampled_from("abxyz"), max_size=2)
        )
    one, other = near_duplicates._text(" ".join(words)), near_duplicates._text(" ".join(others))
    if near_duplicates._are_alike(one, other):
        assert near_duplicates._may_be_alike(one, other)
        assert near_duplicates._may_be_alike(other, one)
