import pytest

from index import analysis
from index.query.wording.informal_verbs import informal_verb_roots
from index.query.words import question_language, question_words


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("nyampe", "sampai"),
        ("nyetak", "cetak"),
        ("ngangkut", "angkut"),
        ("ngalahin", "kalah"),
        ("nambah", "tambah"),
        ("nolak", "tolak"),
        ("nyewa", "sewa"),
        ("ngirim", "kirim"),
        ("mukul", "pukul"),
        ("beliin", "beli"),
    ],
)
def test_an_informal_verb_has_its_root(word: str, root: str) -> None:
    assert root in informal_verb_roots(word, "id")


@pytest.mark.parametrize(
    ("word", "language"), [("nama", "id"), ("main", "id"), ("nyoman", "id"), ("nambah", "en")]
)
def test_other_words_have_none(word: str, language: str) -> None:
    assert not informal_verb_roots(word, language)


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("kapan truk nyampe?", "Truk sampai pukul tujuh.", "id"),
        ("siapa yang ngalahin Lumbir FC?", "Lumbir FC kalah.", "id"),
        ("berapa yang mati?", "Empat orang meninggal.", "id"),
        ("apa yang dibilang bupati?", "Bupati mengatakan tidak.", "id"),
        ("what did the mayor say?", "The mayor told reporters no.", "en"),
        ("who was sacked?", "The board dismissed him.", "en"),
    ],
)
def test_words_of_the_same_meaning_meet_in_one_language(question: str, text: str, code: str) -> None:
    wanted = question_words(question, [code])[-1].terms
    wanted |= question_words(question, [code])[0].terms
    assert analysis.occurrences(text, code, wanted).terms


@pytest.mark.parametrize(
    ("question", "text", "code", "written"),
    [
        ("who is the judge?", "Hakim membacakan putusan.", "en", "id"),
        ("when did the dike break?", "Tanggul itu jebol.", "en", "id"),
        ("siapa hakim itu?", "The judge read the verdict.", "id", "en"),
        ("berapa kerugian petani?", "The farmer lost ten cows.", "id", "en"),
    ],
)
def test_words_of_the_same_meaning_meet_across_two_languages(
    question: str, text: str, code: str, written: str
) -> None:
    (*_, word) = question_words(question, [code, written])
    assert analysis.occurrences(text, written, word.terms).terms
    assert not analysis.occurrences(text, written, question_words(question, [code])[-1].terms).terms


@pytest.mark.parametrize(
    ("question", "text", "code", "written"),
    [
        ("siapa kanselir jerman", "The German chancellor spoke.", "id", "en"),
        ("gempa di jepang", "A Japanese island shook.", "id", "en"),
        ("rice from egypt", "Mesir mengekspor beras.", "en", "id"),
        ("the president of brazil", "Brasil memilih presiden.", "en", "id"),
        ("the capital of germany", "The German capital is Berlin.", "en", "en"),
    ],
)
def test_the_names_of_a_country_and_its_people_meet(question: str, text: str, code: str, written: str) -> None:
    (*_, word) = question_words(question, list(dict.fromkeys((code, written))))
    assert analysis.occurrences(text, written, word.terms).terms


def test_a_pronoun_and_a_region_are_no_country() -> None:
    for question, text in (
        ("tell us", "The American team won."),
        ("amerika", "They told us."),
        ("tibet", "China"),
    ):
        (*_, word) = question_words(question, ["en", "id"])
        assert not analysis.occurrences(text, "en", word.terms).terms


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("flood victims", "en"),
        ("wages", "en"),
        ("harga minyak", "id"),
        ("bank", "und"),  # a word of both
        ("Kyiv", "und"),
        ("hadiah prize", "und"),
    ],
)
def test_without_function_words_those_of_news_tell_the_language(question: str, language: str) -> None:
    assert question_language(question, ("id", "en")) == language


def test_words_of_news_tell_no_language_that_the_library_lacks() -> None:
    assert question_language("flood victims", ("id", "ru")) == "und"
