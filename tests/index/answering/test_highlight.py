import pytest

from index.answering.highlight import mark
from index.model.records import Span
from index.query.answer_type import AnswerType, ExpectedAnswer


def test_the_sentence_with_the_largest_share_of_the_question_is_marked() -> None:
    text = "Hujan turun. Warga sepakat membangun tanggul. Tanggul itu tinggi."
    marks = mark(text, "id", {"tanggul": 1.0, "sepakat": 2.0})
    assert text[slice(*marks.sentence)] == "Warga sepakat membangun tanggul."
    assert [text[slice(*word)] for word in marks.words] == ["sepakat", "tanggul", "Tanggul"]


def test_a_word_counts_once_in_a_sentence() -> None:
    text = "Kota, kota, kota. Tanggul kota."
    assert text[slice(*mark(text, "id", {"kota": 1.0, "tanggul": 0.5}).sentence)] == "Tanggul kota."


def test_the_first_of_equal_sentences_is_marked() -> None:
    assert mark("Kota satu. Kota dua.", "id", {"kota": 1.0}).sentence == Span(0, 10)


TEXT = "Rapat membahas korban banjir. Kata Budi Santoso, jumlahnya naik. Jumlahnya 27 orang. Rapat itu pada Senin."


@pytest.mark.parametrize(
    ("type_", "sentence"),
    [
        (None, "Rapat membahas korban banjir."),
        (AnswerType.NAME, "Kata Budi Santoso, jumlahnya naik."),
        (AnswerType.NUMBER, "Jumlahnya 27 orang."),
        (AnswerType.TIME, "Rapat itu pada Senin."),
    ],
)
def test_the_expected_type_of_answer_decides_between_sentences_with_equal_words(
    type_: AnswerType | None, sentence: str
) -> None:
    weights = {"rapat": 1.0, "jumlah": 1.0}
    expected = ExpectedAnswer(type_, frozenset()) if type_ else None
    assert TEXT[slice(*mark(TEXT, "id", weights, expected).sentence)] == sentence


def test_the_nearest_part_decides_if_no_word_matches() -> None:
    text = " ".join(f"Kalimat nomor {number} ini cukup panjang untuk dihitung juga." for number in range(10, 24))
    first = mark(text, "id", {}).sentence
    last = mark(text, "id", {}, part=2).sentence
    assert (first.start, text[: last.start].count(".") > 8) == (0, True)
