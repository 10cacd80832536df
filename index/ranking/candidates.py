"""Candidates: paragraphs that may answer a question, each read and matched once, however it was retrieved."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from index import analysis
from index.analysis import Term
from index.model.records import Article, Paragraph
from index.query.parsed_question import ParsedQuestion
from index.query.temporal import QuestionTime, time_fit
from index.ranking.measures import Measure, WordPositions
from index.store.articles import ArticleStore


class Candidate(NamedTuple):
    """A paragraph with the places where it and its context match the question: title, day, and its headings.

    Args:
        length: of the paragraph, in terms.
        occurrences: the terms of the question in the paragraph, with their offsets.
        positions: the positions of words of the question in the paragraph.
        matched: the indices of these words in the question.
        context_positions: the positions of words of the question in title, day and headings, in this order.
        matched_in_title: the indices of those of these words that are in the title or the day.
        matched_in_heading: the indices of those that are in the headings.
        context_length: of title, day and headings, in terms.
    """

    article: Article
    paragraph: Paragraph
    length: int
    occurrences: Sequence[Term]
    positions: WordPositions
    matched: frozenset[int]
    context_positions: WordPositions
    matched_in_title: frozenset[int]
    matched_in_heading: frozenset[int]
    context_length: int

    @property
    def matched_in_context(self) -> frozenset[int]:
        return self.matched_in_title | self.matched_in_heading


class _Context(NamedTuple):
    """Those fields of a candidate that all paragraphs below a heading have in common."""

    positions: WordPositions
    in_title: frozenset[int]
    in_heading: frozenset[int]
    length: int


class Candidates:
    """The candidates of one question, in no order."""

    def __init__(self, store: ArticleStore, libraries: frozenset[str], question: ParsedQuestion) -> None:
        self.measure = Measure(question.words)
        self._store = store
        self._libraries = libraries
        self._time = question.time
        self._known: dict[int, Candidate] = {}
        self._titles: dict[int, list[str]] = {}
        self._contexts: dict[tuple[int, str | None], _Context] = {}

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._known.values())

    def add(self, paragraph_ids: Collection[int]) -> None:
        """Read and match the new ones; paragraphs out of scope or removed meanwhile are skipped."""
        new = set(paragraph_ids).difference(self._known)
        for article, paragraph in self._store.find(new, self._libraries).values() if new else ():
            self._known[paragraph.id] = self._matched(article, paragraph)

    def _matched(self, article: Article, paragraph: Paragraph) -> Candidate:
        terms, length = analysis.occurrences(paragraph.text, article.language or "", self.measure.terms)
        positions = self.measure.positions_of(terms)
        context = self._context(article, paragraph.heading)
        return Candidate(article, paragraph, length, terms, positions, _words(positions), *context)

    def _context(self, article: Article, heading: str | None) -> _Context:
        key = article.id, heading
        if key not in self._contexts:
            title = self._title(article)
            terms = [*title, *(analysis.terms(heading, article.language or "") if heading else ())]
            positions = self.measure.positions(terms)
            in_title, in_heading = (
                _words(one for one in positions if (one[0] < len(title)) is is_title) for is_title in (True, False)
            )
            self._contexts[key] = _Context(positions, in_title, in_heading, len(terms))
        return self._contexts[key]

    def _title(self, article: Article) -> list[str]:
        if article.id not in self._titles:
            terms = [*analysis.terms(article.title, article.language or ""), *_date_terms(article, self._time)]
            self._titles[article.id] = terms
        return self._titles[article.id]


def _words(positions: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(index for _, index in positions)


def _date_terms(article: Article, time: QuestionTime | None) -> list[str]:
    """Return the day of an article as terms, because a title does not repeat the year that a question names."""
    day = article.published
    return [f"{day:%Y}", f"{day:%Y%m%d}"] if day and time and not time.newest and time_fit(day, time) else []
