"""Of the words of a kind, those are left out that are told of something else than the question's."""

import pytest

from index.answering.answer_words.fitting import asks_about, fitting
from index.model.features import Features, MatchReport
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph, Quote, Span
from index.query.answer_kinds.kinds import AnswerKind
from index.query.parsing import parse

HURT = "Polisi mencatat 120 warga mengalami luka ringan dan 30 orang masih hilang."
MINISTERS = (
    "Menteri Keuangan Lumbir Rina Wardani menemui Presiden Lumbir Agus Malik. Gubernur Intan Sari menyusul."
)
LEFT = "By Monday only 41 of the 90 families stayed, and 7 people were rescued."


def quote(text: str, *matched: str, language: str) -> Quote:
    words = tuple(Span(text.index(one), text.index(one) + len(one)) for one in matched)
    article = Article(id=1, library="shared", paragraph_count=1, title="T", language=language)
    whole = Span(0, len(text))
    report = MatchReport((), (), (), 1.0, Features())
    return Quote(article, Paragraph(1, 1, 1, text), whole, Late.known((whole, words)), 1.0, report)


def texts(question: str, kind: AnswerKind, text: str, *matched: str, language: str = "id") -> list[str]:
    parsed = parse(question, (language,), None)
    found = fitting(parsed, quote(text, *matched, language=language), kind, frozenset(question.lower().split()))
    return [text[slice(*span)] for span in found.fitting]


@pytest.mark.parametrize(
    ("question", "matched", "expected"),
    [
        ("Berapa orang masih hilang", ["hilang"], ["30 orang"]),
        ("brp org hilang", ["hilang"], ["30 orang"]),
        ("Berapa warga luka", ["luka"], ["120 warga"]),
        ("Berapa warga dicatat", ["mencatat"], ["120 warga"]),
        ("Berapa orang di Lumbir", [], ["120 warga", "30 orang"]),
    ],
)
def test_of_several_numbers_of_people_that_beside_the_words_of_the_question_fits(
    question: str, matched: list[str], expected: list[str]
) -> None:
    assert texts(question, AnswerKind.NUMBER, HURT, *matched) == expected


def test_a_part_of_a_number_that_fits_fits_as_well() -> None:
    assert texts("How many families stayed", AnswerKind.NUMBER, LEFT, "stayed", language="en") == [
        "41",
        "90 families",
    ]


def test_numbers_of_anything_but_people_are_left_as_they_are() -> None:
    text = "Danau seluas 7 hektare itu dikelilingi 12 hektare hutan."
    assert texts("Berapa hektare hutan", AnswerKind.NUMBER, text, "hutan") == ["7 hektare", "12 hektare"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("siapa menkeu lumbir", ["Menteri Keuangan Lumbir Rina Wardani"]),
        ("siapa presiden lumbir", ["Agus Malik"]),
        ("siapa gubernur", ["Intan Sari"]),
        (
            "siapa yang menyusul",
            ["Menteri Keuangan Lumbir Rina Wardani", "Presiden Lumbir Agus Malik", "Gubernur Intan Sari"],
        ),
    ],
)
def test_the_holder_of_another_office_is_no_answer(question: str, expected: list[str]) -> None:
    assert texts(question, AnswerKind.NAME, MINISTERS) == expected


def test_offices_in_two_languages_are_not_compared() -> None:
    text = "Minister Rina Wardani met President Agus Malik."
    found = texts("siapa presiden", AnswerKind.NAME, text, language="en")
    assert found == ["Minister Rina Wardani", "President Agus Malik"]


@pytest.mark.parametrize(
    ("question", "is_about"),
    [
        ("siapa rina wardani", True),
        ("Siapa Malik?", True),
        ("siapa gubernur", False),
        ("siapa yang ditemui rina wardani", False),
        ("siapa", False),
    ],
)
def test_whoever_is_asked_about_is_not_the_answer(question: str, is_about: bool) -> None:
    asked = parse(question, ("id",), None)
    assert asks_about(asked, quote(MINISTERS, language="id")) is is_about
