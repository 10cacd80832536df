"""Paragraphs in another language stay behind those that have the words of a question."""

from typing import cast

import pytest

from index.model.features import Features
from index.ranking.bounds import words_first
from index.ranking.candidates import Candidate
from index.ranking.scoring import Ranked


def ranked(score: float, coverage: float, other: float, meaning: float = 0.8) -> Ranked:
    features = Features(coverage=coverage, other_language=other, meaning=meaning, part=meaning)
    return Ranked(cast("Candidate", None), features, score, None)


@pytest.mark.parametrize(
    ("own", "other", "meaning", "expected"),
    [
        (1.0, 0.2, 0.9, 70.0),
        (0.95, 0.6, 0.9, 70.0),
        (1.0, 0.9, 0.85, 75.0),  # it has nearly as much, and is nearer
        (1.0, 1.0, 0.85, 75.0),
        (1.0, 1.0, 0.82, 70.0),  # it says the same
        (0.95, 1.0, 0.82, 75.0),
        (0.5, 0.0, 0.8, 75.0),  # the words are about something else
    ],
)
def test_another_language_goes_before_words_only_where_it_is_nearer(
    own: float, other: float, meaning: float, expected: float
) -> None:
    assert words_first([ranked(75.0, other, 1.0, meaning), ranked(70.0, own, 0.0)])[0].score == expected


def test_a_paragraph_in_the_language_of_the_question_keeps_its_score() -> None:
    assert [one.score for one in words_first([ranked(75.0, 0.1, 0.0), ranked(70.0, 1.0, 0.0)])] == [75.0, 70.0]
