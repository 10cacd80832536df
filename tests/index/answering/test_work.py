"""How much work a question makes, counted: no test depends on the speed of a machine."""

from collections import Counter
from collections.abc import Callable

import pytest

from index import analysis
from index.answering import articles
from index.library import Library
from index.model.records import SHARED, AddResult, Hit, ParsedArticle
from index.ranking import candidates
from index.retrieval.bm25.base import BODY, TITLE, Entry, Query
from index.retrieval.bm25.disk import DiskEngine
from index.retrieval.bm25.memory import MemoryEngine
from index.text import sentences
from tests.index.parsed_paragraphs import without_heading

WORDS = ["banjir", "tanggul", "jembatan", "warga", "bupati", "hujan", "sungai", "bantuan", "posko", "relawan"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is called from now on, by name."""
    counted = Counter[str]()

    def count(owner: object, name: str) -> None:
        function: Callable[..., object] = getattr(owner, name)

        def counting(*arguments: object, **named: object) -> object:
            counted[name] += 1
            return function(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)

    for name in ("search", "frequencies", "terms", "count"):
        count(DiskEngine, name)
    count(analysis, "occurrences")
    count(candidates, "occurrences")  # by the codes of a paragraph
    count(articles, "_folded")
    count(sentences, "_possible_ends")
    return counted


@pytest.fixture
def filled(library: Library) -> Library:
    parsed = [
        ParsedArticle(
            title=f"Laporan {number}",
            language="id",
            paragraphs=without_heading(
                *(
                    f"Kabar {number} {part}: {WORDS[(number + part) % 10]} dan banjir. Ini contoh."
                    for part in range(4)
                )
            ),
        )
        for number in range(30)
    ]
    assert all(isinstance(result, AddResult) for result in library.ingest(parsed, SHARED))
    library.sync()
    sentences._split_sentences.cache_clear()
    return library


def test_words_alone_retrieve_no_more_paragraphs_than_they_rank(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, search = [], DiskEngine.search

    def searching(engine: DiskEngine, query: Query, limit: int) -> list[Hit]:
        limits.append(limit)
        return search(engine, query, limit)

    monkeypatch.setattr(DiskEngine, "search", searching)
    filled.rank("Kapan banjir merusak jembatan?", frozenset({SHARED}), 5)
    filled.rank("Kapan banjir merusak jembatan?", frozenset({SHARED}), 50)
    assert limits == [20, 50]


def test_a_question_without_errors_asks_the_engine_a_few_times(filled: Library, calls: Counter[str]) -> None:
    filled.ask("Kapan banjir merusak jembatan dan tanggul warga?")
    assert calls["search"] == 1
    assert calls["count"] <= 3
    assert calls["frequencies"] <= 4
    assert calls["terms"] <= 14  # two a word


def test_only_the_paragraphs_that_can_be_quoted_are_analysed(filled: Library, calls: Counter[str]) -> None:
    filled.ask("banjir jembatan")
    assert calls["occurrences"] <= 20
    assert calls["_folded"] == 1  # the words of the question; no title has them all


def test_only_the_quotes_that_are_looked_at_are_marked(filled: Library, calls: Counter[str]) -> None:
    quotes = filled.ask("banjir jembatan").quotes
    assert len(quotes) > 10
    assert calls["_possible_ends"] == 0
    before = calls["occurrences"]  # of the first one, to judge it
    assert before <= 1
    assert quotes[5].words
    assert (calls["_possible_ends"], calls["occurrences"] - before) == (1, 1)
    assert quotes[5].sentence == quotes[5].marks.value[0]
    assert (calls["_possible_ends"], calls["occurrences"] - before) == (1, 1)


def test_the_sentences_of_a_paragraph_are_found_once_for_all_questions(
    filled: Library, calls: Counter[str]
) -> None:
    first = filled.ask("banjir jembatan").quotes
    marked = {quote.paragraph.id: quote.sentence for quote in first}
    found = calls["_possible_ends"]
    assert found > 0
    again = [quote for quote in filled.ask("jembatan banjir").quotes if quote.paragraph.id in marked]
    assert [quote.sentence for quote in again] == [marked[quote.paragraph.id] for quote in again]
    assert again
    assert calls["_possible_ends"] == found


def test_the_memory_engine_counts_its_entries_once_a_change() -> None:
    engine = MemoryEngine()
    engine.add([Entry(1, "a", {BODY: ["banjir"], TITLE: []}), Entry(2, "b", {BODY: ["banjir"], TITLE: []})])
    assert engine.count(frozenset({"a"})) == 1
    counts = engine._counts
    assert engine.frequencies(["banjir"], BODY, frozenset({"a"})) == {"banjir": 1}
    assert engine.frequencies(["banjir"], BODY, frozenset({"a", "b", "c"})) == {"banjir": 2}
    assert engine._counts is counts
    engine.add([Entry(3, "a", {BODY: ["hujan"], TITLE: []})])
    assert engine.count(frozenset({"a"})) == 2
    engine.remove([1, 3])
    assert engine.count(frozenset({"a"})) == 0
    engine.replace([Entry(4, "a", {BODY: [], TITLE: []})], 1)
    assert engine.count(frozenset({"a", "b"})) == 1
