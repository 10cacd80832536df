"""An answer is found only if it has what the question cannot do without."""

from collections.abc import Iterator

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict

TEXTS = (
    "Gempa Lumbir\n\nGempa mengguncang Lumbir pada Senin pukul 23.47.\n\nRumah di Lumbir rusak.",
    "Pasar Semanding\n\nPedagang Semanding menutup kios.\n\nKios ditutup karena pajak naik, kata pedagang.",
    "Banjir Wringin\n\nEmpat orang tewas dalam banjir di Wringin, kata Bupati Wringin Sari Dewi.",
    "Halte Kota\n\nKoridor 11 dibuka pada 2011 dengan 16 halte.\n\nKoridor 9 dibuka pada 2010.",
    "Rapat Desa\n\nTingkat kehadiran rapat desa Kemuning terendah sejak 2010.",
    "Gula Naik\n\nHarga gula naik tajam pada Senin.\n\nKenaikan gula didorong panen yang gagal.",
    "Penahanan\n\nKejaksaan menahan Juragan Karta dalam kasus suap lumbung.",
    "Kabar Senin\n\nPengacara Karta, Ole Dahl, berkata sidang Karta soal lumbung Karta belum selesai.\n\n"
    "Menurut jaksa Rosa Quispe, uang itu sudah dibagi.",
    "Kuota Pupuk\n\nKuota pupuk Wringin ditetapkan 200 ton.",
    "Badai Kemiri\n\nBadai merusak 14 rumah. Perahu nelayan ikut rusak, perahu dagang tidak.\n\n"
    "Menurut catatan petugas hingga Minggu malam, gelombang menghancurkan 33 perahu.",
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for text in TEXTS:
            assert list(opened.add_text(text, "message", Credits(title="", language="id"), SHARED))
        yield opened


def verdict(library: Library, question: str) -> Verdict:
    return library.rank(question, frozenset({SHARED}), 5).verdict


@pytest.mark.parametrize(
    "question",
    [
        "mengapa kehadiran rapat desa Kemuning rendah?",
        "kenapa gempa mengguncang Lumbir?",
        "kok pedagang Kemuning rapat?",
        "berapa korban gempa Lumbir?",
        "berapa penumpang banjir Wringin?",
        "kapan koridor 16 dibuka?",
        "berapa halte koridor 10?",
        "berapa kuota pupuk Lumbir?",
        "berapa kuota pupuk Penhollow?",
        "berapa pajak pedagang Semanding?",
        "kapan pedagang Semanding menutup kios?",
        "berapa orang tewas dalam banjir di Semanding?",
    ],
)
def test_an_answer_without_what_is_asked_is_not_found(library: Library, question: str) -> None:
    assert verdict(library, question) is not Verdict.FOUND


@pytest.mark.parametrize(
    "question",
    [
        "kenapa pedagang menutup kios?",
        "kenapa karta ditahan?",
        "berapa orang tewas dalam banjir di Wringin?",
        "kapan koridor 11 dibuka?",
        "koridor 9 dibuka kapan?",
        "berapa kuota pupuk Wringin?",
    ],
)
def test_an_answer_with_what_is_asked_is_found(library: Library, question: str) -> None:
    assert verdict(library, question) is Verdict.FOUND


def test_the_paragraph_that_states_the_reason_goes_first(library: Library) -> None:
    answer = library.rank("kenapa kios pedagang Semanding ditutup?", frozenset({SHARED}), 5)
    assert "karena pajak naik" in answer.quotes[0].paragraph.text
    answer = library.rank("kenapa gula naik?", frozenset({SHARED}), 5)
    assert "panen" in answer.quotes[0].paragraph.text
    assert answer.verdict is Verdict.FOUND


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("berapa perahu?", "33"),
        ("berapa perahu di Kemiri?", "33"),
        ("berapa rumah di Kemiri?", "14"),
    ],
)
def test_the_paragraph_that_counts_what_is_asked_goes_first(library: Library, question: str, number: str) -> None:
    assert number in library.rank(question, frozenset({SHARED}), 5).quotes[0].paragraph.text


@pytest.mark.parametrize(
    ("question", "name"),
    [("siapa jaksa dalam sidang lumbung Karta?", "Rosa Quispe"), ("siapa pengacara sidang Karta?", "Ole Dahl")],
)
def test_the_paragraph_that_names_the_role_goes_first(library: Library, question: str, name: str) -> None:
    assert name in library.rank(question, frozenset({SHARED}), 5).quotes[0].paragraph.text
