from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import function_words, language, stopwords, words
from tests.conftest import EXAMPLES


@pytest.mark.parametrize(
    ("word", "code"),
    [("apa", "id"), ("siapa", "id"), ("berapakah", "id"), ("what", "en"), ("кто", "ru"), ("cuándo", "es")],
)
def test_question_words_are_known(word: str, code: str) -> None:
    assert word in stopwords.question_words(code)


def test_the_language_of_an_article_is_detected() -> None:
    for path in EXAMPLES.glob("*.md"):
        _, front_matter, body = path.read_text(encoding="utf-8").split("---", 2)
        assert f"language: {language.detect(body)}" in front_matter, path.name


def test_a_clear_article_is_detected_without_loading_the_model() -> None:
    language._loaded.cache_clear()
    assert language.detect((EXAMPLES / "world-cup-final-2022.md").read_text(encoding="utf-8")) == "en"
    assert language._loaded.cache_info().misses == 0


def test_texts_at_the_same_time_load_the_model_once() -> None:
    language._loaded.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(language.detect, ["Banjir di Semarang merendam rumah warga"] * 4)) == {"id"}
    assert language._loaded.cache_info().misses == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wali kota dan warga sepakat membangun tanggul di tepi sungai.", "id"),
        ("Borgermesteren og innbyggerne ble enige om å bygge en demning ved elven.", "no"),
        ("Бургомістр і мешканці домовилися збудувати греблю біля річки.", "uk"),
        ("市长和居民同意在河边修建一座堤坝。", "zh"),
    ],
)
def test_a_short_article_is_detected_by_the_model(text: str, expected: str) -> None:
    assert language.detect(text) == expected


def test_a_text_without_letters_has_no_language() -> None:
    assert language.detect("350 + 12") == "und"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("apa yang disepakati", "id"),
        ("what was agreed", "en"),
        ("кто получил премию", "ru"),
        ("wer hat gewonnen", "de"),
        ("Podolyak", "und"),
        ("", "und"),
    ],
)
def test_function_words_decide_the_language_of_a_question(question: str, expected: str) -> None:
    assert language.question_language(question.casefold().split(), ()) == expected


def test_a_tie_goes_to_a_language_of_the_library() -> None:
    assert language.question_language(["quando"], ["pt"]) == "pt"
    assert language.question_language(["quando"], ["it"]) == "it"


@pytest.mark.parametrize(
    ("question", "library", "expected"),
    [
        ("pasal 5 ayat 1", ["id"], "und"),
        ("1 2 3", ["id"], "und"),
        ("PT X", ["id"], "und"),
        ("Jalan A B", ["id"], "und"),
        ("bandingkan BI rate 2024 dan 2026", ["id", "en"], "und"),
        ("wer hat gewonnen", ["id", "en"], "de"),
        ("qui a gagné la coupe", ["id", "en"], "fr"),
        ("who won the world cup", ["id"], "en"),
        ("siapa presiden", ["en"], "id"),
    ],
)
def test_another_language_than_those_of_the_library_needs_more_votes(
    question: str, library: list[str], expected: str
) -> None:
    assert language.question_language([words.fold(word) for word in question.split()], library) == expected


@pytest.mark.parametrize(
    ("asked", "written", "differ"),
    [("en", "id", True), ("no", "nb", False), ("id", "ms", False), ("und", "id", False), ("id", None, False)],
)
def test_languages_that_are_easily_confused_are_no_other_languages(
    asked: str, written: str | None, differ: bool
) -> None:
    assert language.is_other_language(asked, written) is differ


@given(st.lists(st.sampled_from(["apa", "Yang,", "what", "the", "кто", "ett", "3/3/2022", "a-ha", "wer"])))
def test_votes_count_the_words_of_the_lists(said: list[str]) -> None:
    found = [words.fold(word) for word in words.split_words(" ".join(said))]
    votes = function_words.count_votes(map(function_words.votes_by_piece().__getitem__, said))
    assert votes.pop(function_words.ALL_WORDS) == len(found)
    for code, most in votes.items():
        asking, common = stopwords.question_words(code), stopwords.stop_words(code)
        assert most == sum(2 if word in asking else word in common for word in found), code


def test_every_language_that_has_a_list_has_votes() -> None:
    assert {*stopwords.languages(), "ms", "nb", "nn"} <= set(function_words.count_votes([]))


def test_the_votes_of_very_many_words_do_not_overflow() -> None:
    votes = function_words.count_votes(function_words.votes_by_word()["apa"] for _ in range(100_000))
    assert (votes["id"], votes["en"]) == (200_000, 0)
