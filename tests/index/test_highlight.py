import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.highlight import mark, split_sentences
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


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Kata dr. Budi, harga naik 2.5 persen. Warga protes.", "id", 2),
        ("Он сказал 😀 в 2022 г. в Москве. Это всё.", "ru", 2),
        ("今天下雨。明天晴天。", "zh", 2),
        ("Tanpa akhir", "xx", 1),
    ],
)
def test_sentences_end_where_they_end(text: str, language: str, count: int) -> None:
    assert len(split_sentences(text, language)) == count


@given(st.text(min_size=1), st.sampled_from(["id", "en", "ru", "zh", "und", ""]))
def test_sentences_are_parts_of_the_text_in_order(text: str, language: str) -> None:
    end = 0
    spans = split_sentences(text, language)
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    if text.strip():
        assert {c for c in text if c.isalnum()} == {c for s in spans for c in text[slice(*s)] if c.isalnum()}
