"""A request for articles is answered by their first paragraphs: by subject, title, publisher or author."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.answering.search import Searcher
from index.indexing.engine_indexer import EngineIndexer
from index.ingestion.ingest import ingest
from index.model.records import ParsedArticle, ParsedParagraph, Verdict
from index.ranking.scope import Scope
from index.retrieval.bm25.memory import MemoryEngine
from index.store.articles import ArticleStore
from index.store.database import Database

TODAY = date(2026, 11, 25)
SHARED = Scope(frozenset({"shared"}))
ARTICLES = [
    (
        "Panen Jarak Pagar di Lumbir",
        "Kabar Tani",
        "Ratna Dewi",
        date(2026, 10, 1),
        ["Petani memanen biji.", "Jarak pagar laku keras."],
    ),
    (
        "Bendungan Sirah Retak",
        "Metro Sirah",
        "Budi",
        date(2025, 3, 1),
        ["Warga Sirah mengungsi.", "Bendungan retak sejak Senin."],
    ),
    (
        "Bendungan Sirah Diperbaiki",
        "Metro Sirah",
        None,
        date(2026, 2, 1),
        ["Tukang menambal tembok.", "Bendungan dibuka lagi."],
    ),
]


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Searcher]:
    database = Database(tmp_path / "kutip.db")
    store = ArticleStore(database)
    articles = [
        ParsedArticle(
            title=title,
            publisher=publisher,
            author=author,
            published=day,
            language="id",
            paragraphs=tuple(map(ParsedParagraph, texts)),
        )
        for title, publisher, author, day, texts in ARTICLES
    ]
    assert len(list(ingest(store, articles, "shared"))) == len(articles)
    engine = MemoryEngine()
    EngineIndexer(store, engine).sync()
    yield Searcher(store, engine, today=lambda: TODAY)
    database.close()


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("ada artikel tentang jarak pagar gak?", ["Petani memanen biji."]),
        ("berita tentang bendungan", ["Tukang menambal tembok.", "Warga Sirah mengungsi."]),
        ("berita dari Metro Sirah", ["Tukang menambal tembok.", "Warga Sirah mengungsi."]),
        ("berita dari Metro Sirah tahun 2025", ["Warga Sirah mengungsi."]),
        ("berita bendungan retak dari Metro Sirah", ["Warga Sirah mengungsi."]),
        ("berita dari Metro Sirah tentang bendungan retak", ["Warga Sirah mengungsi."]),
        ("berita dari Metro", ["Tukang menambal tembok.", "Warga Sirah mengungsi."]),
        ("artikel oleh Ratna Dewi", ["Petani memanen biji."]),
        ("Bendungan Sirah Retak", ["Warga Sirah mengungsi."]),
    ],
)
def test_the_first_paragraphs_of_the_articles_are_quoted(
    search: Searcher, question: str, leads: list[str]
) -> None:
    answer = search.ask(question, SHARED)
    assert [quote.text for quote in answer.quotes][: len(leads)] == leads
    assert answer.verdict is Verdict.FOUND


def test_a_request_for_a_subject_that_no_article_has_is_not_found(search: Searcher) -> None:
    assert search.ask("ada artikel tentang gajah gak?", SHARED).verdict is Verdict.NOT_FOUND


def test_a_question_is_answered_by_the_paragraph_that_has_its_words(search: Searcher) -> None:
    assert (
        search.ask("sejak kapan bendungan Sirah retak?", SHARED).quotes[0].text == "Bendungan retak sejak Senin."
    )


@pytest.mark.parametrize(
    ("question", "lead", "newest"),
    [
        ("berita dari Metro Sirah hari ini", "Tukang menambal tembok.", date(2026, 2, 1)),
        ("kabar dari metro sirah bulan Agustus 2025", "Warga Sirah mengungsi.", date(2025, 3, 1)),
        ("berita Metro Sirah minggu lalu", "Tukang menambal tembok.", date(2026, 2, 1)),
        ("berita terbaru dari Metro Sirah", "Tukang menambal tembok.", date(2026, 2, 1)),
        ("news from Metro Sirah yesterday", "Tukang menambal tembok.", date(2026, 2, 1)),
        ("artikel oleh Ratna Dewi November 2026", "Petani memanen biji.", date(2026, 10, 1)),
    ],
)
def test_a_source_that_wrote_nothing_at_the_time_asked_about_is_quoted_with_the_day_of_its_newest_article(
    search: Searcher, question: str, lead: str, newest: date
) -> None:
    answer = search.ask(question, SHARED)
    assert (answer.verdict, answer.reason, answer.newest_before) == (Verdict.WEAK, None, newest)
    assert answer.quotes[0].text == lead


@pytest.mark.parametrize(
    "question", ["berita dari Metro Sirah tahun 2024", "news from Kabar Tani in 2019", "artikel Ratna Dewi 2020"]
)
def test_a_source_that_wrote_only_after_the_time_asked_about_has_no_answer(
    search: Searcher, question: str
) -> None:
    answer = search.ask(question, SHARED)
    assert (answer.verdict, answer.quotes, answer.newest_before) == (Verdict.NOT_FOUND, (), None)
    assert answer.withheld


def test_an_article_of_the_time_asked_about_is_quoted_however_many_newer_ones_its_source_wrote(
    search: Searcher,
) -> None:
    answer = search.ask("berita dari Metro Sirah tahun 2025", Scope(frozenset({"shared"}), limit=1))
    assert ([quote.text for quote in answer.quotes], answer.verdict) == (["Warga Sirah mengungsi."], Verdict.FOUND)
