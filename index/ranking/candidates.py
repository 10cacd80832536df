"""The paragraphs that may answer a question, each read and measured once, whichever way it was found."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from index import analysis
from index.analysis import Term
from index.model.records import Article, Paragraph
from index.query.temporal import AskedTime, nearness
from index.ranking.measures import Asked, Measure
from index.store.articles import ArticleStore


class Candidate(NamedTuple):
    """A paragraph, its length in terms, and where it and its title have what was asked for.

    ``matched`` and ``titled`` are the numbers of the words that are in the one and the other.
    """

    article: Article
    paragraph: Paragraph
    length: int
    occurrences: Sequence[Term]
    found: Measure.Found
    matched: frozenset[int]
    in_title: Measure.Found
    titled: frozenset[int]
    title_length: int


class Candidates:
    """The candidates of one question so far, in no order."""

    def __init__(
        self, store: ArticleStore, libraries: frozenset[str], asked: Sequence[Asked], time: AskedTime | None
    ) -> None:
        self.measure = Measure(asked)
        self._store = store
        self._libraries = libraries
        self._time = time
        self._known: dict[int, Candidate] = {}
        self._titles: dict[int, tuple[Measure.Found, frozenset[int], int]] = {}

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._known.values())

    def add(self, paragraph_ids: Collection[int]) -> None:
        """Read and measure those that are new; one that is out of scope, or gone by now, is passed over."""
        new = set(paragraph_ids).difference(self._known)
        for article, paragraph in self._store.find(new, self._libraries).values() if new else ():
            self._known[paragraph.id] = self._measured(article, paragraph)

    def _measured(self, article: Article, paragraph: Paragraph) -> Candidate:
        terms, length = analysis.occurrences(paragraph.text, article.language or "", self.measure.wanted)
        found = self.measure.placed(terms)
        return Candidate(article, paragraph, length, terms, found, _words(found), *self._title(article))

    def _title(self, article: Article) -> tuple[Measure.Found, frozenset[int], int]:
        if article.id not in self._titles:
            terms = [*analysis.terms(article.title, article.language or ""), *_of_day(article, self._time)]
            found = self.measure.found(terms)
            self._titles[article.id] = found, _words(found), len(terms)
        return self._titles[article.id]


def _words(found: Measure.Found) -> frozenset[int]:
    return frozenset(number for _, number in found)


def _of_day(article: Article, time: AskedTime | None) -> list[str]:
    """Return the day of an article as terms: its title need not say the year that a question names."""
    day = article.published
    return [f"{day:%Y}", f"{day:%Y%m%d}"] if day and time and not time.newest and nearness(day, time) else []
