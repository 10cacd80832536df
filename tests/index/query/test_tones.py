import pytest

from index import analysis
from index.analysis.unspaced import last_characters
from index.query.parsed_question import ParsedQuestion
from index.query.tones import has_marks, may_lack_marks, with_marks
from index.query.words import question_words
from index.ranking.defined_names import with_tones
from index.retrieval.bm25.base import BODY, Entry
from index.retrieval.bm25.memory import MemoryEngine


def test_each_tone_makes_another_word() -> None:
    assert len(set(analysis.terms("ma má mà mả mã mạ", "vi"))) == 6
    assert len(set(analysis.terms("ọkọ ọkọ́ ọkọ̀ oko", "yo"))) == 4


@pytest.mark.parametrize("spellings", ["hoà hòa HÒA", "thuý thúy", "đường Đường đường"])
def test_the_place_of_the_tone_makes_no_other_word(spellings: str) -> None:
    assert len(set(analysis.terms(spellings, "vi"))) == 1


def test_names_lose_their_marks_in_other_languages() -> None:
    assert analysis.terms("Hà Nội", "id") == ["ha", "noi"]


@pytest.mark.parametrize(
    ("typed", "marked", "code"),
    [
        ("duong", "đường", "vi"),
        ("ha", "hà", "vi"),
        ("nguoi", "người", "vi"),
        ("oruko", "orúkọ", "yo"),
        ("गाव", "गाँव", "hi"),
        ("पाच", "पांच", "hi"),
        ("ทีนี", "ที่นี่", "th"),
    ],
)
def test_a_word_without_marks_may_stand_for_each_with_marks(typed: str, marked: str, code: str) -> None:
    assert analysis.term_of(marked, code) in with_marks(typed, code)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Hà Nội", True), ("ha noi", False), ("ที่", True), ("ทีนี", False), ("गाँव", True), ("गाव", False)],
)
def test_marks_are_seen(question: str, expected: bool) -> None:
    assert has_marks(question) is expected


@pytest.mark.parametrize(
    ("question", "text", "code", "expected"),
    [
        ("má", "má ma mà", "vi", {"má"}),
        ("ma", "má mà cá", "vi", {"ma", "má", "mà"}),
        ("mạ", "ma", "vi", {"mạ", "ma"}),
        ("ทีนี", "ที่นี่", "th", {"ทีนี", "ที่นี่"}),
    ],
)
def test_a_question_is_searched_with_the_marks_that_the_library_has(
    question: str, text: str, code: str, expected: set[str]
) -> None:
    engine = MemoryEngine()
    engine.add([Entry(1, "shared", {BODY: analysis.terms(text, code)})])
    parsed = ParsedQuestion(question, question_words(question, [code]), (code,))
    (word,) = with_tones(parsed, engine, frozenset({"shared"})).words
    assert word.terms == {analysis.term_of(one, code) for one in expected}


@pytest.mark.parametrize(
    ("question", "code", "expected"),
    [("dap binh lam", "vi", True), ("đập Bình Lâm", "vi", False), ("banjir Jakarta", "id", False)],
)
def test_only_a_language_with_tones_may_lack_them(question: str, code: str, expected: bool) -> None:
    assert may_lack_marks(question, code) is expected


def test_a_tone_stands_before_the_am() -> None:
    assert analysis.terms("น้ำมัน", "th")[0] in with_marks("นำมั", "th")


@pytest.mark.parametrize(("text", "expected"), [("大火灾", {"火灾"}), ("扑灭大火。", {"火"}), ("王海", set())])
def test_a_single_character_is_found_within_words(text: str, expected: set[str]) -> None:
    engine = MemoryEngine()
    engine.add([Entry(1, "shared", {BODY: analysis.terms(text, "zh") + last_characters(text)})])
    parsed = ParsedQuestion("火", question_words("火", ["zh"]), ("zh",))
    (word,) = with_tones(parsed, engine, frozenset({"shared"})).words
    assert {term.text for term in analysis.occurrences(text, "zh", word.terms).terms} == expected
    assert engine.frequencies(word.terms, BODY, frozenset({"shared"})) == {
        term: int(term in expected) for term in word.terms
    }
