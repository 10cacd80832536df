"""Candidates: paragraphs that may answer a question, each read and matched once, however it was retrieved."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from index import analysis
from index.analysis import Term
from index.model.records import Article, Paragraph
from index.query.parsed_question import ParsedQuestion
from index.query.temporal import QuestionTime, time_fit
from index.ranking.measures import Measure, WordPositions
from index.store.articles import ArticleStore


class Candidate(NamedTuple):
    """A paragraph with the places where it and its title match the question.

    Args:
        length: of the paragraph, in terms.
        occurrences: the terms of the question in the paragraph, with their offsets.
        positions: the positions of words of the question in the paragraph.
        matched: the indices of these words in the question.
        title_positions: the positions of words of the question in the title and the date.
        matched_in_title: the indices of these words in the question.
        title_length: in terms.
    """

    article: Article
    paragraph: Paragraph
    length: int
    occurrences: Sequence[Term]
    positions: WordPositions
    matched: frozenset[int]
    title_positions: WordPositions
    matched_in_title: frozenset[int]
    title_length: int


class Candidates:
    """The candidates of one question, in no order."""

    def __init__(self, store: ArticleStore, libraries: frozenset[str], question: ParsedQuestion) -> None:
        self.measure = Measure(question.words)
        self._store = store
        self._libraries = libraries
        self._time = question.time
        self._known: dict[int, Candidate] = {}
        self._titles: dict[int, tuple[WordPositions, frozenset[int], int]] = {}

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
        return Candidate(article, paragraph, length, terms, positions, _words(positions), *self._title(article))

    def _title(self, article: Article) -> tuple[WordPositions, frozenset[int], int]:
        if article.id not in self._titles:
            terms = [*analysis.terms(article.title, article.language or ""), *_date_terms(article, self._time)]
            positions = self.measure.positions(terms)
            self._titles[article.id] = positions, _words(positions), len(terms)
        return self._titles[article.id]


def _words(positions: WordPositions) -> frozenset[int]:
    return frozenset(index for _, index in positions)


def _date_terms(article: Article, time: QuestionTime | None) -> list[str]:
    """Return the day of an article as terms, because a title does not repeat the year that a question names."""
    day = article.published
    return [f"{day:%Y}", f"{day:%Y%m%d}"] if day and time and not time.newest and time_fit(day, time) else []
