from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.answering.follow_up import Earlier
from index.library import Library
from index.model.records import SHARED, Answer, Credits, Verdict
from tests.fakes import FakeEmbedder

HERE = frozenset({SHARED})
FLOODS = {
    "Banjir Semarang": "Banjir merendam Semarang sejak Senin.\n\nTiga orang tewas terseret arus.",
    "Banjir Demak": "Banjir merendam Demak sejak Rabu.\n\nTujuh orang tewas terseret arus.\n\nSekolah ditutup.",
}


@pytest.fixture(params=["disk", "memory"])
def library(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Library]:
    with open_configured_library(replace(settings, kutip_engine=request.param), embedder=FakeEmbedder()) as opened:
        for title, text in FLOODS.items():
            add(opened, title, text, SHARED)
        yield opened


def add(library: Library, title: str, text: str, scope: str) -> None:
    results = list(library.add_text(text, "message", Credits(title=title), scope))
    assert not any(isinstance(result, Exception) for result in results), results


def titles(answer: Answer) -> list[str]:
    return [quote.article.title for quote in answer.quotes]


@pytest.mark.parametrize("has_vectors", [False, True])
@pytest.mark.parametrize("number", [1, 2])
def test_quotes_from_the_quoted_article_come_before_those_from_others(
    library: Library, number: int, has_vectors: bool
) -> None:
    if has_vectors:
        library.embed(lambda _made, _of: None)
    quoted = list(FLOODS)[number - 1]
    answer = library.ask("berapa orang tewas terseret arus?", HERE, Earlier(number))
    assert answer.verdict is Verdict.FOUND
    assert answer.quotes[0].text in FLOODS[quoted]
    assert "tewas" in answer.quotes[0].text
    assert set(titles(answer)) == set(FLOODS)
    assert len({quote.paragraph.id for quote in answer.quotes}) == len(answer.quotes)


def test_a_question_that_the_article_does_not_answer_is_asked_of_all_articles(library: Library) -> None:
    question = "Kapan sekolah ditutup?"
    assert titles(library.ask(question, HERE, Earlier(1)))[0] == "Banjir Demak"
    assert library.ask("siapa juara bulu tangkis?", HERE, Earlier(1)).verdict is Verdict.NOT_FOUND


def test_a_question_without_words_takes_those_of_the_earlier_question(library: Library) -> None:
    assert library.ask("kapan?", HERE).verdict is Verdict.NOT_FOUND
    answer = library.ask("kapan?", HERE, Earlier(2, "banjir merendam Demak"))
    assert answer.quotes[0].text == "Banjir merendam Demak sejak Rabu."
    assert library.ask("kapan?", HERE, Earlier(2)).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("lalu kapan?", "Banjir merendam Demak sejak Rabu."),
        ("dan di mana?", "Menurut Bupati Esti, warga mengungsi di Masjid Agung."),
        ("kenapa?", "Tanggul jebol akibat hujan deras."),
        ("and why?", "Tanggul jebol akibat hujan deras."),
    ],
)
def test_a_question_without_words_of_its_own_is_answered_by_what_it_asks_for(
    library: Library, question: str, text: str
) -> None:
    story = "\n\n".join(
        [
            "Banjir merendam Demak sejak Rabu.",
            "Tanggul jebol akibat hujan deras.",
            "Menurut Bupati Esti, warga mengungsi di Masjid Agung.",
        ]
    )
    add(library, "Demak terendam", story, SHARED)
    answer = library.ask(question, HERE, Earlier(3, "banjir Demak"))
    assert answer.verdict in (Verdict.FOUND, Verdict.WEAK)
    assert (answer.quotes[0].text, answer.quotes[0].article.id) == (text, 3)


@pytest.mark.parametrize("question", ["bagaimana dengan Semarang?", "dan Semarang?", "what about Semarang?"])
def test_another_topic_is_asked_with_the_words_of_the_earlier_question(library: Library, question: str) -> None:
    answer = library.ask(question, HERE, Earlier(2, "banjir merendam Demak"))
    assert answer.quotes[0].text == "Banjir merendam Semarang sejak Senin."


