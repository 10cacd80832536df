"""Features: the numbers that speak for a paragraph as the answer to a question."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple


def logistic(logit: float) -> float:
    """Return the probability with this logit, which is cut off at 30 on both sides."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


class CosineSimilarity(NamedTuple):
    """How similar a paragraph and a question are in meaning, as cosines of their vectors.

    Args:
        whole: of the whole paragraph.
        nearest: of the part of the paragraph that is nearest to the question.
        part: the number of that part, from 0; None if the paragraph has only one.
    """

    whole: float
    nearest: float
    part: int | None = None


class Pointed(NamedTuple):
    """A range of characters of a paragraph, and the probability that it is the answer if the paragraph answers."""

    start: int
    end: int
    probability: float


class Reading(NamedTuple):
    """What a reranker says of a paragraph that it read together with the question.

    Args:
        answers: how surely the paragraph answers, as a logit: 0 is as likely as not.
        words: the range of characters of the paragraph that answers best; None if it points at none.
        certainty: the probability that the answer is exactly these words, if the paragraph answers.
        likely: the ranges that answer most probably, the best first; none where a reranker knows only the best.
    """

    answers: float
    words: tuple[int, int] | None = None
    certainty: float = 0.0
    likely: tuple[Pointed, ...] = ()

    @property
    def probability(self) -> float:
        """How surely the paragraph answers, from 0 to 1."""
        return logistic(self.answers)


@dataclass(frozen=True)
class WordMatch:
    """A word of the question and its weight: the idf, lowered for a stop word.

    ``known`` is true if some paragraph in scope has the word. A date is not a stop word.
    """

    text: str
    weight: float
    known: bool = True
    is_stop_word: bool = False


class Features(NamedTuple):
    """The features of a paragraph, on scales that are comparable between questions.

    A share is the weight of some words of the question over the weight of all of them, from 0 to 1.

    Args:
        body: BM25 of the paragraph (Lucene's, without the factor k1 + 1) over the weight of the question.
        title: BM25 of the title and the headings of the paragraph, likewise.
        coverage: the share found in the paragraph, its title or its headings.
        window: the share found in the title, the headings or the best stretch of the paragraph.
        exact: the share that the paragraph or its headings spell as the question does.
        numbers: the share of numbers and dates that the paragraph or its headings have.
        answer_type: 1 if the paragraph has an answer of the expected type, such as a name to "who".
        article: the highest BM25 among the other retrieved paragraphs of the article.
        names: the share of names that the paragraph lacks and its article has, by how many of those paragraphs do.
        meaning: cosine of the whole paragraph and the question, or 0 without vectors.
        part: cosine of its nearest part and the question, or 0 without vectors.
        time: how well the day of the article fits the time asked about.
        adjacent: the share of pairs of words that stand side by side in the question, and in the paragraph or its
            headings.
        named: the share of names and numbers that the paragraph or its title has.
        definition: 1 if the paragraph defines a word whose definition is asked.
        holder: its share of the question, if this asks for the holder of an office and the paragraph names one.
        reason: how surely the paragraph states a reason, if one is asked, by its share of the question.
        other_language: 1 if the paragraph is in another language than the question.
        reading: how surely the paragraph answers, to a reranker that read it with the question: the logit, and 10
            more; 0 if it was not read.
    """

    body: float = 0.0
    title: float = 0.0
    coverage: float = 0.0
    window: float = 0.0
    exact: float = 0.0
    numbers: float = 0.0
    answer_type: float = 0.0
    article: float = 0.0
    names: float = 0.0
    meaning: float = 0.0
    part: float = 0.0
    time: float = 0.0
    adjacent: float = 0.0
    named: float = 0.0
    definition: float = 0.0
    holder: float = 0.0
    reason: float = 0.0
    other_language: float = 0.0
    reading: float = 0.0


@dataclass(frozen=True)
class MatchReport:
    """Why a quote was found: the words of the question in it, around it and in neither, and its features.

    ``reading`` is what a reranker says of it, if one has read it.
    """

    matched: tuple[WordMatch, ...]
    in_title: tuple[WordMatch, ...]
    missing: tuple[WordMatch, ...]
    coverage: float
    features: Features = field(default_factory=Features)
    in_heading: tuple[WordMatch, ...] = ()
    reading: Reading | None = None
