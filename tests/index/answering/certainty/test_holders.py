"""The holder of an office is found in whichever article and language names one."""

import pytest

from index.library import open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits

ARTICLES = (
    ("id", "Tarif Feri Naik", "Kementerian Perhubungan menaikkan tarif feri Lumbir mulai Senin."),
    ("en", "Harbour deepened", "The harbour is deepened next year, Transport Minister Rina Wardani said."),
    ("id", "Pilkades Diulang", "Pemilihan kepala desa Wringin, Kabupaten Lumbir, diulang pada Senin."),
    (
        "id",
        "Sari Dewi Terpilih",
        "Sari Dewi terpilih sebagai kepala desa Wringin. Kepala desa Wringin Sari Dewi senang.",
    ),
)


@pytest.mark.parametrize(
    ("question", "name"),
    [("siapa menteri perhubungan?", "Rina Wardani"), ("siapa kepala desa wringin?", "Sari Dewi")],
)
def test_the_holder_goes_before_what_names_the_office_alone(question: str, name: str) -> None:
    with open_library(LibraryConfig()) as library:
        for language, title, text in ARTICLES:
            assert list(library.add_text(text, "message", Credits(title=title, language=language), SHARED))
        assert name in library.ask(question).closest.quotes[0].text
