"""The features that a paragraph gets from the rest of its article."""

import pytest

from index import analysis
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph
from index.query.parsed_question import QuestionWord
from index.ranking.article_context import ArticleContext
from index.ranking.candidates import Candidate
from index.ranking.measures import Measure

TEXTS = [
    "Djokovic vant finalen.",
    "Nadal møtte Djokovic i finalen.",
    "Han vant fem ganger.",
    "Hun het novak, sa hun.",
]
WORDS = ["djokovic", "vant", "finalen"]


@pytest.fixture
def measure() -> Measure:
    return Measure([QuestionWord(word, frozenset(analysis.terms(word, "no")), 1.0, weight=1.0) for word in WORDS])


def candidate(measure: Measure, number: int, text: str, article: int = 1) -> Candidate:
    positions = measure.positions(analysis.terms(text, "no"))
    matched = frozenset(word for _, word in positions)
    kept = Article(id=article, library="shared", paragraph_count=4, title="")
    return Candidate(
        kept,
        Paragraph(number, article, number, text),
        4,
        Late.known(()),
        positions,
        matched,
        [],
        frozenset(),
        frozenset(),
        0,
        0,
    )


def test_a_paragraph_gets_a_share_for_a_name_in_the_rest_of_its_article(measure: Measure) -> None:
    some = [candidate(measure, number, text) for number, text in enumerate(TEXTS[:3])]
    context = ArticleContext(some, {0: 0.5, 1: 0.7, 2: 0.1}, measure)
    assert context.names(some[2], some[2].matched) == pytest.approx(1 / 3)
    assert context.names(some[0], some[0].matched) == 0


def test_the_share_is_divided_by_the_number_of_other_paragraphs(measure: Measure) -> None:
    some = [candidate(measure, number, text) for number, text in enumerate([*TEXTS[:3:2], "Ingen var der."])]
    assert ArticleContext(some, dict.fromkeys(range(3), 0.0), measure).names(
        some[1], frozenset()
    ) == pytest.approx(1 / 6)


def test_other_articles_add_nothing_to_a_paragraph(measure: Measure) -> None:
    some = [candidate(measure, number, text, article=number) for number, text in enumerate(TEXTS[:3])]
    context = ArticleContext(some, {0: 0.5, 1: 0.7, 2: 0.1}, measure)
    assert [(context.names(one, one.matched), context.article(one)) for one in some] == [(0, 0)] * 3


def test_a_paragraph_gets_the_highest_score_of_the_other_paragraphs_of_its_article(measure: Measure) -> None:
    some = [candidate(measure, number, text) for number, text in enumerate(TEXTS[:3])]
    context = ArticleContext(some, {0: 0.5, 1: 0.7, 2: 0.1}, measure)
    assert [context.article(one) for one in some] == [0.7, 0.5, 0.7]


def test_a_word_that_is_mostly_in_lower_case_is_not_a_name(measure: Measure) -> None:
    texts = ["Finalen er i dag.", "Vi så finalen.", "Ingen vant."]
    some = [candidate(measure, number, text) for number, text in enumerate(texts)]
    assert ArticleContext(some, dict.fromkeys(range(3), 0.0), measure).names(some[2], some[2].matched) == 0
