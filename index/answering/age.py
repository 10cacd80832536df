"""Whether an answer is older than the time that its question asks about."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index.query.parsed_question import ParsedQuestion
from index.query.times.mentions import mentions
from index.ranking.linear import TIME_WEIGHT
from index.ranking.scoring import Ranked


class Age(NamedTuple):
    """How old an answer is.

    Args:
        is_older: whether it is too old to be the answer, or of no known day where others have one.
        newest: the day of the newest answer, if all are older than the time asked about.
    """

    is_older: bool = False
    newest: date | None = None


FITS = Age()
"""The age of an answer that is of the time asked about, or whose question asks about no time."""


def age_of(question: ParsedQuestion, ranked: Sequence[Ranked]) -> Age:
    """Return the age of the first of these paragraphs, best first.

    A paragraph that names the time asked about itself is not older, whatever the day of its article.
    """
    time = question.time
    if time is None or not ranked:
        return FITS
    first = ranked[0]
    article, day = first.candidate.article, first.candidate.day
    if day is not None and day >= time.period.start:
        return FITS
    if any(
        mentions(text, article.language or "", time.period)
        for text in (first.candidate.paragraph.text, article.title)
    ):
        return FITS
    if day is not None:
        return Age(day < time.oldest, day)
    if not time.is_relative or all(one.candidate.day is None for one in ranked):
        return FITS
    near = [one for one in ranked if one.score >= first.score - TIME_WEIGHT]
    newest = max((day for one in near if (day := one.candidate.day)), default=None)
    return Age(True, newest if newest and newest < time.period.start else None)
