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
        "tanggal berapa itu",
        "pelakunya siapa sih",
        "kejadiannya kapan ya kak",
        "ada korban jiwa nggak",
        "pada tahun berapa dibangun",
        "korbannya berapa orang",
        "di kota mana terjadinya",
        "jam berapa mulai",
        "mau tau berapa kerugiannya",
        "tolong jelasin kenapa bisa roboh",
        "yang luka siapa aja",
        "sudah ditangkap belum",
        "ringkas dong",
        "kok bisa",
        "tolong rangkum",
        "yang salah siapa menurut polisi",
        "ini hoaks bukan",
        "please summarise",
        "the damage was how much",
        "jelaskan isi berita ini",
        "what's this about",
        "what’s this about",
        "tell me who was hurt",
        "in which year was it built",
        "i want to know when it opens",
        "since when is this allowed",
        "can you summarise it",
        "who was it then",
        "the fire was where exactly",
    ],
)
def test_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lihat dong",
        "belum",
        "nggak kok",
        "tambahkan ya",
        "ini beritanya kak",
        "buat arsip ya min",
        "Ini alasan warga pindah",
        "Di Lumbir warga mencari tahu siapa pelakunya malam itu",
        "Harga beras tidak naik",
        "We want peace now",
        "For the record",
        "I was there",
        "“We know who did it,” he said.",
        "“Kami tahu siapa pelakunya,” kata polisi.",
        "Any investor who sold lost money.",
        "The mayor resigned, which nobody expected",
        "Intinya, warga diminta pindah.",
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
