"""What a question finds by the codes of a paragraph is what it finds by analysing the text."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.text.term_codes import Wanted, find, occurrences, terms_with_codes

WORDS = [
    "banjir", "Sungai", "anak-anak", "Rp500", "5.000", "-", ".", ",", "(KRC)", "“kata”", "dia,", "lalu.", "U.N.",
    "kabar.example/a/b", "2022", "3", "Maret", "menangkap", "kota-kota,", "19,5%", "x.", "é", "İ", "DAS", "WHO",
    "a.b",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(text=texts, code=st.sampled_from(["id", "en", "tr", "und"]), chosen=st.randoms())
def test_codes_find_what_an_analysis_finds(text: str, code: str, chosen: Random) -> None:
    terms, codes = terms_with_codes(text, code)
    assert terms == analysis.terms(text, code)
    if not codes:
        return
    expected = analysis.terms_in_place(text, code)
    wanted = frozenset(term for term in expected if chosen.random() < 0.5) | {"gempa"}
    found = [(position, term) for position, term in enumerate(expected) if term in wanted]
    assert find(codes, text, code, Wanted.of(wanted)) == (len(expected), found)
    placed = occurrences(codes, text, code, Wanted.of(wanted))
    assert placed is None or placed == analysis.occurrences(text, code, wanted).terms


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Presiden AS tiba di Jakarta", "id"),  # without its capitals, "as" is another word
        ("The U.S. economy grew", "en"),
        ("ISPARTA VE IZMIR", "tr"),  # I is the capital of ı
        ("kata " * 5000, "id"),
    ],
)
def test_what_only_the_text_can_say_has_no_codes(text: str, code: str) -> None:
    assert terms_with_codes(text, code)[1] == b""


def test_an_ordinary_paragraph_takes_less_than_a_third_of_its_text() -> None:
    text = (
        "Rusia dan Ukraina sepakat membuka koridor kemanusiaan bagi warga sipil, kata Podolyak pada 3 Maret 2022."
    )
    _, codes = terms_with_codes(text, "id")
    assert 0 < len(codes) < len(text) / 3


@pytest.mark.parametrize("codes", [b"", b"\0" * 40, b"\xff" * 40])
def test_damaged_codes_are_ignored(codes: bytes) -> None:
    assert find(codes, "Sungai meluap", "id", Wanted.of({"sungai"})) is None


def test_the_codes_of_another_text_are_ignored() -> None:
    _, codes = terms_with_codes("Sungai meluap di Kudus", "id")
    assert find(codes, "Sungai meluap", "id", Wanted.of({"sungai"})) is None


def test_terms_found_by_codes_have_their_places() -> None:
    text = "Anak-anak di “Kudus”, 3 Maret 2022, mengungsi."
    terms, codes = terms_with_codes(text, "id")
    placed = occurrences(codes, text, "id", Wanted.of(terms)) or []
    words = [text[term.span.start : term.span.end] for term in placed]
    assert words == ["3 Maret 2022", "Anak", "anak", "di", "Kudus", "3", "Maret", "2022", "mengungsi"]
    assert [term.position for term in placed] == list(range(9))


@pytest.mark.parametrize("text", ["Sungai  meluap", "Sungai\nmeluap", " Sungai meluap"])
def test_terms_are_not_placed_by_codes_between_other_spaces(text: str) -> None:
    _, codes = terms_with_codes(text, "id")
    assert occurrences(codes, text, "id", Wanted.of({"sungai"})) is None
