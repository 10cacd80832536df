"""The holder of an office in one country is no answer about another country, in either language."""

from collections.abc import Iterator

import pytest

from index.answering.certainty.unstated import is_of_another_country, lacks_office_across
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict
from index.query.parsing import parse
from index.ranking.candidates import Candidates

TEXTS = (
    ("id", "Kenya Kalahkan Peru 2-0", "Pelatih Joko Wira memuji lini tengah timnya."),
    (
        "id",
        "Kunjungan Menlu Jerman",
        "Menteri Luar Negeri Jerman Anna Vogt tiba di Lumbir.\n\nIa bicara soal Chile.",
    ),
    (
        "en",
        "Summit in Lumbir",
        "Peruvian President Rosa Quispe met Prime Minister Ole Dahl for talks on Kenya.",
    ),
    ("en", "Harbour deal", "The deal was signed by the Governor of the Bank of Kenya Jane Otieno."),
    ("id", "Presiden Chile Dilantik", "Ana Rojas dilantik di Chile pada 3 Mei 2027.\n\nHujan turun di Lumbir."),
    ("id", "Lowongan", "Presiden Direktur PT Wira Joko Dewa mundur, lalu pindah ke Kenya."),
)
OTHERS = (
    "coach of peru",
    "who is the coach of Peru",
    "peruvian coach",
    "pelatih peru",
    "president of kenya",
    "kenyan president",
    "presiden kenya",
    "siapa presiden kenya",
    "prime minister of kenya anna",
    "chilean foreign minister",
    "menteri luar negeri chile",
    "governor of the bank of peru",
    "king of kenya",
)
HOLDERS = (
    ("coach of kenya", "Joko Wira"),
    ("pelatih kenya", "Joko Wira"),
    ("peruvian president", "Rosa Quispe"),
    ("menteri luar negeri jerman", "Anna Vogt"),
    ("governor of the bank of kenya", "Jane Otieno"),
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for language, title, text in TEXTS:
            assert list(opened.add_text(text, "message", Credits(title=title, language=language), SHARED))
        yield opened


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("siapa presiden Chile?", False),  # the title has the office
        ("siapa ketua Chile?", True),
        ("kapan Chile jadi ketua forum?", False),  # asks for no holder
        ("siapa presiden Nepal?", True),  # nothing is told of Nepal
    ],
)
def test_an_office_that_a_paragraph_does_not_name(library: Library, question: str, is_other: bool) -> None:
    parsed = parse(question, ("id", "en"), None)
    candidates = Candidates(library._store, frozenset({SHARED}), parsed)
    candidates.add([paragraph.id for paragraph in library.article(len(TEXTS) - 1)[1]])
    assert is_of_another_country(parsed, next(iter(candidates))) is is_other


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("who is the mayor of Lumbir?", True),
        ("mayor of Lumbir", True),
        ("who is the president of Lumbir?", False),
        ("when did the mayor come to Lumbir?", False),
    ],
)
def test_an_office_that_a_paragraph_in_another_language_does_not_name(question: str, lacks: bool) -> None:
    with open_library(LibraryConfig()) as library:
        stated = Credits(title="Hujan di Lumbir", language="id")
        assert list(library.add_text("Presiden Ana Rojas tiba di Lumbir.", "message", stated, SHARED))
        parsed = parse(question, ("id",), None)
        candidates = Candidates(library._store, frozenset({SHARED}), parsed)
        candidates.add([paragraph.id for paragraph in library.article(1)[1]])
        assert lacks_office_across(parsed, next(iter(candidates))) is lacks


@pytest.mark.parametrize("question", OTHERS)
def test_the_office_of_another_country_is_not_found(library: Library, question: str) -> None:
    assert library.ask(question).verdict is not Verdict.FOUND


@pytest.mark.parametrize(("question", "name"), HOLDERS)
def test_the_office_of_the_country_asked_about_is_found(library: Library, question: str, name: str) -> None:
    answer = library.ask(question)
    assert (answer.verdict, name in answer.quotes[0].text) == (Verdict.FOUND, True)


def test_the_holder_without_a_country_goes_before_that_of_another_country() -> None:
    texts = (
        "The Kenya coach, Ole Dahl, said his players were tired after the first half of the match in Lumbir.",
        "Rosa said she would play on. Her coach, Ana Rojas, said a place should be kept for her next year.",
    )
    with open_library(LibraryConfig()) as library:
        stated = Credits(title="Peru beat Kenya", language="en")
        assert list(library.add_text("\n\n".join(texts), "message", stated, SHARED))
        assert "Ana Rojas" in library.ask("who is the coach of Peru?").closest.quotes[0].text
