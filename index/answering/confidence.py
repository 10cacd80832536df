"""How likely it is that a library answers a question, and the verdict that follows.

A logistic regression on what speaks for the first quote and how far it is ahead of others. Its coefficients and
the thresholds are made by ``make weights`` from judged questions that were asked twice: with the paragraphs that
are right, and with these hidden. So of a number of questions of which half can be answered, it tells the share.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from index.model.features import Evidence, WordMatch
from index.model.records import Period, Quote, Reason, Verdict
from index.ranking.weights import of_confidence, thresholds

FEATURES = ("coverage", "window", "exact", "title", "article", "meaning", "part", "lead_3", "lead_10", "constant")

_MOST_LEAD = 5.0
_SURE_SHARE = 0.95
_SURE_LEAD = 3.0
# Judged questions have six words and more, so of one or two the model knows little: what a stretch of a paragraph
# says whole is found, and where it says nearly half of it, it is not refused.
_SHORT, _WHOLE, _NEARLY_HALF = 2, 0.95, 0.4
# With less than this share of a question, words alone are never sure.
_TOO_LITTLE = 0.6
# Of a question in another language: on the first article, those that it answers have 0.824 and more, others less.
_NEAR = 0.82


class Basis(StrEnum):
    """What a ranking stands on. Each has coefficients of its own: their scores do not compare."""

    SURE_WORDS = "sure_words"
    WORDS = "words"
    MEANING = "meaning"
    ACROSS = "across"
    """Meaning, where words say little: the question is in a language that the library lacks."""


class Assessment(NamedTuple):
    """The probability, from 0 to 1, that a library answers a question, and what is said of that."""

    confidence: float
    verdict: Verdict
    reason: Reason | None


def features(scores: Sequence[float], first: Evidence) -> tuple[float, ...]:
    """Return FEATURES of a ranking: the evidence for its first paragraph, and its lead over the 3rd and the 10th.

    Args:
        scores: of the ranking, best first. Where there is no 3rd or 10th, nothing else comes near: the lead is the
            most that counts.
        first: what speaks for the first.
    """
    lead_3, lead_10 = (
        min(_MOST_LEAD, scores[0] - scores[place - 1]) if len(scores) >= place else _MOST_LEAD for place in (3, 10)
    )
    of_first = (first.coverage, first.window, first.exact, first.title, first.article, first.meaning, first.part)
    return (*of_first, lead_3, lead_10, 1.0)


def is_sure(scores: Sequence[float], first: Evidence) -> bool:
    """Return whether words leave no doubt about the first paragraph, so that its meaning would not change it.

    On judged questions, 1 to 27 of 100 are so clear; of those meaning puts no more first than words do.
    """
    lead = scores[0] - (scores[1] if len(scores) > 1 else 0.0)
    return first.window >= _SURE_SHARE and lead >= _SURE_LEAD


def basis(scores: Sequence[float], first: Evidence, across: bool) -> Basis:
    """Return what a ranking stands on. ``across`` says that the library lacks the language of the question."""
    if first.meaning:
        return Basis.ACROSS if across else Basis.MEANING
    return Basis.SURE_WORDS if is_sure(scores, first) else Basis.WORDS


def probability(scores: Sequence[float], first: Evidence, across: bool) -> float:
    """Return the probability, from 0 to 1, that a question is answered whose ranking is this."""
    coefficients = of_confidence(basis(scores, first, across))
    values = zip(FEATURES, features(scores, first), strict=True)
    logit = sum(coefficients[name] * value for name, value in values)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def assess(
    telling: Sequence[WordMatch], languages: Sequence[str], quotes: Sequence[Quote], across: bool
) -> Assessment:
    """Return how sure these quotes are to answer a question.

    Args:
        telling: the words that tell what the question is about.
        languages: those of the library.
        across: whether the library lacks the language of the question.
    """
    if not languages:
        return Assessment(0.0, Verdict.NOT_FOUND, Reason.EMPTY_LIBRARY)
    if not (telling or quotes):
        return Assessment(0.0, Verdict.NOT_FOUND, Reason.NO_WORDS)
    sure = 0.0
    if quotes:
        first = quotes[0].signals.evidence
        sure = max(probability([quote.score for quote in quotes], first, across), _least(first, len(telling)))
        verdict, reason = _judge(sure, first, len(telling))
        if across:  # of what it says there, the reader has to make sure
            is_weak = verdict is not Verdict.NOT_FOUND or first.meaning >= _NEAR
            return Assessment(sure, Verdict.WEAK if is_weak else Verdict.NOT_FOUND, Reason.OTHER_LANGUAGE)
        if verdict is not Verdict.NOT_FOUND:
            return Assessment(sure, verdict, reason)
    return Assessment(sure, Verdict.NOT_FOUND, _why_not(telling, across))


def of_news(newest: Quote, asked: Period) -> Assessment:
    """Return how sure the newest article is to be of the time asked about, where nothing else is asked."""
    published = newest.article.published
    if published is not None and published >= asked.start:
        return Assessment(1.0, Verdict.FOUND, None)
    return Assessment(0.0, Verdict.WEAK, Reason.LOW_COVERAGE)


def _least(first: Evidence, telling: int) -> float:
    """Return the probability that a question with so few telling words has at least."""
    if not 0 < telling <= _SHORT or first.window < _NEARLY_HALF:
        return 0.0
    return thresholds().found if first.window >= _WHOLE else thresholds().weak


def _judge(sure: float, first: Evidence, telling: int) -> tuple[Verdict, Reason | None]:
    """Return the verdict at this probability.

    A question of stop words alone ("hari ini?") may mean something, but nobody can be sure that it does.
    """
    if sure >= thresholds().found and telling and (first.meaning or first.window >= _TOO_LITTLE):
        return Verdict.FOUND, None
    return Verdict.WEAK if sure >= thresholds().weak else Verdict.NOT_FOUND, Reason.LOW_COVERAGE


def _why_not(telling: Sequence[WordMatch], across: bool) -> Reason:
    if across:
        return Reason.OTHER_LANGUAGE
    if any(match.known for match in telling) or not telling:
        return Reason.LOW_COVERAGE
    return Reason.UNKNOWN_WORDS
