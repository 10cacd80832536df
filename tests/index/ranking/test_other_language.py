"""A paragraph in another language does not go before one that has the words of the question and its meaning."""

import pytest

from index.model.features import Features
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph
from index.query.parsing import parse
from index.ranking.bounds import measured_alike
from index.ranking.candidates import Candidate
from index.ranking.linear import linear_model
from index.ranking.scoring import Ranked

QUESTION = parse("harga minyak Brentwood", ("id", "en"), today=None)


def ranked(
    number: int, meaning: float, coverage: float, other_language: float, matched: frozenset[int] = frozenset()
) -> Ranked:
    article = Article(id=number, library="shared", paragraph_count=1, title="Kurs")
    nothing = frozenset[int]()
    candidate = Candidate(
        article, Paragraph(number, number, 1, "Teks."), 1, Late.known(()), [], matched, [], nothing, nothing, 0, 0
    )
    features = Features(meaning=meaning, part=meaning, coverage=coverage, other_language=other_language)
    return Ranked(candidate, features, linear_model(True, bool(other_language)).score(features), None)


@pytest.mark.parametrize(
    ("own", "other", "comes_first"),
    [
        ((0.90, 1.0), (0.83, 0.34), 1),  # nearer, and with all words
        ((0.82, 0.7), (0.80, 0.0), 1),
        ((0.84, 0.3), (0.83, 0.0), 2),  # a few words more are not enough
        ((0.84, 0.7), (0.88, 0.0), 2),  # a translation of the answer is nearer than words are
    ],
)
def test_words_in_the_language_of_the_question_outweigh_another_language(
    own: tuple[float, float], other: tuple[float, float], comes_first: int
) -> None:
    found = measured_alike([ranked(1, *own, 0.0), ranked(2, *other, 1.0)], QUESTION, ())
    assert max(found, key=lambda one: one.score).candidate.paragraph.id == comes_first


def test_a_name_that_only_the_other_language_has_counts_for_more() -> None:
    names = [number for number, word in enumerate(QUESTION.words) if word.text == "Brentwood"]
    has_name, common = frozenset(names), QUESTION.content_indices.difference(names)
    own, other = ranked(1, 0.84, 0.9, 0.0, common), ranked(2, 0.83, 0.3, 1.0, has_name)
    assert names
    assert measured_alike([own, other], QUESTION, ()) == [own, other]
    assert measured_alike([own, ranked(2, 0.83, 0.3, 1.0)], QUESTION, ())[1].score < other.score


def test_a_nearer_paragraph_with_the_name_outweighs_another_fact_of_the_same_kind() -> None:
    names = frozenset(number for number, word in enumerate(QUESTION.words) if word.text == "Brentwood")
    own = ranked(1, 0.89, 0.56, 0.0, names)
    named = own._replace(features=own.features._replace(named=0.56))
    price = ranked(2, 0.83, 0.44, 1.0, QUESTION.content_indices - names)
    assert measured_alike([named, price], QUESTION, ())[1].score < price.score
    assert measured_alike([own, price], QUESTION, ())[1].score == price.score


def test_paragraphs_in_one_language_keep_their_scores() -> None:
    some = [ranked(1, 0.9, 1.0, 0.0), ranked(2, 0.8, 0.0, 0.0)]
    assert measured_alike(some, QUESTION, ()) == some
    alone = [replace_language(one) for one in some]
    assert measured_alike(alone, QUESTION, ()) == alone


def replace_language(one: Ranked) -> Ranked:
    return one._replace(features=one.features._replace(other_language=1.0))
