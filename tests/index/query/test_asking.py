"""What asks something, and what only names or asks for a thing."""

import pytest

from index.query.asking import is_question


@pytest.mark.parametrize(
    "text",
    [
        "berapa korban tewas?",
        "korban tewas berapa",
        "apa isi berita ini",
        "ini apa",
        "gimana ceritanya",
        "kejadiannya di mana",
        "halo min, siapa pelakunya",
        "tolong kak berapa harganya",
        "dari mana dananya",
        "how many people died",
        "who won",
        "is it true",
        "the mayor said what",
        "kapan？",
    ],
)
def test_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lihat dong",
        "tolong simpan",
        "baca ini ya",
        "Pasar Lembayung terbakar",
        "Warga mencari tahu siapa pemilik kapal itu",
        "read this",
        "The mayor says who may stay",
        "makasih ya kak",
        "apa kabar?",
    ],
)
def test_no_question(text: str) -> None:
    assert not is_question(text)
