import pytest

from index.model.records import Span
from index.query.expected.places import has_place
from index.query.expected.reasons import LIKELY, SURE, reason


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Pasar tutup karena banjir.", "id", SURE),
        ("Pemicunya arus pendek, kata polisi.", "id", SURE),
        ("Kereta berhenti setelah rel patah.", "id", LIKELY),
        ("Pasar tutup sejak Senin.", "id", 0.0),
        ("Sebabak permainan selesai.", "id", 0.0),
        ("The mayor was blamed for the flood.", "en", SURE),
        ("The bridge fell after days of rain.", "en", LIKELY),
        ("The bridge fell on Monday.", "en", 0.0),
        ("Поезд остановили из-за снега.", "ru", SURE),
        ("Toget stod fordi strømmen var borte.", "no", SURE),
        ("因为下雨，比赛取消了。", "zh", SURE),
    ],
)
def test_a_reason_is_stated_by_its_words(text: str, language: str, expected: float) -> None:
    assert reason(text, language) == expected


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Empat orang tewas akibat jebolnya tanggul.", "jebolnya", 0.0),
        ("Empat orang tewas akibat jebolnya tanggul.", "tewas", SURE),
        ("Kios tutup setelah pasar terbakar.", "pasar", 0.0),
    ],
)
def test_a_cause_of_something_else_is_no_reason(text: str, asked: str, expected: float) -> None:
    start = text.index(asked)
    assert reason(text, "id", [Span(start, start + len(asked))]) == expected


@pytest.mark.parametrize(
    ("text", "said", "language", "expected"),
    [
        ("Korban dirawat di RSUD Lumbir.", {"korban"}, "id", True),
        ("Warga mengungsi ke balai desa Rejosari.", {"warga"}, "id", True),
        ("Warga mengungsi sejak pagi.", {"warga"}, "id", False),
        ("Pasar di Lumbir tutup.", {"lumbir"}, "id", False),
        ("The team trained in Penhollow.", {"team"}, "en", True),
        ("The team trained hard.", {"team"}, "en", False),
        ("Где-то далеко.", set(), "ru", True),
    ],
)
def test_a_place_is_a_name_that_the_question_does_not_say(
    text: str, said: set[str], language: str, expected: bool
) -> None:
    assert has_place(text, said, language) is expected
