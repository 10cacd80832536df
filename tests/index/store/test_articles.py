from dataclasses import replace
from datetime import date

import pytest

from index.model.errors import Fault, MissingError, StoreError
from index.model.records import SHARED, AddResult, Outcome, ParsedArticle
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.databases import fail_to_insert
from tests.index.parsed_paragraphs import without_heading

HERE = frozenset({SHARED})
FLOOD = ParsedArticle(
    title="Banjir di Kota Contoh",
    url="https://kabar.example/banjir",
    publisher="Kabar Contoh",
    original_source="Radio Contoh",
    author="Rina",
    published=date(2023, 2, 5),
    paragraphs=without_heading("Banjir merendam kota.", "Warga mengungsi.", "Wali kota datang."),
)


@pytest.fixture
def store(database: Database) -> ArticleStore:
    return ArticleStore(database)


def add(store: ArticleStore, library: str, parsed: ParsedArticle, language: str) -> AddResult:
    (result,) = store.add(library, [replace(parsed, language=language)])
    assert isinstance(result, AddResult)
    return result


def texts(store: ArticleStore, number: int) -> list[str]:
    return [paragraph.text for paragraph in store.paragraphs(number)]


def test_what_is_added_comes_back_whole(store: ArticleStore) -> None:
    outcome, article = add(store, SHARED, FLOOD, "id")
    assert outcome is Outcome.ADDED
    assert article == store.article(article.id, HERE)
    assert (article.title, article.publisher, article.original_source) == (
        FLOOD.title,
        FLOOD.publisher,
        FLOOD.original_source,
    )
    assert (article.author, article.published, article.url) == (FLOOD.author, FLOOD.published, FLOOD.url)
    assert (article.language, article.library, article.paragraph_count) == ("id", SHARED, 3)
    assert texts(store, article.id) == list(FLOOD.texts)
    assert [paragraph.number for paragraph in store.paragraphs(article.id, 2, 3)] == [2, 3]


def test_the_same_article_again_is_known(store: ArticleStore) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    assert add(store, SHARED, FLOOD, "id") == (Outcome.KNOWN, first)
    assert add(store, SHARED, replace(FLOOD, url=None, title="Copy"), "id") == (Outcome.KNOWN, first)
    assert add(store, SHARED, replace(FLOOD, url="https://other.example/"), "id") == (Outcome.KNOWN, first)
    assert store.size(HERE) == (1, 3)


def test_articles_without_an_address_are_different_articles(store: ArticleStore) -> None:
    add(store, SHARED, replace(FLOOD, url=None), "id")
    outcome, second = add(store, SHARED, replace(FLOOD, url=None, paragraphs=without_heading("Lain.")), "id")
    assert outcome is Outcome.ADDED
    assert second.id == 2
    assert store.size(HERE) == (2, 4)


def test_the_same_address_with_new_text_is_an_update(store: ArticleStore) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    old = {paragraph.id for paragraph in store.paragraphs(first.id)}
    outcome, updated = add(
        store, SHARED, replace(FLOOD, title="Surut", paragraphs=without_heading("Air surut.")), "id"
    )
    assert (outcome, updated.id, updated.title) == (Outcome.UPDATED, first.id, "Surut")
    assert texts(store, first.id) == ["Air surut."]
    assert not old & {paragraph.id for paragraph in store.paragraphs(first.id)}


def test_the_same_address_and_text_with_new_credits_is_an_update(store: ArticleStore) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    outcome, updated = add(store, SHARED, replace(FLOOD, author="Bagus"), "id")
    assert (outcome, updated.id, updated.author) == (Outcome.UPDATED, first.id, "Bagus")


def headed(parsed: ParsedArticle) -> ParsedArticle:
    return replace(parsed, paragraphs=tuple(one._replace(heading="Di kota") for one in parsed.paragraphs))


def test_a_paragraph_keeps_its_heading(store: ArticleStore) -> None:
    first, *others = FLOOD.paragraphs
    _, article = add(
        store, SHARED, replace(FLOOD, paragraphs=(first, others[0]._replace(heading="Di kota"))), "id"
    )
    stored = store.paragraphs(article.id)
    assert [one.heading for one in stored] == [None, "Di kota"]
    assert [one.heading for one in store.indexable()] == [None, "Di kota"]
    assert [found for _, found in store.find([one.id for one in stored], HERE).values()] == stored


