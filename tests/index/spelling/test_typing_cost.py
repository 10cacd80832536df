"""What people mistype on a phone, and what they do not."""

import pytest

from index.spelling.typing_cost import most_cost, one_slip_away, typing_cost


def is_near(typed: str, word: str) -> bool:
    return typing_cost(typed, word) <= most_cost(typed)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("premum", "premium"),  # a missing letter
        ("beas", "beras"),
        ("qouta", "quota"),  # two letters swapped
        ("organisssi", "organisasi"),  # a neighbour on the keyboard
        ("ptovinsi", "provinsi"),
        ("jeniss", "jenis"),  # a doubled letter
        ("mrlanda", "melanda"),
        ("klaivert", "kluivert"),
        ("jatibarng", "jatibarang"),
        ("propinsi", "provinsi"),  # other spellings
        ("scotlandia", "skotlandia"),
        ("soekarno", "sukarno"),
        ("djakarta", "jakarta"),
        ("pebruari", "februari"),
        ("tehnik", "teknik"),
        ("нлвый", "новый"),
    ],
)
def test_a_slip_or_another_spelling_is_near(typed: str, word: str) -> None:
    assert is_near(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("iran", "irak"),
        ("iran", "ikan"),
        ("kucing", "kuning"),
        ("pramono", "prabowo"),
        ("everton", "eversten"),
        ("kota", "kata"),
        ("dua", "dia"),
    ],
)
def test_another_word_is_far(typed: str, word: str) -> None:
    assert not is_near(typed, word)


def test_the_first_letter_is_usually_right() -> None:
    assert typing_cost("ghijau", "hijau") > typing_cost("hijgau", "hijau")
    assert typing_cost("nudaya", "budaya") > typing_cost("buxaya", "budaya")


def test_a_word_costs_nothing_as_itself() -> None:
    assert typing_cost("premium", "premium") == 0


def test_one_slip_away_are_words_with_one_letter_more_less_swapped_or_hit_beside_its_key() -> None:
    meant = one_slip_away("beas")
    assert {"beras", "bea", "ebas", "beaa", "besa"} <= meant
    assert meant.isdisjoint({"beas", "bisa", "beraas"})
