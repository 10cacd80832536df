"""An answer of another time than the one asked about is never found, and says the newest day before that time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from index.answering.search import Searcher
from index.indexing.engine_indexer import EngineIndexer
from index.ingestion.ingest import ingest
from index.model.records import ParsedArticle, Verdict
from index.ranking.scope import Scope
from index.retrieval.bm25.memory import MemoryEngine
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.index.parsed_paragraphs import without_heading

TODAY = date(2026, 11, 25)  # a Wednesday
SHARED = Scope(frozenset({"shared"}))
ARTICLES = [
    ("id", "Tiket Feri Lembar", date(2026, 3, 4), "Tiket feri Lembar dijual Rp 65.000 per orang."),
    ("id", "Gempa Guncang Sembalun", date(2026, 8, 20), "Gempa mengguncang Sembalun dan merusak dua sekolah."),
    ("id", "Festival Perahu Tual", date(2025, 9, 12), "Festival perahu Tual diikuti 80 perahu, lagi pada Mei."),
    ("en", "Tin falls again", date(2026, 2, 9), "Tin fell to $28,100 a tonne on the Harwick exchange."),
    ("en", "Tin climbs", date(2026, 10, 14), "Tin climbed to $33,400 a tonne on the Harwick exchange."),
]


@contextmanager
def searching(folder: Path, articles: Sequence[tuple[str, str, date, str]]) -> Iterator[Searcher]:
    """Open a library of articles, each with its language, title, day and only paragraph."""
    database = Database(folder / "kutip.db")
    store = ArticleStore(database)
    parsed = [
        ParsedArticle(title=title, published=day, language=language, paragraphs=without_heading(text))
        for language, title, day, text in articles
    ]
    assert len(list(ingest(store, parsed, "shared"))) == len(articles)
    engine = MemoryEngine()
    EngineIndexer(store, engine).sync()
    yield Searcher(store, engine, today=lambda: TODAY)
    database.close()


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Searcher]:
    with searching(tmp_path, ARTICLES) as searcher:
        yield searcher


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("tiket feri Lembar oktober", date(2026, 3, 4)),
        ("tiket feri Lembar bulan Juli?", date(2026, 3, 4)),
        ("tiket feri Lembar 2 April", date(2026, 3, 4)),
        ("gempa Sembalun Maret", None),
        ("gempa Sembalun in June", None),
        ("festival perahu Tual Juni", date(2025, 9, 12)),
        ("tin Harwick exchange in June", None),  # both before and after it
    ],
)
def test_an_answer_of_another_month_is_not_found(search: Searcher, question: str, newest: date | None) -> None:
    answer = search.ask(question, SHARED)
    assert (answer.verdict, answer.newest_before) == (Verdict.WEAK, newest)


@pytest.mark.parametrize(
    "question",
    [
        "tiket feri Lembar maret",
        "tiket feri Lembar 4 Maret",
        "gempa Sembalun Agustus",
        "gempa mengguncang Sembalun dan merusak dua sekolah pada 19 Agustus",  # reported a day later
        "festival perahu Tual diikuti 80 perahu pada September",  # of the year before
        "festival perahu Tual Mei",  # it says so
        "tin Harwick exchange in October",
    ],
)
def test_an_answer_of_the_month_in_any_year_is_found(search: Searcher, question: str) -> None:
    assert search.ask(question, SHARED).verdict is Verdict.FOUND


@pytest.mark.parametrize(("subject", "verdict"), [("tiket", Verdict.FOUND), ("harga", Verdict.WEAK)])
def test_a_price_is_that_of_its_day(search: Searcher, subject: str, verdict: Verdict) -> None:
    question = f"{subject} tiket feri Lembar dijual Rp 65.000 per orang pada 3 Maret 2026"
    assert search.ask(question, SHARED).verdict is verdict
