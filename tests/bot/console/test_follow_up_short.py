"""A short question is asked of the article quoted before, if it says not of what it asks."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.console.follow_up import ask
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits

# The newest first: asked alone, each question is answered by another article than that on the handball match.
ARTICLES = {
    ("Lumbir tundukkan Panjer", date(2026, 3, 1)): "Lumbir menundukkan Panjer 24-20 di Stadion Wergu.\n\n"
    "Gol terakhir dicetak Sari Utami.\n\nWasit menit terakhir diprotes pelatih Panjer.\n\nKurs karcis Rp 10.000.",
    (
        "Wringin menang telak",
        date(2026, 5, 1),
    ): "Wringin menang 30-18 di Stadion Kalibening, kata panitia di stadion.\n\n"
    "Gol terakhir dicetak Rina Dewi.\n\nProtes wasit ditolak.",
    ("Kurs karcis naik", date(2026, 6, 1)): "Kurs karcis pertandingan naik menjadi Rp 15.000.",
}


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for (title, day), text in ARTICLES.items():
            list(opened.add_text(text, "message", Credits(title=title, published=day, language="id"), SHARED))
        yield opened


@pytest.mark.parametrize(
    ("question", "is_followed"),
    [
        ("siapa yang cetak gol?", True),
        ("di stadion mana?", True),
        ("ditolak?", False),  # another article alone says it
        ("skor Wringin?", False),  # names another side
        ("kurs karcis", False),  # no question, and what another article is about
    ],
)
def test_a_question_that_another_article_answers_as_well(
    library: Library, question: str, is_followed: bool
) -> None:
    before = library.ask("Lumbir Panjer")
    asked = ask(library, question, before)
    assert (asked.followed is not None) is is_followed
    assert asked.answer.quotes
    assert (asked.answer.quotes[0].article.id == 1) is is_followed


def test_a_question_that_repeats_what_was_asked_is_asked_of_all(library: Library) -> None:
    before = library.ask("karcis Lumbir")
    asked = ask(library, "karcis?", before)
    assert asked.followed is None
