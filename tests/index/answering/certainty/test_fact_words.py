"""A word for a kind of fact, as "price" is, says nothing about whose price is asked for."""

from collections.abc import Iterator

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict

TEXTS = (
    ("Pasar Lumbir", "Harga pupuk di Lumbir mencapai 200 rupiah per kilo sejak hujan turun di lembah."),
    ("Rapat Wringin", "Bupati Sari Dewi membuka rapat di balai desa yang baru saja selesai dibangun warga."),
    ("Panen", "Warga memanen kelapa di tepi sungai, lalu menjemurnya selama dua hari sebelum hujan."),
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for title, text in TEXTS:
            assert list(opened.add_text(text, "message", Credits(title=title, language="id"), SHARED))
        yield opened


@pytest.mark.parametrize(
    "question", ["harga kelapa", "harga kelapa sekarang", "bupati balikpapan", "siapa bupati magelang"]
)
def test_a_quote_with_nothing_but_the_kind_of_fact_is_no_weak_answer(library: Library, question: str) -> None:
    assert library.ask(question).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("question", ["harga pupuk", "bupati", "rapat balikpapan"])
def test_a_quote_with_more_of_a_short_question_is_one(library: Library, question: str) -> None:
    assert library.ask(question).verdict is not Verdict.NOT_FOUND
