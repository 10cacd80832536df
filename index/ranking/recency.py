"""Raise the newest of comparable paragraphs, if a question asks for what is so now.

The age in days says little: the newest report on a mayor may be two years old, that on a flood two hours. What
counts is the order of the days among the paragraphs that answer about as well.

A newer report on a rate may call it something else: "Rupiah menutup pekan di Rp16.412 per dolar AS" has no
"kurs". It goes first if it lacks no word but those for the fact itself, and is like the older report in its words
and units.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from index import analysis
from index.analysis.stopwords import stop_words
from index.query.answer_type import AnswerType
from index.query.expected.numbers import units
from index.query.parsed_question import ParsedQuestion
from index.ranking.linear import TIME_WEIGHT
from index.ranking.scoring import Ranked
from index.ranking.word_weights import share_of

# How much the newest day raises a paragraph whose question says "now", and one whose question asks for a price.
_ASKED, _CHANGING = 1.0, 0.5
# In shares of the question: a newer paragraph that lacks more is no newer price of the same thing.
_FEW_WORDS = 0.1
# The share of the shorter report's terms that the other one has, too.
_ALIKE = 0.3
_JUST_BEFORE = 0.01


def newest_first(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return paragraphs with a higher time feature for those that are newer, in no order."""
    strength = _strength(question)
    if not strength or all(one.candidate.article.published is None for one in ranked):
        return list(ranked)
    ranked = _with_newest_report_first(ranked, question)
    comparable = _comparable(ranked, question)
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


def _comparable(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return the paragraphs that their day could bring before the best, with an answer of the type that it has.

    If some are of the time asked about, as for "this week", only these.
    """
    best, strength = max(ranked, key=lambda one: one.score), _strength(question)
    needs_words = strength < _ASKED or _asks_for_figure(question)
    least = best.features.coverage - _FEW_WORDS if needs_words else 0.0
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


def _with_newest_report_first(ranked: Sequence[Ranked], question: ParsedQuestion) -> Sequence[Ranked]:
    """Return the paragraphs, of which the newest report on the same fact goes before the best, in no order."""
    if not _asks_for_figure(question):
        return ranked
    best, facts = max(ranked, key=lambda one: one.score), fact_indices(question)
    newer = [one for one in ranked if _is_newer_report(one, best, question, facts)]
    if not newer:
        return ranked
    newest = max(newer, key=lambda one: (one.candidate.day or date.min, _common_terms(one, best), one.score))
    return [_before(one, best, question, facts) if one is newest else one for one in ranked]


def _asks_for_figure(question: ParsedQuestion) -> bool:
    """Return whether a question asks for a fact that changes but the holder of an office, who seldom does."""
    expected = question.answer_type
    return question.is_about_changing_fact and (expected is None or expected.type is not AnswerType.NAME)


def fact_indices(question: ParsedQuestion) -> frozenset[int]:
    """Return which words of a question name the fact that changes, such as "exchange rate"."""
    return frozenset(
        index for index, word in enumerate(question.words) if question.fact_words.issuperset(word.spelling.split())
    )


def _is_newer_report(one: Ranked, best: Ranked, question: ParsedQuestion, facts: frozenset[int]) -> bool:
    if not (one.candidate.day and best.candidate.day) or one.candidate.day <= best.candidate.day:
        return False
    content = _content_indices(question)
    found, found_in_best = one.candidate.said & content, best.candidate.said & content
    return (
        bool(found)
        and content - facts <= found_in_best
        and found_in_best - found <= facts
        and one.candidate.article.language == best.candidate.article.language
        and one.features.answer_type >= best.features.answer_type
        and not units(one.candidate.paragraph.text).isdisjoint(units(best.candidate.paragraph.text))
        and _likeness(one, best) >= _ALIKE
    )


def _content_indices(question: ParsedQuestion) -> frozenset[int]:
    """Return which words of a question are content words, but for the number in "1 dollar"."""
    content = question.content_indices
    if not question.currencies:
        return content
    return frozenset(index for index in content if not question.words[index].spelling.isdecimal())


def _likeness(one: Ranked, other: Ranked) -> float:
    """Return the share of terms that two paragraphs with their titles have in common."""
    terms, others = (_terms(each, f"{each.candidate.article.title}\n") for each in (one, other))
    return len(terms & others) / max(1, min(len(terms), len(others)))


def _common_terms(one: Ranked, other: Ranked) -> int:
    return len(_terms(one) & _terms(other))


def _terms(one: Ranked, title: str = "") -> frozenset[str]:
    code = one.candidate.article.language or ""
    found = analysis.terms(title + one.candidate.paragraph.text, code)
    return frozenset(term for term in found if term.isalpha() and term not in stop_words(code))


def _before(one: Ranked, best: Ranked, question: ParsedQuestion, facts: frozenset[int]) -> Ranked:
    """Return a report that goes before the best, with the words for the fact, which its figure stands for."""
    implied = facts - one.candidate.said
    share = share_of(question, implied)
    features = one.features._replace(
        coverage=one.features.coverage + share, window=one.features.window + share, time=best.features.time
    )
    candidate = one.candidate._replace(matched_in_title=one.candidate.matched_in_title | implied)
    return one._replace(candidate=candidate, features=features, score=best.score + _JUST_BEFORE)
