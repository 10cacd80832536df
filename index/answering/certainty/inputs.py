"""The inputs of the confidence: what the first quote has of the question, and its lead over others."""

import math
from collections.abc import Sequence
from operator import attrgetter
from statistics import fmean

from index.answering.certainty.events import report_same_event
from index.model.features import MatchReport
from index.model.records import Quote
from index.ranking.linear import fitted_part
from index.ranking.scope import MOST_QUOTES

_OF_FIRST = (
    "body",
    "coverage",
    "window",
    "exact",
    "answer_type",
    "title",
    "article",
    "names",
    "meaning",
    "part",
    "named",
    "definition",
)
INPUTS = (
    *_OF_FIRST,
    "lead_1",
    "lead_3",
    "meaning_lead",
    "part_lead",
    "alone",
    "few",
    "length",
    "constant",
)
"""The inputs of the regression, by the names of their coefficients in weights.json.

The first are features of the first quote. "lead_1" and "lead_3" are the leads of its score over the first and the
third article about something else, "meaning_lead" and "part_lead" those of its cosines over the mean of all such
articles. "alone" says that there is none. "few" is 1 for one quote and 0 for as many as are ever ranked. "length"
is the logarithm of the number of content words of the question, and one more: the longer a question is, the less
likely it is to be matched by chance.
"""
FREE = ("alone", "few", "constant")
"""The inputs whose coefficients may be negative."""

_of_first = attrgetter(*_OF_FIRST)
# The lead counts over the first and the third of the others.
_LEADS = 3
_MOST_LEAD = 5.0


def inputs(quotes: Sequence[Quote]) -> tuple[float, ...]:
    """Return the INPUTS of a ranking.

    Another paragraph of the same article or event is no reason for doubt: leads are those over other articles.
    """
    first, others = quotes[0], _of_other_articles(quotes)
    features, of_others = first.match_report.features, [one.match_report.features for one in others]
    leads = [min(_MOST_LEAD, _score(first) - _score(one)) for one in others[:_LEADS]]
    return (
        *_of_first(features),
        leads[0] if leads else 0.0,
        leads[_LEADS - 1] if len(leads) == _LEADS else _MOST_LEAD * bool(leads),
        features.meaning - _mean([one.meaning for one in of_others]) if others else 0.0,
        features.part - _mean([one.part for one in of_others]) if others else 0.0,
        float(not others),
        1 - min(len(quotes) - 1, MOST_QUOTES - 1) / (MOST_QUOTES - 1),
        _length(first.match_report),
        1.0,
    )


def _mean(values: Sequence[float]) -> float:
    """Return the mean, 0 for nothing; without meaning all are 0, and their mean takes 20 µs."""
    return fmean(values) if any(values) else 0.0


def _score(quote: Quote) -> float:
    """Return the score as the regression knows it. Being the newest, for one, makes an answer no surer."""
    return fitted_part(quote.score, quote.match_report.features)


def _of_other_articles(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the best quote of each article about something else, in their order."""
    best: dict[int, Quote] = {}
    for quote in quotes:
        best.setdefault(quote.article.id, quote)
    return [one for one in best.values() if not report_same_event(one.article, quotes[0].article)]


def _length(report: MatchReport) -> float:
    every = {
        word.text
        for some in (report.matched, report.in_title, report.in_heading, report.missing)
        for word in some
        if not word.is_stop_word
    }
    return math.log(1 + len(every))
