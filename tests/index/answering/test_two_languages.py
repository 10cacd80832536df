"""A library in two languages, and articles about the same event."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.answering.certainty.events import report_same_event
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Article, Credits


@pytest.fixture
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for language, text in (
            ("id", "Banjir Rejosari\n\nWarga Rejosari membangun tanggul setelah banjir besar."),
            ("en", "Dam of Rejosari\n\nThe people of Rejosari built a new dam of stone."),
        ):
            assert list(opened.add_text(text, "message", Credits(title="", language=language), SHARED))
        yield opened


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("who built the dam of Rejosari?", {"en": 0.0, "id": 1.0}),
        ("siapa yang membangun tanggul Rejosari?", {"en": 1.0, "id": 0.0}),
        ("Rejosari 1 2", {"en": 0.0, "id": 0.0}),
    ],
)
def test_each_paragraph_is_in_the_language_of_the_question_or_in_another(
    library: Library, question: str, other: dict[str, float]
) -> None:
    answer = library.rank(question, frozenset({SHARED}), 10)
    found = {str(quote.article.language): quote.match_report.features.other_language for quote in answer.quotes}
    assert found == other


def article(number: int, title: str, published: date | None) -> Article:
    return Article(id=number, library=SHARED, paragraph_count=1, title=title, published=published, language="id")


@pytest.mark.parametrize(
    ("title", "published", "is_same"),
    [
        ("Tanggul Rejosari jebol, 7 tewas", date(2026, 1, 22), True),
        ("Korban tanggul Rejosari jebol bertambah", date(2026, 1, 24), True),
        ("Tanggul Rejosari jebol lagi", date(2026, 5, 1), False),
        ("Harga beras di Rejosari naik", date(2026, 1, 22), False),
        ("Tanggul Rejosari jebol, 7 tewas", None, False),
    ],
)
def test_articles_report_the_same_event_if_their_titles_and_days_are_near(
    title: str, published: date | None, is_same: bool
) -> None:
    first = article(1, "Tanggul Kali Rejosari jebol, tujuh orang tewas", date(2026, 1, 22))
    assert report_same_event(first, article(2, title, published)) is is_same
    assert report_same_event(first, first)
