import pytest

from index import analysis
from index.query.words import question_words


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("presiden Amerika Serikat", "Presiden AS tiba.", "id"),
        ("presiden AS", "Presiden Amerika Serikat tiba.", "id"),
        ("presiden as", "Presiden A.S. tiba.", "id"),
        ("utusan PBB", "Utusan Perserikatan Bangsa-Bangsa.", "id"),
        ("utusan Perserikatan Bangsa-Bangsa", "Utusan P.B.B. datang.", "id"),
        ("putusan mk", "Putusan Mahkamah Konstitusi dibacakan.", "id"),
        ("the US envoy", "The envoy of the United States left.", "en"),
        ("the United States envoy", "The U.S. envoy left.", "en"),
        ("gempa Sumbar", "Gempa di Sumatera Barat.", "id"),
        ("750.000 rupiah", "Denda Rp750.000 dibayar.", "id"),
        ("8200 ha", "Lahan 8.200 hektare terbakar.", "id"),
        ("1,5 jt", "Sebanyak 1,5 juta orang.", "id"),
        ("kerjasama", "Kerja sama dua negara.", "id"),
        ("dirut Garuda", "Direktur Utama Garuda mundur.", "id"),
        ("ketua umum PBSI", "Ketum PBSI hadir.", "id"),
        ("wamen kesehatan", "Wakil Menteri Kesehatan hadir.", "id"),
        ("kadisdik Bogor", "Kepala Dinas Pendidikan Bogor hadir.", "id"),
        ("presdir", "The chief executive resigned.", "en"),
        ("Bapanas", "Badan Pangan Nasional bersidang.", "id"),
        ("kurs dolar", "Nilai tukar melemah.", "id"),
        ("kurs rupiah", "Nilai tukar rupiah melemah.", "id"),
        ("suku bunga", "BI Rate tetap 4,50 persen.", "id"),
        ("juara Piala Dunia", "The World Cup winners came home.", "en"),
    ],
)
def test_each_form_of_a_name_finds_the_others(question: str, text: str, code: str) -> None:
    found = question_words(question, [code])
    wanted = {term for word in found for term in word.terms}
    said = {term.text for term in analysis.occurrences(text, code, wanted).terms}
    assert any(said & word.terms for word in found[-2:])
    assert said & found[-1].terms or said & found[0].terms


def test_a_name_counts_once() -> None:
    assert [word.text for word in question_words("presiden Amerika Serikat", ["id"])] == [
        "presiden",
        "Amerika Serikat",
    ]
    assert len(question_words("AS Amerika Serikat", ["id"])) == 1


@pytest.mark.parametrize(("text", "code"), [("tell us who won", "en"), ("as long as it is", "en")])
def test_a_common_word_is_no_abbreviation_without_capitals(text: str, code: str) -> None:
    assert {"usa", "whoun"}.isdisjoint(analysis.terms(text, code))
    assert {"usa", "whoun"}.isdisjoint(term for word in question_words(text, [code]) for term in word.terms)


def test_an_abbreviation_that_is_a_common_word_is_found_by_its_capitals() -> None:
    assert analysis.terms("The US told us", "en") == ["the", "usa", "told", "us"]
    assert analysis.terms("US dan AS", "id") == ["usa", "dan", "usa"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("knp polisi gak nangkep pelaku yg kabur", ["polisi", "tidak", "tangkap", "laku", "kabur"]),
        ("gimana duit rakyat ilang di jkt", ["uang", "rakyat", "hilang", "jakarta"]),
        ("brp org yg tewas", ["orang", "tewas"]),
        ("sapa yg nolak", ["tolak"]),
        ("2 milyar", ["2", "miliar"]),
    ],
)
def test_informal_words_are_their_standard_spelling(question: str, expected: list[str]) -> None:
    found = question_words(question, ["id"])
    assert len(found) == len(expected)
    assert all(one in word.terms for one, word in zip(expected, found, strict=True))


def test_informal_function_words_count_little() -> None:
    (word,) = (word for word in question_words("udah selesai", ["id"]) if word.text == "udah")
    assert word.is_stop_word


def test_an_informal_word_has_no_affixes() -> None:
    assert analysis.terms("gaki gaji gak", "id") == ["gaki", "gaji", "tidak"]
