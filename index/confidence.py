"""How likely it is that a library answers a question, and the verdict that follows.

A logistic regression on what speaks for the first quote and how far it is ahead of others. Its coefficients and
the thresholds are made by ``make weights`` from judged questions that were asked twice: with the paragraphs that
are right, and with these hidden.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from index.models import Evidence, Quote, Reason, Verdict, WordMatch
from index.weights import Model, of_confidence

FEATURES = ("coverage", "window", "exact", "title", "article", "meaning", "part", "lead_3", "lead_10", "constant")

_MOST_LEAD = 5.0
# Judged questions have six words and more, so of one or two the model knows little. What a stretch of a paragraph
# says whole is found, what it says nearly whole, or a part of a short question, is not refused; and with less than
# the last share, words alone are never sure.
_WHOLE, _NEARLY, _PART, _TOO_LITTLE = 0.95, 0.8, 0.3, 0.6
_SHORT = 2
# Of a question in another language: on the first article, those that it answers have 0.824 and more, others less.
_NEAR = 0.82


class Assessment(NamedTuple):
    """The probability, from 0 to 1, that a library answers a question, and what is said of that."""

    confidence: float
    verdict: Verdict
    reason: Reason | None


def features(scores: Sequence[float], first: Evidence) -> tuple[float, ...]:
    """Returns FEATURES of a ranking: the evidence for its first paragraph, and its lead over the 3rd and the 10th.

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


def probability(scores: Sequence[float], first: Evidence, model: Model) -> float:
    """Returns the probability, from 0 to 1, that a question is answered whose ranking is this."""
    values = zip(FEATURES, features(scores, first), strict=True)
    logit = sum(model.coefficients[name] * value for name, value in values)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def assess(
    telling: Sequence[WordMatch], languages: Sequence[str], quotes: Sequence[Quote], across: bool
) -> Assessment:
    """Returns how sure these quotes are to answer a question.

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
        # Scores by words alone and by meaning do not compare, and across languages words say little.
        model = of_confidence(("across" if across else "meaning") if first.meaning else "words")
        sure = probability([quote.score for quote in quotes], first, model)
        verdict, reason = _judge(sure, first, len(telling), model)
        if across:  # of what it says there, the reader has to make sure
            is_weak = verdict is not Verdict.NOT_FOUND or first.meaning >= _NEAR
            return Assessment(sure, Verdict.WEAK if is_weak else Verdict.NOT_FOUND, Reason.OTHER_LANGUAGE)
        if verdict is not Verdict.NOT_FOUND:
            return Assessment(sure, verdict, reason)
    return Assessment(sure, Verdict.NOT_FOUND, _why_not(telling, across))


def _judge(sure: float, first: Evidence, telling: int, model: Model) -> tuple[Verdict, Reason | None]:
    """Returns the verdict at this probability on a question with so many telling words.

    A question of stop words alone ("hari ini?") may mean something, but nobody can be sure that it does.
    """
    is_found = sure >= model.found and (first.meaning or first.window >= _TOO_LITTLE)
    if (is_found or first.window >= _WHOLE) and telling:
        return Verdict.FOUND, None
    if sure >= model.weak or first.window >= (_PART if 0 < telling <= _SHORT else _NEARLY):
        return Verdict.WEAK, Reason.LOW_COVERAGE
    return Verdict.NOT_FOUND, Reason.LOW_COVERAGE


def _why_not(telling: Sequence[WordMatch], across: bool) -> Reason:
    if across:
        return Reason.OTHER_LANGUAGE
    if any(match.known for match in telling) or not telling:
        return Reason.LOW_COVERAGE
    return Reason.UNKNOWN_WORDS
