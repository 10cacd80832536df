"""Questions that go on from an answer, and what they ask for."""

import pytest

from index.query.continuation import (
    asks_alone,
    continues,
    counts_or_measures,
    is_answered_by,
    may_answer,
    names_time_alone,
    refers_back,
    topic_of,
    without_connective,
)
from index.query.parsing import parse


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("lalu kapan?", "kapan?"),
        ("Lalu, kapan?", "kapan?"),
        ("dan di mana?", "di mana?"),
        ("terus apa kata gubernur?", "apa kata gubernur?"),
        ("and then who was there?", "who was there?"),
        ("so why?", "why?"),
        ("Lalu Muhammad Zohri juara apa?", "Lalu Muhammad Zohri juara apa?"),
        ("and Bandung?", "and Bandung?"),
        ("dan", "dan"),
        ("kapan?", "kapan?"),
    ],
)
def test_a_connective_before_a_word_that_asks_is_left_out(typed: str, bare: str) -> None:
    assert without_connective(typed) == bare


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("bagaimana dengan Bandung?", "Bandung?"),
        ("gimana dgn Kota Bandung", "Kota Bandung"),
        ("kalau di Surabaya?", "Surabaya?"),
        ("dan Bandung?", "Bandung?"),
        ("what about Bandung?", "Bandung?"),
        ("and what about Bandung?", "Bandung?"),
        ("lalu kapan?", None),
        ("siapa gubernur Bandung?", None),
        ("kalau hujan deras turun terus apa yang terjadi?", None),
        ("dan Bandung akan membangun jalan baru?", None),
    ],
)
def test_the_topic_that_is_new(typed: str, topic: str | None) -> None:
    assert topic_of(typed) == topic


@pytest.mark.parametrize(
    ("question", "words"), [("siapa dia?", []), ("where is it?", []), ("siapa Dia Sari?", ["Dia", "Sari"])]
)
def test_a_question_of_pronouns_has_no_words(question: str, words: list[str]) -> None:
    assert [word.text for word in parse(question, ("id", "en"), None).words] == words


def test_a_question_that_stands_alone_does_not_go_on() -> None:
    assert continues("lalu kapan?")
    assert continues("dan Bandung?")
    assert continues("terus?")
    assert continues("and then?")
    assert continues("kapan?")
    assert not continues("siapa presiden Indonesia?")


@pytest.mark.parametrize(
    ("question", "text", "language", "may"),
    [
        ("kapan?", "Kereta itu diresmikan pada 2 Oktober 2023.", "id", True),
        ("kapan?", "Kereta itu cepat sekali.", "id", False),
        ("when?", "Kereta itu diresmikan pada 2 Oktober 2023.", "id", True),
        ("di mana?", "Warga mengungsi di wilayah Demak.", "id", True),
        ("dan di mana?", "Warga mengungsi sejak kemarin.", "id", False),
        ("where?", "They met in the Brest region.", "en", True),
        ("siapa dia?", "Bupati Esti mengungsi ke Demak.", "id", True),
        ("siapa dia?", "Warga mengungsi ke Demak.", "id", False),
        ("who is he?", "Warga mengungsi ke Masjid Agung Demak.", "id", False),
        ("siapa?", "The mayor, Esti Wahyuni, fled to Demak.", "en", True),
        ("who?", "The villagers fled to Demak in Central Java.", "en", False),
        ("kenapa?", "Tanggul jebol akibat hujan deras.", "id", True),
        ("kenapa?", "Menurut Arief, penyebabnya adalah panen yang mundur.", "id", True),
        ("kenapa?", "Pemicu kebakaran itu korsleting listrik.", "id", True),
        ("why?", "Officials gave no reason for the delay.", "en", True),
        ("why?", "The wage rose by three percent.", "en", False),
        ("bagaimana?", "Kereta itu cepat sekali.", "id", True),
    ],
)
def test_what_a_text_may_answer(question: str, text: str, language: str, may: bool) -> None:
    assert may_answer(question, text, language) is may


@pytest.mark.parametrize(
    ("question", "text", "is_answered"),
    [
        ("jam berapa?", "Rapat diundur ke Kamis pukul 10.00 WIB", True),
        ("what time is it?", "The meeting is at 10.00", True),
        ("apa itu?", "Rapat diundur ke Kamis pukul 10.00 WIB", False),
        ("di mana?", "Rapat diadakan di Bandung", True),
        ("jam berapa?", "Rapat diundur", False),
        ("jam berapa bus Transjakarta?", "Rapat diundur ke Kamis pukul 10.00 WIB", False),
        ("siapa presiden?", "Kata Budi Santoso, rapat diundur", False),
        ("terima kasih", "Rapat diundur ke Kamis pukul 10.00 WIB", False),
    ],
)
def test_a_text_that_has_what_words_that_ask_ask_for(question: str, text: str, is_answered: bool) -> None:
    assert is_answered_by(question, text) is is_answered


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("jam berapa?", "asks"),
        ("dan berapa persen?", "asks"),
        ("how many people?", "asks"),
        ("kata siapa?", "asks"),
        ("kalau minggu lalu?", "time"),
        ("and in 2019?", "time"),
        ("Juli 2024?", "time"),
        ("what about last month?", "time"),
        ("upahnya?", "refers"),
        ("berapa jumlah muridnya?", "refers"),
        ("yang selamat?", "refers"),
        ("who owns it?", "refers"),
        ("how old are his children?", "refers"),
        ("kenapa mereka mogok?", "refers"),
        ("where is she today?", "refers"),
        ("upah guru?", ""),
        ("siapa ketua koperasi?", ""),
        ("berita minggu lalu", ""),
        ("hanya hujan di Lumbir?", ""),
        ("Ratna bertanya soal pajak", ""),
        ("is it true that the governor of Lumbir resigned in May?", ""),
    ],
)
def test_a_question_that_says_nothing_without_the_one_before(question: str, kinds: str) -> None:
    found = {"asks": asks_alone(question), "time": names_time_alone(question), "refers": refers_back(question)}
    assert {kind for kind, is_so in found.items() if is_so} - {"asks"} == {kinds} - {"asks", ""}
    assert found["asks"] or kinds != "asks"
    assert continues(question) is bool(kinds)


@pytest.mark.parametrize(
    ("question", "asks"), [("harganya?", True), ("ongkosnya?", True), ("its price?", True), ("ketuanya?", False)]
)
def test_what_is_counted_or_measured_of_something(question: str, asks: bool) -> None:
    assert counts_or_measures(question) is asks
