import pytest

from index import analysis
from index.query.spellings import standard_spelling
from index.query.words import question_words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("F16", "Pesawat F-16 melintas."),
        ("F-16", "Pesawat F16 melintas."),
        ("F-16", "Pesawat F 16 melintas."),
        ("MH370", "Penerbangan MH-370 hilang."),
        ("corvid23", "Wabah Corvid-23 meluas."),
        ("Corvid-23", "Wabah corvid23 meluas."),
        ("Corvid-23", "Wabah corvid meluas."),
        ("5 G", "Jaringan 5 G dibangun."),
        ("5G", "Jaringan 5 G dibangun."),
        ("preseason", "Pre-season irrigation."),
        ("pre-season", "Preseason irrigation."),
        ("pascapanen", "Kerugian pasca-panen besar."),
        ("12.500", "Sebanyak 12 500 pelayat."),
        ("12 500", "Sebanyak 12.500 pelayat."),
        ("12500", "Sebanyak 12\u202f500 pelayat."),
        ("081234567890", "Hubungi 0812-3456-7890."),
        ("0812-3456-7890", "Hubungi 081234567890."),
        ("+62 812 3456 7890", "Hubungi 0812-3456-7890."),
        ("081234567890", "Hubungi +62 812-3456-7890."),
        ("0215550123", "Telepon (021) 555-0123."),
        ("(021) 5550123", "Telepon 021-5550123."),
        ("6281234567890", "Hubungi 0812-3456-7890."),
        ("62 812-3456-7890", "Hubungi 081234567890."),
        ("45 ribu", "Sebanyak 45.000 lansia."),
        ("45rb", "Sebanyak 45 000 lansia."),
        ("4,5 ribu", "Sebanyak 4.500 lansia."),
        ("45.000", "Sebanyak 45 ribu lansia."),
        ("Rp5.000", "Tarifnya Rp 5 ribu."),
        ("5k", "Lari 5K diikuti warga."),
        ("45 thousand", "About 45,000 people."),
        ("2,7 M", "Anggaran 2,7 miliar."),
        ("1,5T", "Anggaran Rp1,5 triliun."),
        ("1250m", "Panjangnya 1.250 meter."),
    ],
)
def test_a_word_is_found_in_its_other_spellings(question: str, text: str) -> None:
    found = question_words(question, ["id"])
    wanted = {term for word in found for term in word.terms}
    said = {term.text for term in analysis.occurrences(text, "id", wanted).terms}
    assert all(said & word.terms for word in found)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("F16", "F-15 dan A-16"),
        ("12 500", "12 orang dan 500 ayam"),
        ("preseason", "pre dan season"),
        ("081234567890", "0812-3456-7891"),
    ],
)
def test_a_phrase_is_found_only_where_its_words_stand_side_by_side(question: str, text: str) -> None:
    wanted = {term for word in question_words(question, ["id"]) for term in word.terms}
    assert analysis.occurrences(text, "id", wanted).terms == []


def test_a_phrase_is_marked_as_a_whole() -> None:
    text = "Pesawat F-16 melintas."
    (term,) = analysis.occurrences(text, "id", {"f 16", "f16"}).terms
    assert text[term.span.start : term.span.end] == "F-16"


def test_a_word_with_several_spellings_counts_once() -> None:
    (word,) = question_words("F-16", ["id", "en"])
    assert word.text == "F-16"
    assert word.share == 1.0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("brp org yg tewas di Jkt?", "berapa orang yang tewas di jakarta?"),
        ("siapa yang tewas?", "siapa yang tewas?"),
    ],
)
def test_a_question_has_a_standard_spelling(question: str, expected: str) -> None:
    assert standard_spelling(question, "id") == standard_spelling(question, "ms") == expected
    assert standard_spelling(question, "en") == question


@pytest.mark.parametrize("question", ["tahun 2000", "45.500"])
def test_a_year_and_a_broken_number_are_no_thousands(question: str) -> None:
    assert not any("ribu" in term for word in question_words(question, ["id"]) for term in word.terms)


def test_a_date_is_no_phone_number() -> None:
    assert [word.text for word in question_words("03-03-2022", ["id"])] == ["03-03-2022", "03", "2022"]
