"""How likely it is that the library answers a question, and the verdict that follows.

A logistic regression on the features of the first quote and its lead over others. ``make weights`` fits the
coefficients and the thresholds to judged questions that were asked of libraries of several sizes: with the right
paragraphs, with these hidden, and without their articles. The probability is that of a right first quote in a set
of questions of which half have an answer. An answer is found from the probability above which 92 of 100 are right,
if each question is asked of a library that has the answer and of one that lacks its article.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from index.analysis import words
from index.analysis.unspaced import is_one_character
from index.answering.age import FITS, Age
from index.answering.certainty.inputs import INPUTS, inputs
from index.model.features import Features, MatchReport, WordMatch, logistic
from index.model.records import Quote, Reason, Verdict
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.query.times.changing_facts import is_fact_word
from index.ranking.weights import Thresholds, confidence_coefficients, reading_coefficients, thresholds

_SURE_SHARE = 0.95
_SURE_LEAD = 3.0
# From here on, an answer is so likely to be right that nobody has to read it.
_CERTAIN = 0.95
# If a stretch of a paragraph has this share of a question, the answer is found: of 431 such first quotes of judged
# questions, 94 of 100 were right.
_WHOLE = 0.95
# In content words. Judged questions have six words or more, so the model knows little about shorter ones.
_SHORT = 2
# If a stretch has this share of a short question, the answer is not refused.
_NEARLY_HALF = 0.4
# With a smaller share of the question, words alone are never sure.
_TOO_LITTLE = 0.6
# Nor with this share of words that nobody has written: "siapa membangun jembatan dan tanggul?" without "jembatan".
_TOO_MUCH_UNKNOWN = 0.3


class Basis(StrEnum):
    """The basis of a ranking. Each has its own coefficients, because their scores are not comparable."""

    SURE_WORDS = "sure_words"
    WORDS = "words"
    MEANING = "meaning"
    ACROSS = "across"
    """Meaning, for a quote in another language than the question: its words say little."""


class Assessment(NamedTuple):
    """The probability, from 0 to 1, that a library answers a question, with the verdict and its reason.

    ``newest_before`` is the day of the newest answer, if all are older than the time asked about.
    """

    confidence: float
    verdict: Verdict
    reason: Reason | None
    newest_before: date | None = None


SURE = Assessment(1.0, Verdict.FOUND, None)


def is_sure(scores: Sequence[float], first: Features) -> bool:
    """Return whether words leave no doubt about the first paragraph, so that meaning would not change it.

    This holds for 1 to 27 of 100 judged questions; ranking these by meaning puts no more right paragraphs first.
    """
    lead = scores[0] - (scores[1] if len(scores) > 1 else 0.0)
    return first.window >= _SURE_SHARE and lead >= _SURE_LEAD


def may_be_sure(question: ParsedQuestion) -> bool:
    """Return whether ``is_sure`` may hold for a quote: whether the library has enough of the question's words."""
    total = sum(word.weight for word in question.words)
    return sum(word.weight for word in question.words if word.known) >= _SURE_SHARE * total


def basis(quotes: Sequence[Quote]) -> Basis:
    """Return what a ranking is based on."""
    first = quotes[0].match_report.features
    if first.meaning:
        return Basis.ACROSS if first.other_language else Basis.MEANING
    return Basis.SURE_WORDS if is_sure([quote.score for quote in quotes], first) else Basis.WORDS


def probability(quotes: Sequence[Quote]) -> float:
    """Return the probability, from 0 to 1, that the first of these quotes answers the question."""
    based_on = basis(quotes)
    coefficients = confidence_coefficients(based_on)
    logit = sum(coefficients[name] * value for name, value in zip(INPUTS, inputs(quotes), strict=True))
    if reading := quotes[0].match_report.features.reading:
        own = reading_coefficients(based_on)
        logit = own["base"] * logit + own["reading"] * reading + own["constant"]
    return logistic(logit)


def is_certain(quotes: Sequence[Quote]) -> bool:
    """Return whether words and meaning leave no doubt about the first of these quotes."""
    return has_sure_words(quotes) or probability(quotes) >= _CERTAIN


def has_sure_words(quotes: Sequence[Quote]) -> bool:
    """Return whether the first of these quotes has the question nearly word for word."""
    return basis(quotes) is Basis.SURE_WORDS


def assess(
    question: ParsedQuestion, quotes: Sequence[Quote], age: Age = FITS, *, is_sure: bool = False
) -> Assessment:
    """Return how sure these quotes, best first, are to answer a question; one of another time is never found.

    ``is_sure`` says that the first is what was asked for, as an article is by its title.
    """
    assessment = SURE if is_sure else _assess(question, quotes)
    if age.is_of_other_time and assessment.verdict is Verdict.FOUND:
        # Its age is the only reason against it.
        assessment = assessment._replace(verdict=Verdict.WEAK, reason=None if age.newest else Reason.LOW_COVERAGE)
    return assessment._replace(newest_before=age.newest)


