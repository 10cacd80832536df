"""Raise the newest of comparable paragraphs, if a question asks for what is so now.

The age in days says little: the newest report on a mayor may be two years old, that on a flood two hours. What
counts is the order of the days among the paragraphs that answer about as well.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from index.query.parsed_question import ParsedQuestion
from index.ranking.linear import TIME_WEIGHT
from index.ranking.scoring import Ranked

# How much the newest day raises a paragraph whose question says "now", and one whose question asks for a price.
_ASKED, _CHANGING = 1.0, 0.5
# In shares of the question: a newer paragraph that lacks more is no newer price of the same thing.
_FEW_WORDS = 0.1


def newest_first(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return paragraphs with a higher time feature for those that are newer, in no order."""
    strength = _strength(question)
    if not strength or all(one.candidate.article.published is None for one in ranked):
        return list(ranked)
    comparable = _comparable(ranked, strength)
    newness = _newness(comparable)
    raised = {one.candidate.paragraph.id for one in comparable}
    return [
        _raised(one, strength * newness.get(one.candidate.day, 0.0))
        if one.candidate.paragraph.id in raised
        else one
        for one in ranked
    ]


def _strength(question: ParsedQuestion) -> float:
    if question.time is not None:
        return _ASKED if question.time.newest else 0.0
    return _CHANGING if question.asks_for_changing_fact else 0.0


def _comparable(ranked: Sequence[Ranked], strength: float) -> list[Ranked]:
    """Return the paragraphs that their day could bring before the best, with an answer of the type that it has.

    If some are of the time asked about, as for "this week", only these.
    """
    best = max(ranked, key=lambda one: one.score)
    least = best.features.coverage - _FEW_WORDS if strength < _ASKED else 0.0
    near = [
        one
        for one in ranked
        if one.score >= best.score - strength * TIME_WEIGHT
        and one.features.answer_type >= best.features.answer_type
        and one.features.coverage >= least
    ]
    return [one for one in near if one.features.time] or near


def _newness(comparable: Sequence[Ranked]) -> Mapping[date | None, float]:
    """Return the place of each day among those of these paragraphs, from 0 for the oldest to 1 for the newest."""
    days = sorted({day for one in comparable if (day := one.candidate.day)})
    return {day: place / (len(days) - 1) if len(days) > 1 else 1.0 for place, day in enumerate(days)}


def _raised(one: Ranked, newness: float) -> Ranked:
    time = max(one.features.time, newness)
    score = one.score + TIME_WEIGHT * (time - one.features.time)
    return one._replace(features=one.features._replace(time=time), score=score)
