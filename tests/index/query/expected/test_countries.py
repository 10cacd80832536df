"""Countries and their people are found in Indonesian and English."""

import pytest

from index.query.expected.countries import countries


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pelatih Selandia Baru", ["NZ"]),
        ("the New Zealand coach", ["NZ"]),
        ("Kenyan and Peruvian runners", ["KE", "PE"]),
        ("a Portuguese captain beside a Brazilian one", ["PT", "BR"]),
        ("the Dutch and the Danish king", ["NL", "DK"]),
        ("Menteri Luar Negeri Jerman", ["DE"]),
        ("Nigerian, not from Niger", ["NG", "NE"]),
        ("presiden amerika", ["US"]),
        ("siapa gubernur Lumbir?", []),
        ("English and Arabic lessons for Indianapolis", ["GB"]),
    ],
)
def test_the_countries_that_a_text_names(text: str, codes: list[str]) -> None:
    assert [country.code for country in countries(text)] == codes


def test_where_a_text_names_a_country() -> None:
    text = "Duta Besar Korea Selatan di Lumbir"
    (country,) = countries(text)
    assert text[country.start : country.end] == "Korea Selatan"