def weakened(assessment: Assessment) -> Assessment:
    """Return the assessment of a found answer that lacks what is asked."""
    return assessment._replace(verdict=Verdict.WEAK, reason=Reason.LOW_COVERAGE)


def refused(question: ParsedQuestion, assessment: Assessment) -> Assessment:
    """Return the assessment of a weak answer that is about something else."""
    return assessment._replace(verdict=Verdict.NOT_FOUND, reason=_refusal_reason(question))


def _assess(question: ParsedQuestion, quotes: Sequence[Quote]) -> Assessment:
    content = question.content_words
    if not question.languages:
        return Assessment(0.0, Verdict.NOT_FOUND, Reason.EMPTY_LIBRARY)
    if not (content or quotes):
        return Assessment(0.0, Verdict.NOT_FOUND, Reason.NO_WORDS)
    confidence = 0.0
    if quotes:
        report = quotes[0].match_report
        first = report.features
        limits = thresholds(_judged_by(first), question.paragraphs)
        confidence = max(probability(quotes), _least(report, len(content), limits))
        verdict, reason = _judge(confidence, first, content, limits)
        if verdict is Verdict.FOUND and _is_title_alone(report):
            verdict, reason = Verdict.WEAK, Reason.LOW_COVERAGE
        if verdict is not Verdict.NOT_FOUND:
            return Assessment(confidence, verdict, reason)
    return Assessment(confidence, Verdict.NOT_FOUND, _refusal_reason(question))


def assess_latest(question: ParsedQuestion, quotes: Sequence[Quote]) -> Assessment:
    """Return how sure the newest articles are to be of the time that the question asks for.

    They are no answer at all if there are only newer ones.
    """
    published, time = quotes[0].article.published, question.time
    if published is None or time is None:
        return Assessment(0.0, Verdict.WEAK, Reason.LOW_COVERAGE)
    if published > time.period.end:
        return Assessment(0.0, Verdict.NOT_FOUND, Reason.LOW_COVERAGE)
    newest_before = published if published < time.period.start else None
    if published >= (time.period.start if time.bounded else time.oldest):
        return Assessment(1.0, Verdict.FOUND, None, newest_before)
    return Assessment(0.0, Verdict.WEAK, None, newest_before)


def _judged_by(first: Features) -> str:
    if first.reading:
        return "reading"
    return "meaning" if first.meaning else "words"


def _least(report: MatchReport, content: int, limits: Thresholds) -> float:
    """Return the least probability of a quote with all of a question in a stretch, or much of a short one.

    It has not much of it with a kind of fact alone: "harga" (price) may be that of anything.
    """
    window = report.features.window
    if content and window >= _WHOLE:
        return limits.found
    has_much = content <= _SHORT and window >= _NEARLY_HALF and not _has_fact_alone(report)
    return limits.weak if has_much else 0.0


def _has_fact_alone(report: MatchReport) -> bool:
    said = [word.text for word in _said(report) if not word.is_stop_word]
    return bool(said) and all(is_fact_word(words.fold(text)) for text in said)


def _said(report: MatchReport) -> Sequence[WordMatch]:
    return (*report.matched, *report.in_heading, *report.in_title)


def _judge(
    confidence: float, first: Features, content: Sequence[QuestionWord], limits: Thresholds
) -> tuple[Verdict, Reason | None]:
    """Return the verdict at this probability.

    A question of stop words alone ("hari ini?") is never found, because nobody can be sure what it means.
    """
    says_much = any(len(word.text) > 1 or is_one_character(word.text) for word in content)  # "2+2" does not
    if confidence >= limits.found and says_much and (first.meaning or _is_enough(first, content)):
        return Verdict.FOUND, None
    reason = Reason.OTHER_LANGUAGE if first.other_language else Reason.LOW_COVERAGE
    return Verdict.WEAK if confidence >= limits.weak else Verdict.NOT_FOUND, reason


def _is_enough(first: Features, content: Sequence[QuestionWord]) -> bool:
    """Return whether words alone may be sure: the quote has enough of the question, most of it known."""
    total = sum(word.weight for word in content)
    unknown = sum(word.weight for word in content if not word.known)
    return first.window >= _TOO_LITTLE and unknown <= _TOO_MUCH_UNKNOWN * total


def _is_title_alone(report: MatchReport) -> bool:
    """Return whether words of the question are in the title alone: the paragraph below may say anything.

    It is an answer if it is near in meaning, has an answer of the expected type, and another word of the question:
    "won" is too frequent in questions to say what one is about.
    """
    in_text, in_title = (
        any(not word.is_stop_word for word in some)
        for some in ((*report.matched, *report.in_heading), report.in_title)
    )
    is_answer = bool(report.features.meaning and report.features.answer_type and report.matched)
    return in_title and not (in_text or is_answer)


def _refusal_reason(question: ParsedQuestion) -> Reason:
    if question.is_cross_lingual:
        return Reason.OTHER_LANGUAGE
    content = question.content_words
    if any(word.known for word in content) or not content:
        return Reason.LOW_COVERAGE
    return Reason.UNKNOWN_WORDS