MARKET = """Kebakaran terjadi di Pasar Lembayung pada Selasa pukul 02.10 WIB.

Sebanyak 40 kios terbakar dan tiga pedagang dirawat di RSUD Lumbir.

Kerugiannya Rp 2 miliar, kata Kepala Pasar Ratna Wijaya.

Api padam setelah 95 menit."""
HARBOUR = """Kebakaran terjadi di Pelabuhan Sirah pada Rabu.

Sebanyak 12 pedagang dirawat, kata Kepala Syahbandar Dodi Kurnia.

Ongkos perbaikan dermaga Rp 7 miliar."""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("kerugiannya?", "Kerugiannya Rp 2 miliar"),
        ("siapa kepalanya?", "Kepala Pasar Ratna Wijaya"),
        ("yang dirawat?", "tiga pedagang dirawat"),
        ("berapa menit?", "95 menit"),
        ("jam berapa?", "pukul 02.10"),
    ],
)
def test_what_belongs_to_the_answer_before_is_looked_for_in_its_article(
    library: Library, question: str, text: str
) -> None:
    add(library, "Kebakaran di Pelabuhan Sirah", HARBOUR, SHARED)
    add(library, "Kebakaran di Pasar Lembayung", MARKET, SHARED)
    answer = library.ask(question, HERE, Earlier(4, "Pasar Lembayung"))
    assert text in answer.quotes[0].text


def test_what_another_article_says_of_what_was_asked_before_comes_next(library: Library) -> None:
    add(library, "Kebakaran di Pasar Lembayung", MARKET, SHARED)
    add(library, "Pasar Lembayung dibuka lagi", "Ongkosnya Rp 5 miliar.\n\nPedagang Lembayung lega.", SHARED)
    add(library, "Kebakaran di Pelabuhan Sirah", HARBOUR, SHARED)
    answer = library.ask("ongkosnya?", HERE, Earlier(3, "Pasar Lembayung"))
    assert answer.quotes[0].text == "Ongkosnya Rp 5 miliar."


def test_what_no_article_says_of_it_is_no_sure_answer(library: Library) -> None:
    add(library, "Kebakaran di Pasar Lembayung", MARKET, SHARED)
    add(library, "Kebakaran di Pelabuhan Sirah", HARBOUR, SHARED)
    answer = library.ask("ongkosnya?", HERE, Earlier(3, "Pasar Lembayung"))
    assert answer.verdict is not Verdict.FOUND
    assert not answer.quotes or answer.quotes[0].article.id == 3


@pytest.mark.parametrize("question", ["kalau tahun 2024?", "and in 2024?", "2024?"])
def test_another_time_is_asked_of_all_articles(library: Library, question: str) -> None:
    for year, count in (("2026", "90"), ("2024", "35")):
        stated = Credits(title=f"Panen lebah {year}", published=date(int(year), 5, 1), language="id")
        text = f"Panen madu lebah Lumbir mencapai {count} ton."
        list(library.add_text(text, "message", stated, SHARED))
    add(library, "Pasar", MARKET, SHARED)
    answer = library.ask(question, HERE, Earlier(3, "panen madu 2026"))
    assert "35 ton" in answer.quotes[0].text


def test_a_chain_of_questions_stays_with_what_the_first_was_about(library: Library) -> None:
    add(library, "Kebakaran di Pelabuhan Sirah", HARBOUR, SHARED)
    add(library, "Kebakaran di Pasar Lembayung", MARKET, SHARED)
    first = library.ask("siapa kepalanya?", HERE, Earlier(4, "Pasar Lembayung"))
    earlier = Earlier.of(first, first.quotes[0].article)
    assert earlier == Earlier(4, "Pasar Lembayung")
    assert library.ask("kapan?", HERE, earlier).quotes[0].text.startswith("Kebakaran terjadi di Pasar Lembayung")


def test_a_question_after_an_answer_without_words_is_about_the_title(library: Library) -> None:
    answer = library.ask("banjir Demak", HERE)
    assert Earlier.of(replace(answer, words=()), answer.quotes[0].article).words == "Banjir Demak"


@pytest.mark.parametrize("number", [3, 999])
def test_an_article_of_another_chat_or_an_unknown_one_answers_nothing(library: Library, number: int) -> None:
    add(library, "Rahasia", "Brankas berisi emas.\n\nKuncinya di laci.", "chat:8")
    assert library.ask("di mana kunci brankas?", HERE, Earlier(number)).verdict is Verdict.NOT_FOUND
    answer = library.ask("berapa orang tewas?", HERE, Earlier(number))
    assert titles(answer) == titles(library.ask("berapa orang tewas?", HERE))