@pytest.mark.parametrize("url", [FLOOD.url, None])
def test_the_same_text_now_with_its_headings_is_an_update(store: ArticleStore, url: str | None) -> None:
    _, first = add(store, SHARED, replace(FLOOD, url=url), "id")
    outcome, updated = add(store, SHARED, headed(replace(FLOOD, url=url)), "id")
    assert (outcome, updated.id) == (Outcome.UPDATED, first.id)
    assert store.paragraphs(first.id)[0].heading == "Di kota"
    assert add(store, SHARED, headed(replace(FLOOD, url=url)), "id")[0] is Outcome.KNOWN


def test_headings_from_elsewhere_change_no_page(store: ArticleStore) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    assert add(store, SHARED, headed(replace(FLOOD, url=None)), "id") == (Outcome.KNOWN, first)
    assert add(store, "chat:1", headed(replace(FLOOD, url=None)), "id") == (Outcome.KNOWN, first)


def test_the_same_text_now_with_its_address_is_an_update(store: ArticleStore) -> None:
    _, first = add(store, SHARED, replace(FLOOD, url=None, publisher=None), "id")
    outcome, updated = add(store, SHARED, FLOOD, "id")
    assert (outcome, updated.id, updated.url, updated.publisher) == (
        Outcome.UPDATED,
        first.id,
        FLOOD.url,
        FLOOD.publisher,
    )


def test_a_chat_changes_nothing_of_the_shared_library(store: ArticleStore) -> None:
    _, shared = add(store, SHARED, replace(FLOOD, url=None), "id")
    forged = replace(FLOOD, url="https://forged.example/", title="Forged", publisher="Forged")
    assert add(store, "chat:1", forged, "id") == (Outcome.KNOWN, shared)
    assert store.article(shared.id, HERE) == shared
    assert store.size(frozenset({"chat:1"})) == (0, 0)


def test_an_update_that_fails_half_way_changes_nothing(store: ArticleStore, database: Database) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    with database.writing() as connection:
        for statement in fail_to_insert("paragraphs", "NEW.number = 2"):
            connection.exec_driver_sql(statement)
    generation = store.generation()
    with pytest.raises(StoreError):
        add(store, SHARED, replace(FLOOD, paragraphs=without_heading("Baru satu.", "Baru dua.")), "id")
    assert texts(store, first.id) == list(FLOOD.texts)
    assert store.generation() == generation


def test_a_removed_article_is_missing_and_its_number_is_never_reused(store: ArticleStore) -> None:
    _, first = add(store, SHARED, FLOOD, "id")
    assert store.remove(first.id, HERE) == first
    for gone in (store.article, store.remove):
        with pytest.raises(MissingError) as error:
            gone(first.id, HERE)
        assert error.value.fault is Fault.NO_SUCH_ARTICLE
    assert texts(store, first.id) == []
    _, again = add(store, SHARED, FLOOD, "id")
    assert again.id > first.id
    assert store.size(HERE) == (1, 3)


def test_a_library_sees_only_its_own(store: ArticleStore) -> None:
    _, mine = add(store, "chat:1", FLOOD, "id")
    _, yours = add(store, "chat:2", FLOOD, "en")
    assert mine.id != yours.id
    only_mine = frozenset({"chat:1"})
    assert store.articles(only_mine) == [mine]
    assert store.languages(only_mine) == ("id",)
    assert store.size(only_mine) == (1, 3)
    ids = [paragraph.id for number in (mine.id, yours.id) for paragraph in store.paragraphs(number)]
    assert {article.library for article, _ in store.find(ids, only_mine).values()} == {"chat:1"}
    with pytest.raises(MissingError):
        store.article(yours.id, only_mine)
    with pytest.raises(MissingError):
        store.remove(yours.id, only_mine)


def test_the_most_frequent_language_comes_first(store: ArticleStore) -> None:
    for number, code in enumerate(["en", "id", "id"]):
        add(store, SHARED, replace(FLOOD, url=None, paragraphs=without_heading(f"Text {number}.")), code)
    assert store.languages(HERE) == ("id", "en")


def test_the_change_log_names_added_and_removed_paragraphs(store: ArticleStore) -> None:
    assert store.generation() == 0
    _, first = add(store, SHARED, FLOOD, "id")
    added = store.generation()
    ids = [paragraph.id for paragraph in store.paragraphs(first.id)]
    add(store, SHARED, FLOOD, "id")
    assert store.generation() == added
    store.remove(first.id, HERE)
    (removed,) = store.changes_after(added)
    assert (removed.kind, removed.first_paragraph, removed.last_paragraph) == ("removed", ids[0], ids[-1])
    assert [paragraph.text for paragraph in store.indexable()] == []
