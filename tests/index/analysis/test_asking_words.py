"""Words that ask count less than those that tell, as judged questions show."""

import pytest

from index.analysis import word_lists
from index.analysis.asking_words import share_of
from index.query.words import question_words


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("nama", "id"),
        ("Kepanjangan", "id"),
        ("tolong", "id"),
        ("artikel", "id"),
        ("heter", "no"),
        ("happened", "en"),
    ],
)
def test_a_word_that_asks_counts_little(word: str, language: str) -> None:
    share = share_of(word, language)
    assert share is not None
    assert 0.1 <= share <= 0.3


@pytest.mark.parametrize(
    ("word", "language"), [("presiden", "id"), ("banjir", "id"), ("nama", "en"), ("who", "xx")]
)
def test_a_word_that_tells_counts_in_full(word: str, language: str) -> None:
    assert share_of(word, language) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [("apa kata Grandi soal pengungsi pada Maret", "id"), ("what did Grandi say about refugees from Kyiv", "en")],
)
def test_a_request_counts_less_than_a_stop_word(question: str, language: str) -> None:
    shares = {word.text: word.share for word in question_words(question, [language])}
    about, source = ("soal", "pada") if language == "id" else ("about", "from")
    assert 0 < shares[about] < shares[source] < shares["Grandi"]


def test_the_table_holds_only_words_that_tell_little() -> None:
    shares = [share for by_word in word_lists.read_numbers("asking_words").values() for share in by_word.values()]
    assert shares
    assert all(0 <= share <= 0.4 for share in shares)


def test_a_word_that_asks_is_no_content_of_a_question() -> None:
    words = {word.text: word.is_stop_word for word in question_words("tolong jelaskan pernyataan Erick", ["id"])}
    assert words == {"pernyataan": True, "Erick": False}
