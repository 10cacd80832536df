"""Compute the features of candidates, and their scores by the linear model."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from index.analysis.language import is_other_language
from index.model.features import CosineSimilarity, Features, Reading
from index.model.records import Paragraph, Span
from index.query.answer_type import AnswerType, ExpectedAnswer, has_answer
from index.query.expected.countries import countries, countries_beside
from index.query.expected.offices import is_institution, names_holder, office_terms
from index.query.expected.reasons import reason
from index.query.parsed_question import ParsedQuestion
from index.query.times.mentions import mentions, names_other_time
from index.query.times.question_time import QuestionTime, time_fit
from index.ranking.article_context import ArticleContext
from index.ranking.candidates import Candidate, Candidates
from index.ranking.linear import linear_model

# The newest of comparable paragraphs get up to 1; see index.ranking.recency.
_OF_TIME = 0.5
# Of a paragraph that names the time itself.
_NAMES_TIME = 0.75
# The share of a question that a paragraph in another language is taken to have.
_OF_OTHER_LANGUAGE = 0.5
_NO_VECTOR = CosineSimilarity(0.0, 0.0)


class Ranked(NamedTuple):
    """A candidate with its features and its score.

    ``part`` is the number of its part that is nearest in meaning; None if it has no such parts. ``reading`` is
    what a reranker says of it, if one has read it.
    """

    candidate: Candidate
    features: Features
    score: float
    part: int | None
    reading: Reading | None = None


def scored(
    candidates: Candidates,
    question: ParsedQuestion,
    cosines: Mapping[int, CosineSimilarity],
    ablated: Collection[str],
) -> list[Ranked]:
    """Return the candidates with their scores, in no order.

    Args:
        cosines: the similarity of each paragraph to rank; empty to rank all by words alone.
        ablated: the names of feature groups to ignore.
    """
    models = [linear_model(bool(cosines), is_other).without(ablated) for is_other in (False, True)]
    measuring = _Measuring(list(candidates), candidates, question)
    ranked = []
    for one in measuring.candidates:
        if cosines and one.paragraph.id not in cosines:
            continue
        similarity = cosines.get(one.paragraph.id, _NO_VECTOR)
        features = measuring.features(one, similarity)
        score = models[bool(features.other_language)].score(features)
        ranked.append(Ranked(one, features, score, similarity.part))
    return ranked


class _Measuring:
    """Measures each candidate beside all others: lengths and article context depend on them."""

    def __init__(self, every: list[Candidate], candidates: Candidates, question: ParsedQuestion) -> None:
        self._question = question
        self._measure = candidates.measure
        # Without days, nothing is known of the time of an article but its words.
        self._has_days = any(one.article.published for one in every)
        average = _mean(one.length for one in every)
        self._context_average = _mean(one.context_length for one in every)
        self._bodies = {one.paragraph.id: self._measure.bm25(one.positions, one.length, average) for one in every}
        self._offices = office_terms((word.terms for word in question.words), question.asked_in)
        self._office_words = self._measure.indices_of(self._offices)
        self._countries = frozenset(one.code for one in countries(question.text)) if self._offices else frozenset()
        self._context = ArticleContext(every, self._bodies, self._measure)
        self.candidates = self._context.with_whole_names(every)

    def features(self, one: Candidate, similarity: CosineSimilarity) -> Features:
        article, paragraph, said, in_context = one.article, one.paragraph, one.said, one.matched_in_context
        # With a heading above it, a row of a table means what its header says, word by word.
        whole, in_whole = _below_heading(paragraph), one.matched_with_heading
        measure, expected, time = self._measure, self._question.answer_type, self._question.time
        is_answer = expected is not None and has_answer(paragraph.text, expected, article.language or "")
        asked = expected.type if expected else None
        coverage = measure.share(said)
        return Features(
            body=self._bodies[paragraph.id],
            title=measure.bm25(one.context_positions, one.context_length, self._context_average),
            coverage=coverage,
            window=measure.window(one.positions, in_context, coverage),
            exact=measure.exact(whole, in_whole),
            numbers=measure.numeric_share(in_whole),
            answer_type=float(is_answer and asked not in (AnswerType.DEFINITION, AnswerType.REASON)),
            article=self._context.article(one),
            names=self._context.names(one, said),
            meaning=similarity.whole,
            part=similarity.nearest,
            time=_time_fit(one, time) if time and time.bounded and self._has_days else 0.0,
            adjacent=max(measure.adjacent(one.positions), measure.adjacent(one.heading_positions)),
            named=self._context.named(said),
            definition=float(is_answer and asked is AnswerType.DEFINITION),
            holder=self._holder(one, expected, coverage) if expected and asked is AnswerType.NAME else 0.0,
            reason=self._reason(one, coverage) if asked is AnswerType.REASON else 0.0,
            other_language=float(is_other_language(self._question.asked_in, article.language)),
        )

    def _holder(self, one: Candidate, expected: ExpectedAnswer, coverage: float) -> float:
        """Return the share of the question in a paragraph that names the holder of the office asked for.

        Asked for the coach of Argentina, "The France coach, Didier Deschamps" is none.
        """
        if one.matched.isdisjoint(self._office_words):
            return 0.0
        places = [term.span for term in one.occurrences if term.text in self._offices]
        places = [place for place in places if self._is_office(one.paragraph.text, place)]
        asked = [term.span for term in one.occurrences]
        names = places and names_holder(one.paragraph.text, places, asked, expected.question_words)
        return coverage if names else 0.0

    def _is_office(self, text: str, place: Span) -> bool:
        return not (is_institution(text[slice(*place)]) or self._is_of_another_country(text, place))

    def _is_of_another_country(self, text: str, office: Span) -> bool:
        beside = countries_beside(text, office.start, office.end) if self._countries else frozenset()
        return bool(beside) and beside.isdisjoint(self._countries)

    def _reason(self, one: Candidate, coverage: float) -> float:
        """Return how surely a paragraph states a reason for what the question is about.

        A paragraph in another language has few of its words, whatever it is about.
        """
        is_other = is_other_language(self._question.asked_in, one.article.language)
        asked = [term.span for term in one.occurrences]
        return reason(one.paragraph.text, one.article.language or "", asked) * (
            _OF_OTHER_LANGUAGE if is_other else coverage
        )


def _below_heading(paragraph: Paragraph) -> str:
    return f"{paragraph.heading}\n{paragraph.text}" if paragraph.heading else paragraph.text


def _time_fit(one: Candidate, asked: QuestionTime) -> float:
    """Return how well a paragraph fits the time asked about, by its own times, or the day or title of its article.

    "BI may cut its rate in 2027" in an article of October 2026 is about another time than the article.
    """
    article, text, code = one.article, one.paragraph.text, one.article.language or ""
    if mentions(text, code, asked.period):
        return _NAMES_TIME
    is_of_time = time_fit(one.day, asked) or mentions(article.title, code, asked.period)
    return _OF_TIME if is_of_time and not names_other_time(text, code, asked.period) else 0.0


def _mean(lengths: Iterable[int]) -> float:
    known = list(lengths)
    return sum(known) / len(known) if known else 0.0
