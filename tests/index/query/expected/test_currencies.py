import pytest

from index.query.expected.currencies import currency_terms, speaks_of_currency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rupiah menguat tipis.", True),
        ("Kurs ditutup di Rp15.870 per dolar AS.", True),
        ("1 dolar AS setara dengan 15.870 rupiah.", True),
        ("The euro bought $1.08.", True),
        ("Denda Rp 90 miliar.", False),
        ("Denda Rp. 90 miliar atau 5,6 juta dolar AS.", False),
        ("Timah dijual 33.400 dolar AS per ton.", False),
        ("The fine is 2.5 million euros.", False),
        ("Tidak ada uang.", False),
    ],
)
def test_a_text_speaks_of_a_currency_outside_a_sum(text: str, expected: bool) -> None:
    assert speaks_of_currency(text) is expected


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["rupiah"], {"rupiah"}),
        (["kurs", "dolar", "as"], {"dolar"}),
        (["1", "dolar", "rupiah"], {"dolar", "rupiah"}),
        (["denda", "rupiah"], set()),
        (["kurs"], set()),
    ],
)
def test_a_question_is_about_a_currency_if_it_is_about_nothing_else(
    spellings: list[str], expected: set[str]
) -> None:
    assert currency_terms((spelling, frozenset({spelling})) for spelling in spellings) == expected
