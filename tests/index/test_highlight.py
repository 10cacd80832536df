from index.highlight import mark
from index.models import Span


def test_the_sentence_with_the_most_of_the_question_is_marked() -> None:
    text = "Hujan turun. Warga sepakat membangun tanggul. Tanggul itu tinggi."
    marks = mark(text, "id", {"tanggul": 1.0, "sepakat": 2.0})
    assert text[slice(*marks.sentence)] == "Warga sepakat membangun tanggul."
    assert [text[slice(*word)] for word in marks.words] == ["sepakat", "tanggul", "Tanggul"]


def test_a_word_said_twice_counts_once() -> None:
    text = "Kota, kota, kota. Tanggul kota."
    assert text[slice(*mark(text, "id", {"kota": 1.0, "tanggul": 0.5}).sentence)] == "Tanggul kota."


def test_of_equal_sentences_the_first_is_marked() -> None:
    assert mark("Kota satu. Kota dua.", "id", {"kota": 1.0}).sentence == Span(0, 10)
