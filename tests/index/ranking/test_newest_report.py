"""A newer report on a rate goes first, whatever it calls the rate; another fact about the same does not."""

from datetime import date
from pathlib import Path

import pytest

from index.model.records import Verdict
from tests.index.query.times.test_other_answers import SHARED, searching

TARIFF = "untuk golongan I, kata PT"
ARTICLES = [
    ("id", "Mulai Mei Lebih Mahal", date(2026, 4, 2), f"Tarif tol Lewa naik menjadi Rp18.000 {TARIFF} Lewa."),
    ("id", "Kini Rp21.500", date(2026, 11, 10), f"Masuk tol Lewa kini Rp21.500 {TARIFF} Lewa."),
    ("id", "Tol Lewa Macet", date(2026, 11, 20), "Sebanyak 900 mobil terjebak di tol Lewa karena pohon."),
    ("id", "Tarif Tol Wera", date(2026, 11, 22), f"Tarif tol Wera Rp30.000 {TARIFF} Wera."),
    ("id", "Dolar Rp15.100", date(2026, 2, 6), "Kurs rupiah ditutup di Rp15.100 per dolar AS di pasar spot."),
    ("id", "Rupiah Rp15.870", date(2026, 11, 20), "Rupiah ditutup di Rp15.870 per dolar AS di pasar spot."),
    ("id", "Denda Pabrik", date(2026, 11, 24), "Hakim mendenda pabrik Rp 90 miliar, atau 5,6 juta dolar AS."),
    ("en", "Bank waits", date(2026, 5, 7), "Norland held its benchmark rate at 3.25 percent after a meeting."),
    ("en", "Norland acts", date(2026, 11, 5), "Norland cut it to 3 percent after a meeting of the bank."),
]


@pytest.mark.parametrize(
    ("question", "newest", "verdict"),
    [
        ("tarif tol Lewa sekarang", 1, Verdict.FOUND),
        ("tarif tol Lewa hari ini", 1, Verdict.WEAK),
        ("tarif tol Lewa", 1, Verdict.FOUND),
        ("kurs rupiah terkini", 5, Verdict.FOUND),
        ("rupiah sekarang", 5, Verdict.FOUND),
        ("rupiah hari ini", 5, Verdict.WEAK),
        ("berapa dolar sekarang?", 5, Verdict.FOUND),
        ("kurs dolar AS hari ini", 5, Verdict.WEAK),
        ("Norland benchmark rate now", 8, Verdict.FOUND),
    ],
)
def test_the_newest_report_on_a_rate_goes_first(
    tmp_path: Path, question: str, newest: int, verdict: Verdict
) -> None:
    with searching(tmp_path, ARTICLES) as search:
        answer = search.ask(question, SHARED)
    _, _, day, text = ARTICLES[newest]
    assert (answer.quotes[0].text, answer.verdict) == (text, verdict)
    assert answer.newest_before == (day if verdict is Verdict.WEAK else None)


@pytest.mark.parametrize("question", ["rupiah Desember 2026", "kurs dolar November 2024", "dolar tahun 2023"])
def test_a_sum_of_money_is_no_rate_of_its_currency(tmp_path: Path, question: str) -> None:
    with searching(tmp_path, ARTICLES) as search:
        answer = search.ask(question, SHARED)
    assert answer.verdict is not Verdict.FOUND
    assert all(quote.text != ARTICLES[6][3] for quote in answer.quotes[:1])


def test_a_newer_report_that_quotes_the_holder_of_an_office_is_no_newer_answer(tmp_path: Path) -> None:
    articles = [
        ("id", "Bank Lewa", date(2026, 3, 1), "Gubernur Bank Lewa, Sari Utami, menahan bunga di 3 persen."),
        ("id", "Bank Lewa lagi", date(2026, 11, 1), "Bank Lewa menahan bunga di 4 persen, kata gubernur bank."),
    ]
    with searching(tmp_path, articles) as search:
        assert "Sari Utami" in search.ask("siapa gubernur Bank Lewa?", SHARED).quotes[0].text
