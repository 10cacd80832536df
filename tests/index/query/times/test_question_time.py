from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from index.answering.search import Searcher
from index.indexing.engine_indexer import EngineIndexer
from index.ingestion.ingest import ingest
from index.model.records import ParsedArticle, Period, Verdict
from index.query.times.question_time import find_time
from index.ranking.scope import Scope
from index.retrieval.bm25.memory import MemoryEngine
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.index.parsed_paragraphs import without_heading

TODAY = date(2026, 11, 25)  # a Wednesday
SHARED = Scope(frozenset({"shared"}))


@pytest.mark.parametrize(
    ("question", "language", "start", "end"),
    [
        ("berita hari ini?", "id", TODAY, TODAY),
        ("apa yang terjadi kemarin?", "id", date(2026, 11, 24), date(2026, 11, 24)),
        ("banjir minggu ini", "id", date(2026, 11, 23), TODAY),
        ("banjir minggu kemarin", "id", date(2026, 11, 16), date(2026, 11, 22)),
        ("what happened last month?", "en", date(2026, 10, 1), date(2026, 10, 31)),
        ("今年的洪水", "zh", date(2026, 1, 1), TODAY),
        ("Что решили в прошлом году?", "ru", date(2025, 1, 1), date(2025, 12, 31)),
        ("latest flood news", "en", date(2026, 10, 26), TODAY),
        ("tadi pagi ada apa?", "id", TODAY, TODAY),
        ("gempa semalem", "id", date(2026, 11, 24), date(2026, 11, 24)),
        ("banjir minggu kemaren", "id", date(2026, 11, 16), date(2026, 11, 22)),
        ("gempa 2018", "id", date(2018, 1, 1), date(2018, 12, 31)),
        ("rapat 3 Maret 2022", "id", date(2022, 3, 3), date(2022, 3, 3)),
        ("rapat Nopember 2022", "id", date(2022, 11, 1), date(2022, 11, 30)),
        ("rapat 18 Agt 2022", "id", date(2022, 8, 18), date(2022, 8, 18)),
    ],
)
def test_a_time_is_relative_to_the_day_of_asking(question: str, language: str, start: date, end: date) -> None:
    asked = find_time(question, [language], TODAY)
    assert asked
    assert asked.period == Period(start, end)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("berita bulan Oktober 2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("banjir Desember lalu", date(2025, 12, 1), date(2025, 12, 31)),
        ("banjir Desember tahun lalu", date(2025, 12, 1), date(2025, 12, 31)),
        ("harga beras sejak Maret", date(2026, 3, 1), TODAY),
        ("inflasi sejak awal 2025", date(2025, 1, 1), TODAY),
        ("bandingkan BI rate antara 2024 dan 2026", date(2024, 1, 1), date(2026, 12, 31)),
        ("kuota nikel 2025 atau 2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("dari Oktober sampai Maret 2026", date(2025, 10, 1), date(2026, 3, 31)),
        ("musim 2024/25", date(2024, 1, 1), date(2025, 12, 31)),
        ("berita 10/2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("cuaca minggu depan", date(2026, 11, 30), date(2026, 12, 6)),
        ("jadwal besok", date(2026, 11, 26), date(2026, 11, 26)),
        ("harga gabah kemarin lusa", date(2026, 11, 23), date(2026, 11, 23)),
        ("jadwal kapal lusa", date(2026, 11, 27), date(2026, 11, 27)),
        ("who spoke the day before yesterday?", date(2026, 11, 23), date(2026, 11, 23)),
        ("ekspor kuartal lalu", date(2026, 7, 1), date(2026, 9, 30)),
        ("laba semester I 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("gempa tiga hari yang lalu", date(2026, 11, 22), date(2026, 11, 22)),
        ("gempa tiga hari terakhir", date(2026, 11, 22), TODAY),
        ("gempa seminggu terakhir", date(2026, 11, 18), TODAY),
        ("sidang Senin lalu", date(2026, 11, 23), date(2026, 11, 23)),
        ("upacara 17 Agustus", date(2026, 8, 17), date(2026, 8, 17)),
        ("banjir sebelum 2024", date(1900, 1, 1), date(2023, 12, 31)),
        ("What happened in December 2025?", date(2025, 12, 1), date(2025, 12, 31)),
        ("exports last quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("profit in the third quarter of 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("since March 2025", date(2025, 3, 1), TODAY),
        ("after May", date(2026, 6, 1), TODAY),
        ("from January to March 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("two weeks ago", date(2026, 11, 9), date(2026, 11, 15)),
        ("the last three days", date(2026, 11, 22), TODAY),
        ("2024年10月的洪水", date(2024, 10, 1), date(2024, 10, 31)),
        ("bugün İstanbul'da ne oldu?", TODAY, TODAY),
    ],
)
def test_several_words_make_up_a_time(question: str, start: date, end: date) -> None:
    asked = find_time(question, ["id", "en", "tr", "zh"], TODAY)
    assert asked
    assert asked.period == Period(start, end)


@pytest.mark.parametrize(
    "question",
    [
        "siapa presiden sekarang?",
        "harga beras terkini",
        "perkembangan saat ini",
        "update MRT",
        "banjir terakhir",
        "kurs rupiah hari ini",
        "who is governor now?",
        "the current governor",
        "latest mayor of Penhollow",
        "what's new?",
        "apa yang baru?",
        "banjir beberapa hari terakhir",
        "floods lately",
    ],
)
def test_a_question_for_what_is_so_now_wants_the_newest(question: str) -> None:
    asked = find_time(question, ["id", "en"], TODAY)
    assert asked
    assert asked.newest


@pytest.mark.parametrize(
    "question",
    [
        "siapa presiden?",
        "harga 2.000 rupiah",
        "nomor 120261",
        "todayish",
        "isi putusan 135/PUU-XXII/2024",
        "isi UU Nomor 13 Tahun 2003",
        "UU No. 11/2020",
        "Perpres 12/2024",
        "law 13 of 2003",
        "gempa menewaskan 2000 orang",
        "harga Rp 2025",
        "May I ask who won?",
        "the march on Rome",
        "loss in the first quarter",
    ],
)
def test_a_question_that_names_no_time_is_about_none(question: str) -> None:
    assert find_time(question, ["id", "en"], TODAY) is None


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Searcher]:
    database = Database(tmp_path / "kutip.db")
    store = ArticleStore(database)
    articles = [
        ParsedArticle(
            title=f"Banjir {number}", published=day, language="id", paragraphs=without_heading(TEXTS[number])
        )
        for number, day in enumerate([date(2024, 1, 5), TODAY, None, date(2026, 11, 20)])
    ]
    assert len(list(ingest(store, articles, "shared"))) == len(articles)
    engine = MemoryEngine()
    EngineIndexer(store, engine).sync()
    yield Searcher(store, engine, today=lambda: TODAY)
    database.close()


TEXTS = [f"Banjir merendam desa {name} dan warga mengungsi." for name in ("Jati", "Sari", "Rejo", "Mulyo")]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("banjir merendam desa apa?", [0, 1, 2, 3]),
        ("banjir merendam desa apa hari ini?", [1]),
        ("banjir merendam desa apa terbaru?", [1, 3, 0]),
        ("banjir merendam desa apa pada 2024?", [0]),
        ("banjir merendam desa apa minggu lalu?", [3, 1, 0, 2]),
    ],
)
def test_articles_from_the_time_asked_about_come_first_then_the_newest(
    search: Searcher, question: str, order: list[int]
) -> None:
    found = [TEXTS.index(quote.text) for quote in search.ask(question, SHARED).quotes]
    assert found[: len(order)] == order


def test_words_for_a_time_are_not_searched_for(search: Searcher) -> None:
    assert [word.text for word in search.ask("banjir hari ini", SHARED).words] == ["banjir"]


def test_an_answer_older_than_the_time_asked_about_is_not_found_and_says_its_day(search: Searcher) -> None:
    answer = search.ask("banjir desa Jati hari ini?", SHARED)
    assert (answer.verdict, answer.reason) == (Verdict.WEAK, None)
    assert (answer.quotes[0].text, answer.newest_before) == (TEXTS[0], date(2024, 1, 5))
    assert search.ask("banjir desa Jati?", SHARED).verdict is Verdict.FOUND
    assert search.ask("banjir desa Sari hari ini?", SHARED).newest_before is None


def test_an_article_of_the_year_asked_about_need_not_say_it(search: Searcher) -> None:
    answer = search.ask("banjir desa Jati pada 2024?", SHARED)
    assert (answer.quotes[0].text, answer.verdict, answer.unknown_words) == (TEXTS[0], Verdict.FOUND, ())
    assert search.ask("banjir desa Jati pada 2023?", SHARED).verdict is Verdict.WEAK


def test_an_answer_of_a_later_time_is_not_found(search: Searcher) -> None:
    answer = search.ask("banjir desa Sari tahun lalu?", SHARED)  # it is of this year, and names no time
    assert (answer.quotes[0].text, answer.verdict, answer.newest_before) == (TEXTS[1], Verdict.WEAK, None)


def test_an_answer_without_a_day_is_not_surely_of_today(search: Searcher) -> None:
    answer = search.ask("banjir desa Rejo hari ini?", SHARED)
    assert (answer.quotes[0].text, answer.verdict) == (TEXTS[2], Verdict.WEAK)


@pytest.mark.parametrize("question", ["berita terbaru?", "apa yang terjadi hari ini?", "latest news", "hari ini?"])
def test_a_question_for_the_latest_news_is_answered_by_the_newest_articles(
    search: Searcher, question: str
) -> None:
    answer = search.ask(question, SHARED)
    assert [TEXTS.index(quote.text) for quote in answer.quotes] == [1, 3, 0]
    assert (answer.verdict, answer.newest_before) == (Verdict.FOUND, None)


def test_the_latest_news_of_last_week_is_not_newer_than_last_week(search: Searcher) -> None:
    answer = search.ask("apa yang terjadi minggu lalu?", SHARED)
    assert [TEXTS.index(quote.text) for quote in answer.quotes] == [3, 0]


def test_an_answer_says_that_nothing_is_new(search: Searcher) -> None:
    answer = search.ask("berita terbaru?", Scope(frozenset({"chat:1"})))
    assert (answer.verdict, answer.quotes) == (Verdict.NOT_FOUND, ())
    answer = search.ask("apa yang terjadi pada Selasa?", SHARED)  # yesterday; the newest before it is of Friday
    assert (answer.verdict, answer.newest_before) == (Verdict.WEAK, date(2026, 11, 20))
    answer = search.ask("ada berita tahun lalu?", SHARED)
    assert (answer.verdict, answer.newest_before) == (Verdict.WEAK, date(2024, 1, 5))


PRICES = [
    ("Harga cabai", date(2024, 5, 3), "Harga cabai rawit di pasar Rp 60.000 per kilogram."),
    ("Harga cabai naik", date(2026, 9, 14), "Harga cabai rawit kini di pasar Rp 85.000 per kilogram, kata warga."),
    ("Harga daging", date(2026, 11, 1), "Harga daging sapi di pasar Rp 140.000 per kilogram."),
]


def test_the_newest_of_comparable_prices_comes_first_and_no_other_price(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "kutip.db")) as database:
        store = ArticleStore(database)
        articles = [
            ParsedArticle(title=title, published=day, language="id", paragraphs=without_heading(text))
            for title, day, text in PRICES
        ]
        assert len(list(ingest(store, articles, "shared"))) == len(articles)
        engine = MemoryEngine()
        EngineIndexer(store, engine).sync()
        found = Searcher(store, engine, today=lambda: TODAY).ask("harga cabai rawit", SHARED).quotes
    assert found[0].text == PRICES[1][2]
