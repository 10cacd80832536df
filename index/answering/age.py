"""Whether an answer is of the time that its question asks about, or of an earlier or later one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from index.query.parsed_question import ParsedQuestion
from index.query.times.mentions import mentions
from index.query.times.question_time import QuestionTime
from index.ranking.candidates import Candidate
from index.ranking.linear import TIME_WEIGHT
from index.ranking.recency import fact_indices
from index.ranking.scoring import Ranked

# News of yesterday is printed today or the day after, and that of a year in the first days of the next.
_REPORTED_WITHIN, _OF_DAY_WITHIN = timedelta(days=7), timedelta(days=2)


class Age(NamedTuple):
    """How old an answer is.

    Args:
        is_of_other_time: whether it is too old or too new to be the answer, or of no known day where others have
            one.
        newest: the day of the newest comparable answer from before the time asked about, if none is of it.
    """

    is_of_other_time: bool = False
    newest: date | None = None


FITS = Age()
"""The age of an answer that is of the time asked about, or whose question asks about no time."""


def age_of(question: ParsedQuestion, ranked: Sequence[Ranked]) -> Age:
    """Return the age of the first of these paragraphs, best first.

    A paragraph that names the time asked about itself is of that time, whatever the day of its article.
    """
    time = question.time
    if time is None or not ranked or _is_of_time(question, time, ranked[0].candidate):
        return FITS
    day = ranked[0].candidate.day
    if day is None and (not time.is_relative or all(one.candidate.day is None for one in ranked)):
        return FITS
    return Age(
        _is_too_old_or_new(time, day), None if _is_newer(time, day) else _newest_before(question, ranked, time)
    )


def _is_of_time(question: ParsedQuestion, time: QuestionTime, first: Candidate) -> bool:
    start, end = time.period
    within = _REPORTED_WITHIN if end > start else _days_to_report(question)
    if first.day is not None and start <= first.day <= end + within:
        return True
    texts, code = (first.paragraph.text, first.article.title), first.article.language or ""
    return any(mentions(text, code, time.period) for text in texts) or (
        time.recurs and _says_time(question, first)
    )


def _days_to_report(question: ParsedQuestion) -> timedelta:
    """Return how long after a day it is reported. A price is that of the day of its report."""
    return timedelta(0) if question.is_about_changing_fact else _OF_DAY_WITHIN


def _says_time(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a paragraph or its title has all words of the time, as "June" for "in June"."""
    asked = [index for index, word in enumerate(question.words) if not word.terms.isdisjoint(question.time_terms)]
    return bool(asked) and first.said.issuperset(asked)


def _is_too_old_or_new(time: QuestionTime, day: date | None) -> bool:
    if day is None:
        return True
    if time.recurs:
        return not time.has_in_some_year(day)
    # A day of the week may be that of an earlier week.
    return day < time.oldest or (_is_newer(time, day) and time.oldest == time.period.start)


def _is_newer(time: QuestionTime, day: date | None) -> bool:
    return day is not None and day > time.period.end


def _newest_before(question: ParsedQuestion, ranked: Sequence[Ranked], time: QuestionTime) -> date | None:
    """Return the newest day before the time among paragraphs that answer about as well as the first one.

    Return None if one of them is of the time.
    """
    first = ranked[0]
    subject = _subject(question) & first.candidate.said
    days = [
        day
        for one in ranked
        if (day := one.candidate.day) and one.score >= first.score - TIME_WEIGHT and subject <= one.candidate.said
    ]
    if any(time.period.start <= day <= time.period.end for day in days):
        return None
    return max((day for day in days if day < time.period.start), default=None)


def _subject(question: ParsedQuestion) -> frozenset[int]:
    """Return which words say what a question is about, in any words for a rate and at any time."""
    named = frozenset(
        index for index in question.content_indices if question.words[index].terms.isdisjoint(question.time_terms)
    )
    return (named - fact_indices(question)) or named
