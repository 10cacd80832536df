"""A question is parsed once: its words, its language, the answer it expects and the time it is about."""

from datetime import date

import pytest

from index.model.records import Period
from index.query.answer_type import AnswerType
from index.query.parsed_question import ParsedQuestion
from index.query.parsing import parse

TODAY = date(2026, 11, 25)  # a Wednesday
LIBRARY = ("id", "en")


def texts(question: ParsedQuestion) -> list[str]:
    return [word.text for word in question.words]


@pytest.mark.parametrize(
    ("question", "languages", "words"),
    [
        ("Siapa yang membangun tanggul?", ["id"], ["membangun", "tanggul"]),
        ("Who built the dam?", ["en"], ["built", "dam"]),
        ("Кто построил плотину?", ["ru"], ["построил", "плотину"]),
        ("谁建造了大坝？", ["zh"], ["建造", "造了", "了大", "大坝"]),
        ("누가 댐을 지었나요?", ["ko"], ["댐을", "지었", "었나", "나요"]),
    ],
)
def test_the_words_are_those_to_search_for_in_any_language(
    question: str, languages: list[str], words: list[str]
) -> None:
    assert texts(parse(question, languages, TODAY)) == words


def test_each_word_has_a_term_in_each_language_of_the_library() -> None:
    (word,) = parse("membangun?", LIBRARY, TODAY).words
    assert {"bangun", "membangun"} <= word.terms


def test_a_word_that_is_said_twice_counts_once() -> None:
    assert texts(parse("tanggul, TANGGUL dan tanggul", ["id"], TODAY)) == ["tanggul", "dan"]


def test_a_stop_word_counts_less_and_is_no_content_word() -> None:
    question = parse("banjir sejak Senin", ["id"], TODAY)
    assert {word.text: word.share < 1 for word in question.words} == {
        "banjir": False,
        "sejak": True,
        "Senin": False,
    }
    assert [word.text for word in question.content_words] == ["banjir", "Senin"]


@pytest.mark.parametrize("question", ["siapa?", "apa itu?", "who is?", "?", ""])
def test_a_question_that_only_asks_has_no_words(question: str) -> None:
    assert parse(question, LIBRARY, TODAY).words == ()


@pytest.mark.parametrize(
    ("question", "type_"),
    [
        ("Siapa yang membangun tanggul?", AnswerType.NAME),
        ("How many people died?", AnswerType.NUMBER),
        ("Когда построили плотину?", AnswerType.TIME),
        ("tanggul baru", None),
        # An office and whose it is ask for its holder, but not with a word that asks something else.
        ("mayor of Lumbir", AnswerType.NAME),
        ("bupati lumbir", AnswerType.NAME),
        ("bupati", None),
        ("which mayors resigned", None),
        ("bupati lumbir resmikan tanggul baru desa", None),
    ],
)
def test_the_type_of_answer_follows_from_the_words_that_ask(question: str, type_: AnswerType | None) -> None:
    expected = parse(question, [*LIBRARY, "ru"], TODAY).answer_type
    assert (expected.type if expected else None) is type_


@pytest.mark.parametrize(
    ("question", "languages", "is_cross_lingual"),
    [
        ("siapa yang membangun tanggul itu?", ["en"], True),
        ("who was it that built the dam?", ["id"], True),
        ("who was it that built the dam?", ["id", "en"], False),
        ("Кто построил эту плотину?", ["id", "en"], True),
        ("Messi 2022", ["id"], False),
    ],
)
def test_a_question_is_cross_lingual_if_the_library_lacks_its_language(
    question: str, languages: list[str], is_cross_lingual: bool
) -> None:
    assert parse(question, languages, TODAY).is_cross_lingual is is_cross_lingual


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("banjir Semarang kemarin", ["banjir", "Semarang"]),
        ("what did the mayor build last week?", ["mayor", "build"]),
        ("昨天洪水", ["洪水"]),
    ],
)
def test_words_for_a_time_relative_to_today_are_not_searched_for(question: str, words: list[str]) -> None:
    parsed = parse(question, [*LIBRARY, "zh"], TODAY)
    assert parsed.time
    assert texts(parsed) == words


def test_a_year_is_a_time_and_a_word_to_search_for() -> None:
    question = parse("banjir 2022", LIBRARY, TODAY)
    assert question.time
    assert question.time.period == Period(date(2022, 1, 1), date(2022, 12, 31))
    assert texts(question) == ["banjir", "2022"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("when does the ferry leave on Sunday?", ["ferry", "leave", "Sunday"]),
        ("berapa kapal berangkat Jumat lalu?", ["kapal", "berangkat", "Jumat"]),
    ],
)
def test_a_weekday_is_a_time_and_a_word_to_search_for(question: str, words: list[str]) -> None:
    parsed = parse(question, LIBRARY, TODAY)
    assert parsed.time
    assert texts(parsed) == words


def test_a_time_is_ignored_without_a_day_of_asking() -> None:
    question = parse("banjir kemarin", LIBRARY, None)
    assert question.time is None
    assert texts(question) == ["banjir", "kemarin"]


@pytest.mark.parametrize(
    "question",
    ["berita terbaru?", "apa yang terjadi kemarin?", "latest news", "what happened today?", "hari ini?"],
)
def test_a_time_and_words_for_news_ask_for_the_latest(question: str) -> None:
    assert parse(question, LIBRARY, TODAY).asks_for_latest


@pytest.mark.parametrize("question", ["berita banjir terbaru", "apa yang terjadi?", "berita", "latest flood news"])
def test_a_question_about_a_subject_or_no_time_does_not_ask_for_the_latest(question: str) -> None:
    assert not parse(question, LIBRARY, TODAY).asks_for_latest


def test_a_question_of_a_time_alone_keeps_its_words_for_articles_without_a_date() -> None:
    question = parse("hari ini?", LIBRARY, TODAY)
    assert question.asks_for_latest
    assert texts(question)


def test_a_long_question_is_cut_at_the_end_of_a_word() -> None:
    question = parse("tanggul " * 200, LIBRARY, TODAY)
    assert question.text == "tanggul " * 124 + "tanggul"
    assert texts(question) == ["tanggul"]


def test_a_long_word_is_cut_at_the_limit() -> None:
    assert parse("a" * 2000, LIBRARY, TODAY).text == "a" * 1000


def test_characters_that_no_text_has_are_removed() -> None:
    assert parse("  sungai\x00 \ud800tanggul\n", LIBRARY, TODAY).text == "sungai tanggul"


def test_a_question_knows_the_weight_of_each_of_its_terms() -> None:
    question = parse("tanggul banjir", ["id"], TODAY)
    assert question.term_weights == {"tanggul": 0.0, "banjir": 0.0}
    assert [word.spelling for word in parse("TANGGUL Mbappé", ["id"], TODAY).words] == ["tanggul", "mbappé"]
