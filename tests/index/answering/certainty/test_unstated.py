"""An answer is found only if it states the kind of thing that is asked for, not just the words of the question."""

from collections.abc import Iterator

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict

TEXTS = (
    (
        "id",
        "Pasar Baru Dibuka",
        "WRINGIN - Bupati Lumbir Sari Dewi membuka pasar baru pada Senin.\n\n"
        "Juru bicara pasar, Tono Rahman, mengajukan keberatan atas retribusi.",
    ),
    ("id", "Hukuman Bagus Tanu Ditambah", "Ahli hukumnya, Rara Wijaya, akan mengajukan peninjauan kembali."),
    ("id", "Elang Lumbir Kalahkan Banteng Semanding", "Pelatih Joko Wira memuji lini tengah timnya.\n\nSkor 2-0."),
    ("id", "Balai Kemuning", "Wakil Lurah Kemuning Budi Santo meresmikan balai desa."),
    ("id", "Campak Meluas", "Dinas mencatat 2.318 kasus campak sejak awal tahun."),
    ("id", "Menara Api", "Menara Api dibangun di bukit Penhollow.\n\nMenara Kaca berdiri setinggi 120 meter."),
    ("id", "Danau Wangi", "Danau Wangi kering sejak Juli."),
    ("id", "Danau Asri", "Danau Asri seluas 40 hektare ditutup."),
    ("id", "Rawa", "Luas Rawa Sunyi hampir dua kali luas lapangan desa."),
    ("id", "Tamasya", "Gardu Pandang didirikan pada 1902 oleh warga."),
    ("id", "Oleh-oleh", "Lempuk (dari kata dalam bahasa setempat) dijual di kios."),
    ("id", "Pelukis Pulang", "Pelukis Mira Santi, 43, pulang ke desa.\n\nPenyair Lena Puri pulang ke kota."),
    ("id", "Vonis Mantri", "Hakim memutus perkara No. 45/Pid.B/2024 atas nama Karta."),
    ("id", "Pindang", "Pindang adalah ikan yang direbus dengan garam."),
    ("id", "Kapal Lumbir", "Harga tiket kapal Lumbir naik di dua belas loket."),
    ("id", "Kapal Semanding", "Harga tiket kapal Semanding Rp 45.000."),
    ("id", "Bank Kemuning", "Presiden Direktur Bank Kemuning Rudi Salim membuka cabang."),
    ("en", "Trewint Ferry", "The Trewint ferry has twelve cabins."),
    ("en", "Penwith Court", "The Penwith court made the first ruling against a miller."),
    (
        "en",
        "Harbour Closed",
        "The harbour master Ann Lowe closed the Trewint harbour.\n\nStorms sank 2,318 boats.",
    ),
)
WITHOUT = (
    "umur sari dewi",
    "lena puri umur berapa",
    "berapa usia tono rahman",
    "tinggi menara api",
    "luas danau wangi",
    "ann lowe age",
    "apa itu retribusi",
    "apa itu peninjauan",
    "siapa bupati wringin",
    "pelatih semanding",
    "siapa lurah kemuning",
    "hukuman rara wijaya",
    "campak 5000 kasus",
    "5,000 boats sank storms",
    "perkara 54/Pid.B/2024",
    "berapa harga tiket kapal lumbir",
    "what is the price of the trewint ferry",
    "when did the penwith court make the ruling against the miller",
)
WITH = (
    "mira santi umur berapa",
    "umur mira santi",
    "tinggi menara kaca",
    "luas danau asri",
    "luas rawa sunyi",
    "umur gardu pandang",
    "apa itu lempuk",
    "apa itu pindang",
    "siapa bupati lumbir",
    "pelatih lumbir",
    "wakil lurah kemuning",
    "hukuman bagus tanu",
    "campak 2318 kasus",
    "perkara 45/Pid.B/2024",
    "berapa harga tiket kapal semanding",
    "siapa presiden direktur bank kemuning",
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for language, title, text in TEXTS:
            assert list(opened.add_text(text, "message", Credits(title=title, language=language), SHARED))
        yield opened


def verdict(library: Library, question: str) -> Verdict:
    return library.rank(question, frozenset({SHARED}), 5).verdict


@pytest.mark.parametrize("question", WITHOUT)
def test_an_answer_that_does_not_state_what_is_asked_is_not_found(library: Library, question: str) -> None:
    assert verdict(library, question) is not Verdict.FOUND


@pytest.mark.parametrize("question", WITH)
def test_an_answer_that_states_what_is_asked_is_found(library: Library, question: str) -> None:
    assert verdict(library, question) is Verdict.FOUND


@pytest.mark.parametrize("question", ["siapa presiden kemuning", "siapa lurah kemuning"])
def test_another_office_is_no_answer(library: Library, question: str) -> None:
    assert library.ask(question, frozenset({SHARED})).verdict is Verdict.NOT_FOUND
