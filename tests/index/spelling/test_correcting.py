"""Questions with typing errors, and questions whose words only look like errors."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.quotes.correction import Correction
from index.model.records import SHARED, Answer, Credits, Verdict
from index.retrieval.bm25 import ENGINES
from index.retrieval.location import IndexLocation
from tests.fakes import FakeEmbedder
from tests.opensearch.places import opensearch_location

CHAT, OTHER = "chat:1", "chat:2"
SEEN_IN_CHAT = frozenset({SHARED, CHAT})
ARTICLES = (
    ("Harga beras naik", "Harga beras premium mencapai Rp 16.000 sekilo di Pasar Wringin.\nPedagang mengeluh."),
    ("Pelatih baru", "Patrick Kluivert melatih tim nasional Indonesia selama sembilan bulan.\nIa kini pulang."),
    ("Gubernur dilantik", "Gubernur Provinsi Jawa Barat dilantik di istana pada Kamis.\nHujan turun."),
    ("Kebakaran di Lumbir", "Petugas menyelidiki kebakaran gudang di Lumbir sejak pagi.\nTidak ada korban."),
    ("Laga di Skotlandia", "Tim tamu mengalahkan Skotlandia 2-0 di Glasgow.\nPenonton bersorak."),
)


@pytest.fixture(params=sorted(ENGINES))
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    place = (
        opensearch_location(tmp_path) if request.param == "opensearch" else nullcontext(IndexLocation(tmp_path))
    )
    with (
        place as location,
        open_library(
            LibraryConfig(tmp_path / "kutip.db", tmp_path, request.param, cluster=location.cluster)
        ) as opened,
    ):
        add(opened, ARTICLES, SHARED)
        yield opened


def add(library: Library, articles: Sequence[tuple[str, str]], name: str) -> None:
    for title, text in articles:
        assert list(library.add_text(text, "message", Credits(title=title, language="id"), name))


def corrected(answer: Answer) -> dict[str, str]:
    return {one.typed: one.shown for one in answer.corrections}


@pytest.mark.parametrize(
    ("question", "shown", "first"),
    [
        ("brapa harga beas premum?", {"brapa": "berapa", "beas": "beras", "premum": "premium"}, "Rp 16.000"),
        ("siapa pelatih tim nasional Indonesa", {"Indonesa": "Indonesia"}, "Kluivert"),
        ("siapa gubernur propinsi Jawa Barat", {"propinsi": "Provinsi"}, "istana"),
        ("kebakarn di Lumbir", {"kebakarn": "kebakaran"}, "gudang"),
        ("siapa mengalahkan Scotlandia", {"Scotlandia": "Skotlandia"}, "2-0"),
    ],
)
def test_what_was_typed_wrongly_is_corrected_and_said(
    library: Library, question: str, shown: dict[str, str], first: str
) -> None:
    answer = library.ask(question)
    assert corrected(answer) == shown
    assert answer.question == question
    assert first in answer.quotes[0].text


def test_the_quote_marks_the_corrected_word(library: Library) -> None:
    quote = library.ask("harga premum").quotes[0]
    assert "premium" in [quote.paragraph.text[start:end] for start, end in quote.words]


@pytest.mark.parametrize(
    "question",
    [
        "harga beras",  # nothing is wrong
        "harga beras 16.001",  # a number
        "harga beras F-17",
        "siapa melatih tim nasional Indonesia?",
    ],
)
def test_words_of_the_library_and_numbers_are_not_corrected(library: Library, question: str) -> None:
    assert not library.ask(question).corrections


def test_a_name_is_not_taken_for_another_word(library: Library) -> None:
    assert not library.ask("siapa Bambang Gudani?").corrections  # the library has "gudang"
    assert not library.ask("di mana Pasir Hujin?").corrections  # and "hujan"


def test_a_word_that_the_embedder_knows_is_no_error(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    with open_library(LibraryConfig(tmp_path / "kutip.db", tmp_path, "disk", embedder)) as library:
        add(library, ARTICLES, SHARED)
        assert corrected(library.ask("harga premum")) == {"premum": "premium"}
        embedder.known.add("premum")
        assert not library.ask("harga premum").corrections


def test_a_refusal_names_the_word_as_it_was_typed(library: Library) -> None:
    answer = library.ask("siapa presiden Perancix?")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.corrections
    assert "Perancix" in answer.unknown_words


def test_a_correction_shows_no_word_of_another_chat(library: Library) -> None:
    add(library, [("Rahasia", "Harga kopi arabika rahasia di gudang.\nSelesai.")], OTHER)
    assert not library.ask("harga kopi arabka", SEEN_IN_CHAT).corrections
    assert not library.ask("harga kopi arabka").corrections
    assert corrected(library.ask("harga kopi arabka", frozenset({OTHER}))) == {"arabka": "arabika"}


def test_a_correction_survives_in_a_stored_answer(library: Library) -> None:
    answer = library.ask("harga premum")
    loaded = library.answers.load(library.answers.save(answer, CHAT), CHAT, frozenset({SHARED}))
    assert loaded is not None
    assert loaded.corrections == answer.corrections == (Correction("premum", "premium"),)


@pytest.mark.parametrize("place", ["semarang", "pati", "sudan"])
def test_a_place_is_not_corrected_to_a_word_of_time_or_another_function_word(library: Library, place: str) -> None:
    answer = library.ask(f"harga beras {place}")
    assert place not in corrected(answer)
    assert answer.verdict is not Verdict.FOUND


@pytest.mark.parametrize(
    ("typed", "shown"), [("sekarag", "sekarang"), ("sekrang", "sekarang"), ("brapa", "berapa")]
)
def test_a_slip_in_a_function_word_is_corrected(library: Library, typed: str, shown: str) -> None:
    assert corrected(library.ask(f"{typed} harga beras")) == {typed: shown}


@pytest.mark.parametrize("question", ["nasional latoh", "kebakaran selodik"])
def test_a_word_is_not_corrected_to_a_longer_form_of_a_root_that_is_one_slip_away(
    library: Library, question: str
) -> None:
    assert not library.ask(question).corrections  # to "melatih" and "menyelidiki"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("pasur", Verdict.WEAK),  # may be "pasir" as well as "pasar"
        ("betas", Verdict.WEAK),
        ("penobton", Verdict.FOUND),
        ("pasur wringin", Verdict.FOUND),
    ],
)
def test_a_corrected_word_alone_is_a_guess_unless_it_is_long_and_one_slip_away(
    library: Library, question: str, verdict: Verdict
) -> None:
    answer = library.ask(question)
    assert answer.corrections
    assert answer.verdict is verdict
