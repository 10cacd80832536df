import pytest

from index.answering.highlight import Wanted, mark
from index.model.records import Span
from index.query.answer_type import AskedKind, Kind


def test_the_sentence_with_the_most_of_the_question_is_marked() -> None:
    text = "Hujan turun. Warga sepakat membangun tanggul. Tanggul itu tinggi."
    marks = mark(text, "id", Wanted({"tanggul": 1.0, "sepakat": 2.0}))
    assert text[slice(*marks.sentence)] == "Warga sepakat membangun tanggul."
    assert [text[slice(*word)] for word in marks.words] == ["sepakat", "tanggul", "Tanggul"]


def test_a_word_said_twice_counts_once() -> None:
    text = "Kota, kota, kota. Tanggul kota."
    assert text[slice(*mark(text, "id", Wanted({"kota": 1.0, "tanggul": 0.5})).sentence)] == "Tanggul kota."


def test_of_equal_sentences_the_first_is_marked() -> None:
    assert mark("Kota satu. Kota dua.", "id", Wanted({"kota": 1.0})).sentence == Span(0, 10)


TEXT = "Rapat membahas korban banjir. Kata Budi Santoso, jumlahnya naik. Jumlahnya 27 orang. Rapat itu pada Senin."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (None, "Rapat membahas korban banjir."),
        (Kind.NAME, "Kata Budi Santoso, jumlahnya naik."),
        (Kind.NUMBER, "Jumlahnya 27 orang."),
        (Kind.TIME, "Rapat itu pada Senin."),
    ],
)
def test_of_sentences_alike_in_words_the_one_with_the_kind_asked_for_is_marked(
    kind: Kind | None, sentence: str
) -> None:
    weights = {"rapat": 1.0, "jumlah": 1.0}
    asked = AskedKind(kind, frozenset()) if kind else None
    assert TEXT[slice(*mark(TEXT, "id", Wanted(weights, asked)).sentence)] == sentence


def test_where_words_say_nothing_the_nearest_part_decides() -> None:
    text = " ".join(f"Kalimat nomor {number} ini cukup panjang untuk dihitung juga." for number in range(10, 24))
    first = mark(text, "id", Wanted({})).sentence
    last = mark(text, "id", Wanted({}), part=2).sentence
    assert (first.start, text[: last.start].count(".") > 8) == (0, True)
