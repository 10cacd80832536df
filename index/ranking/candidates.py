"""Candidates: paragraphs that may answer a question, each read and matched once, however it was retrieved."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from index import analysis
from index.analysis import Term, dates, unspaced
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph
from index.model.stages import Stage, lap
from index.query.expected.currencies import speaks_of_currency
from index.query.parsed_question import ParsedQuestion
from index.query.times.question_time import time_fit
from index.ranking.measures import Measure, WordPositions
from index.store.articles import ArticleStore
from index.text.term_codes import Wanted, find, occurrences


class Candidate(NamedTuple):
    """A paragraph with the places where it and its context match the question: title, day, and its headings.

    Args:
        length: of the paragraph, in terms.
        late_occurrences: the terms of the question in the paragraph, with their offsets.
        positions: the positions of words of the question in the paragraph.
        matched: the indices of these words in the question.
        context_positions: the positions of words of the question in title, day and headings, in this order.
        matched_in_title: the indices of those of these words that are in the title or the day.
        matched_in_heading: the indices of those that are in the headings.
        context_length: of title, day and headings, in terms.
        title_length: of title and day, in terms.
        day: of its article, or the one that its first paragraph names if the article has none; None if the
            question is about no time.
        implied: the indices of words of a name of which it has another one; see index.ranking.article_context.
    """

    article: Article
    paragraph: Paragraph
    length: int
    late_occurrences: Late[Sequence[Term]]
    positions: WordPositions
    matched: frozenset[int]
    context_positions: WordPositions
    matched_in_title: frozenset[int]
    matched_in_heading: frozenset[int]
    context_length: int
    title_length: int
    day: date | None = None
    implied: frozenset[int] = frozenset()

    @property
    def occurrences(self) -> Sequence[Term]:
        """The terms of the question in the paragraph, with their offsets, which take long to find."""
        return self.late_occurrences.value

    @property
    def matched_with_heading(self) -> frozenset[int]:
        """The indices of the words that the paragraph or its headings have: what it says itself."""
        return self.matched | self.matched_in_heading

    @property
    def heading_positions(self) -> WordPositions:
        return (
            [one for one in self.context_positions if one[0] >= self.title_length]
            if self.matched_in_heading
            else []
        )

    @property
    def matched_in_context(self) -> frozenset[int]:
        return (
            self.matched_in_title | self.matched_in_heading if self.matched_in_heading else self.matched_in_title
        )

    @property
    def said(self) -> frozenset[int]:
        """The indices of the words that the paragraph, its headings or its title have, and of the implied ones."""
        return self.matched | self.matched_in_context | self.implied


class _Context(NamedTuple):
    """Those fields of a candidate that all paragraphs below a heading have in common."""

    positions: WordPositions
    in_title: frozenset[int]
    in_heading: frozenset[int]
    length: int
    title_length: int


class Candidates:
    """The candidates of one question, in no order."""

    def __init__(
        self,
        store: ArticleStore,
        libraries: frozenset[str],
        question: ParsedQuestion,
        codes: Callable[[Iterable[int]], Mapping[int, bytes]] = lambda _: {},
    ) -> None:
        """``codes`` returns those that an engine keeps of paragraphs; without them, all are analysed here."""
        self.measure = Measure(question.words)
        self._codes_of = codes
        self._wanted = Wanted.of(self.measure.parts)
        self._store = store
        self._libraries = libraries
        self._time, self._time_terms = question.time, question.time_terms
        self._wants_days = question.time is not None or question.asks_for_changing_fact
        # A sum of money says nothing about its currency.
        self._currencies = question.currencies
        self._days: dict[int, date | None] = {}
        self._known: dict[int, Candidate] = {}
        self._titles: dict[int, tuple[str, ...]] = {}
        self._contexts: dict[tuple[int, str | None], _Context] = {}

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._known.values())

    def add(self, paragraph_ids: Collection[int]) -> None:
        """Read and match the new ones; paragraphs out of scope or removed meanwhile are skipped."""
        new = set(paragraph_ids).difference(self._known)
        found = self._store.find(new, self._libraries).values() if new else ()
        if self._wants_days:
            self._find_days([article for article, _ in found])
        codes = {} if self._currencies else self._codes_of(paragraph.id for _, paragraph in found)
        lap(Stage.READING)
        for article, paragraph in found:
            self._known[paragraph.id] = self._matched(article, paragraph, codes.get(paragraph.id, b""))
        lap(Stage.ANALYSING)

    def _find_days(self, articles: Iterable[Article]) -> None:
        """Find the days of these articles; where others have one, some say theirs only in the text."""
        new = {article.id: article for article in articles if article.id not in self._days}
        self._days |= {article.id: article.published for article in new.values()}
        undated = [id_ for id_ in new if self._days[id_] is None] if any(self._days.values()) else []
        for article, lead in self._store.leads(undated, self._libraries).values() if undated else ():
            terms = [term for _, term in dates.find_dates(lead.text, article.language or "")]
            self._days[article.id] = date.fromisoformat(max(terms)) if terms else None

    def _matched(self, article: Article, paragraph: Paragraph, codes: bytes) -> Candidate:
        text, language = paragraph.text, article.language or ""
        coded = find(codes, text, language, self._wanted) if codes else None
        if coded is not None:
            length, positions = coded[0], self.measure.positions_among(coded[1])
            late = Late(lambda: self._occurrences_by(codes, text, language))
            return self._candidate(article, paragraph, length, late, positions)
        unwanted = frozenset() if not self._currencies or speaks_of_currency(text) else self._currencies
        if unwanted or unspaced.has_unspaced(text):
            occurrences, length = self._occurrences(text, language, unwanted)
            positions, late = self.measure.positions_of(occurrences), Late.known(occurrences)
        else:
            terms = _terms_in_place(text, language)
            length, positions = len(terms), self.measure.positions(terms)
            late = Late(lambda: self._occurrences(text, language, unwanted)[0])
        return self._candidate(article, paragraph, length, late, positions)

    def _candidate(
        self,
        article: Article,
        paragraph: Paragraph,
        length: int,
        late: Late[Sequence[Term]],
        positions: WordPositions,
    ) -> Candidate:
        context, day = self._context(article, paragraph.heading), self._days.get(article.id)
        return Candidate(article, paragraph, length, late, positions, _words(positions), *context, day)

    def _occurrences(self, text: str, language: str, unwanted: Set[str]) -> tuple[Sequence[Term], int]:
        """Return the terms of the question in a text but for the unwanted ones, and the number of all terms."""
        found, length = analysis.occurrences(text, language, self.measure.terms)
        return [term for term in found if term.text not in unwanted] if unwanted else found, length

    def _occurrences_by(self, codes: bytes, text: str, language: str) -> Sequence[Term]:
        """Return what ``_occurrences`` does of a text with codes, in a fifth of the time."""
        found = occurrences(codes, text, language, self._wanted)
        if found is None:
            return self._occurrences(text, language, frozenset())[0]
        return self.measure.with_phrases(found)

    def _context(self, article: Article, heading: str | None) -> _Context:
        key = article.id, heading
        if key not in self._contexts:
            title = self._title(article)
            terms = (*title, *_remembered_terms(heading, article.language or "")) if heading else title
            positions = self.measure.positions(terms)
            in_heading = [one for one in positions if one[0] >= len(title)] if heading else []
            in_title = positions[: len(positions) - len(in_heading)] if in_heading else positions
            lengths = len(terms), len(title)
            self._contexts[key] = _Context(positions, _words(in_title), _words(in_heading), *lengths)
        return self._contexts[key]

    def _title(self, article: Article) -> tuple[str, ...]:
        if article.id not in self._titles:
            terms = _remembered_terms(article.title, article.language or "")
            if self._currencies and not speaks_of_currency(article.title):
                terms = tuple(term for term in terms if term not in self._currencies)
            self._titles[article.id] = (*terms, *self._date_terms(article)) if self._time else terms
        return self._titles[article.id]

    def _date_terms(self, article: Article) -> frozenset[str]:
        """Return the terms of the time asked about if an article is of it, because its title does not say when."""
        return self._time_terms if self._time and time_fit(self._days[article.id], self._time) else frozenset()


@lru_cache(maxsize=5_000)  # about 5 MB: questions about the news of the day find the same paragraphs
def _terms_in_place(text: str, language: str) -> tuple[str, ...]:
    return tuple(analysis.terms_in_place(text, language))


@lru_cache(maxsize=5_000)
def _remembered_terms(text: str, language: str) -> tuple[str, ...]:
    return tuple(analysis.terms(text, language))


def _words(positions: WordPositions) -> frozenset[int]:
    return frozenset([index for _, index in positions])
