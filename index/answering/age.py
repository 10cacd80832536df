"""Whether an answer is of the time that its question asks about, or of an earlier or later one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from index.query.parsed_question import ParsedQuestion
from index.query.times.mentions import mentions
from index.ranking.linear import TIME_WEIGHT
from index.ranking.scoring import Ranked

# News of yesterday is printed today, and that of a year in the first days of the next.
_REPORTED_WITHIN = timedelta(days=7)


class Age(NamedTuple):
    """How old an answer is.

    Args:
        is_of_other_time: whether it is too old or too new to be the answer, or of no known day where others have
            one.
        newest: the day of the newest answer, if all are older than the time asked about.
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
    if time is None or not ranked:
        return FITS
    first = ranked[0]
    texts, day = (first.candidate.paragraph.text, first.candidate.article.title), first.candidate.day
    if day is not None and time.period.start <= day <= time.period.end + _REPORTED_WITHIN:
        return FITS
    if any(mentions(text, first.candidate.article.language or "", time.period) for text in texts):
        return FITS
    if day is not None and day > time.period.end:
        # "In January" may be that of another year.
        return Age(time.oldest == time.period.start)
    if day is not None:
        return Age(day < time.oldest, day)
    if not time.is_relative or all(one.candidate.day is None for one in ranked):
        return FITS
    near = [one for one in ranked if one.score >= first.score - TIME_WEIGHT]
    newest = max((day for one in near if (day := one.candidate.day)), default=None)
    return Age(True, newest if newest and newest < time.period.start else None)
