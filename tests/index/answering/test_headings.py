"""Headings are searched and shown with the paragraphs below them, and never quoted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.records import SHARED, Answer, Verdict

HERE = frozenset({SHARED})
ARTICLE = """---
title: Perahu Lumbir berangkat lagi
language: id
---
Perahu berangkat lagi dari Lumbir setelah dermaga dibuka, kata syahbandar.

## Tarif

| Penumpang | Sekali jalan | Pulang pergi |
| --- | --- | --- |
| Dewasa | 12 ribu | 20 ribu |
| Anak | 6 ribu | 10 ribu |

## Bagasi

Setiap orang boleh membawa 20 kilogram.

## Pembatalan

Uang dikembalikan separuhnya.
"""
PROSE = """Kapal Karam di Krajan

Sebuah kapal karam di Krajan pada Senin. Semua penumpang selamat.

Pemilik kapal mengganti harga tiket sekali jalan kepada mereka.
"""


@pytest.fixture(params=["disk", "memory"])
def ferry(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Library]:
    with open_configured_library(replace(settings, kutip_engine=request.param)) as opened:
        for name, text in (("a.md", ARTICLE), ("b.txt", PROSE)):
            list(opened.add_bytes(text.encode(), name, SHARED))
        yield opened


def first(answer: Answer) -> str:
    return answer.quotes[0].text if answer.quotes else ""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("berapa bagasi di perahu Lumbir?", "Setiap orang boleh membawa 20 kilogram."),
        ("pembatalan", "Uang dikembalikan separuhnya."),
        ("tarif pulang pergi anak", "Anak · 6 ribu · 10 ribu"),
        ("tarif dewasa sekali jalan", "Dewasa · 12 ribu · 20 ribu"),
        ("harga tiket kapal yang karam", "Pemilik kapal mengganti harga tiket sekali jalan kepada mereka."),
    ],
)
def test_a_paragraph_is_found_by_the_words_above_it(ferry: Library, question: str, text: str) -> None:
    answer = ferry.ask(question)
    assert (answer.verdict, first(answer)) == (Verdict.FOUND, text)


def test_the_words_above_a_quote_are_reported_and_not_marked(ferry: Library) -> None:
    quote = ferry.ask("berapa kilogram bagasi?").quotes[0]
    assert [match.text for match in quote.match_report.in_heading] == ["bagasi"]
    assert [match.text for match in quote.match_report.matched] == ["kilogram"]
    assert quote.match_report.missing == ()
    assert [quote.paragraph.text[start:end] for start, end in quote.words] == ["kilogram"]
    assert "".join(piece.text for piece in quote.pieces()) == "Setiap orang boleh membawa 20 kilogram."
    assert quote.paragraph.heading == "Bagasi"


@pytest.mark.parametrize("question", ["tarif", "bagasi", "pembatalan", "penumpang sekali jalan pulang pergi"])
def test_no_heading_is_quoted(ferry: Library, question: str) -> None:
    texts = [quote.text for quote in ferry.ask(question).quotes]
    assert texts
    assert not {"Tarif", "Bagasi", "Pembatalan", "Penumpang · Sekali jalan · Pulang pergi"} & set(texts)


def test_words_of_a_title_alone_still_justify_no_quote(ferry: Library) -> None:
    assert all("Lumbir" in quote.text for quote in ferry.ask("Lumbir").quotes)


def test_an_answer_that_is_opened_again_has_its_headings(ferry: Library) -> None:
    answer = ferry.ask("berapa kilogram bagasi?")
    opened = ferry.answers.load(ferry.answers.save(answer, "chat:1"), "chat:1", HERE)
    assert opened is not None
    assert opened.quotes == answer.quotes
