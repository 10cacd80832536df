"""The records that cross layers: small, frozen, and cut from what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from index.model.features import MatchReport, WordMatch

SHARED = "shared"
"""The library that everybody may ask."""


class Span(NamedTuple):
    """A range of characters in a stored paragraph: ``text[start:end]``."""

    start: int
    end: int


class Period(NamedTuple):
    """From one day to another, both included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Credits:
    """What a source line credits. Only the title is always there."""

    title: str
    url: str | None = None
    publisher: str | None = None
    original_source: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class ParsedArticle(Credits):
    """An article as a reader hands it over: credits and clean paragraphs, at least one."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Article(Credits):
    """A stored article. ``id`` is the number people use; it is never given out twice."""

    id: int
    library: str
    paragraph_count: int


class Outcome(StrEnum):
    """What became of an article that was to be added."""

    ADDED = "added"
    UPDATED = "updated"
    KNOWN = "known"


class AddResult(NamedTuple):
    """An article of the library, and whether it was added, updated or known already."""

    outcome: Outcome
    article: Article


@dataclass(frozen=True)
class Paragraph:
    """A stored paragraph: the unit that is indexed, scored and quoted. ``number`` counts from 1."""

    id: int
    article_id: int
    number: int
    text: str


@dataclass(frozen=True)
class Hit:
    """A paragraph found by one engine. Scores compare within one question only."""

    paragraph_id: int
    score: float


class Verdict(StrEnum):
    FOUND = "found"
    WEAK = "weak"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why there is no answer, or only a weak one."""

    EMPTY_LIBRARY = "empty_library"
    NO_WORDS = "no_words"
    UNKNOWN_WORDS = "unknown_words"
    LOW_COVERAGE = "low_coverage"
    OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True)
class Piece:
    """A part of a quote that is marked in one way."""

    text: str
    in_sentence: bool
    is_word: bool


class Copy(NamedTuple):
    """A paragraph that says nearly the same as the one that is quoted, in another article."""

    article: Article
    paragraph: Paragraph


@dataclass(frozen=True)
class Quote:
    """A place in a stored paragraph. It holds no words of its own: all are cut from the paragraph by offsets.

    Args:
        shown: the part to show; the whole paragraph unless a front end has less room.
        sentence: the sentence that answers.
        words: the matching words, in order, none overlapping another.
        also: near-copies in other articles, which take no place of their own.
    """

    article: Article
    paragraph: Paragraph
    shown: Span
    sentence: Span
    words: tuple[Span, ...]
    score: float
    match_report: MatchReport
    also: tuple[Copy, ...] = ()

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The quoted paragraph and all its near-copies."""
        return (Copy(self.article, self.paragraph), *self.also)

    @property
    def text(self) -> str:
        return self.paragraph.text[self.shown.start : self.shown.end]

    @property
    def sentence_text(self) -> str:
        return self.paragraph.text[self.sentence.start : self.sentence.end]

    def pieces(self, mark_words: bool = True) -> Iterator[Piece]:
        """Cut the shown text where marks begin or end; joined, the pieces are ``text``."""
        words = self.words if mark_words else ()
        starts = {word.start: word.end for word in words}
        cuts = {*self.shown, *self.sentence, *(cut for word in words for cut in word)}
        inside = sorted(cut for cut in cuts if self.shown.start <= cut <= self.shown.end)
        word_end = max((word.end for word in words if word.start < self.shown.start), default=0)
        for start, end in pairwise(inside):
            word_end = starts.get(start, word_end)
            yield Piece(
                self.paragraph.text[start:end],
                in_sentence=self.sentence.start <= start < self.sentence.end,
                is_word=start < word_end,
            )


@dataclass(frozen=True)
class Answer:
    """The reply to a question: a verdict and the quotes behind it, best first.

    A found answer has no reason, and one that is not found has no quotes.

    Args:
        words: the words of the question that were looked for.
        took_ms: the time from question to answer in milliseconds.
        confidence: how likely it is that the library answers the question, from 0 to 1, as far as evidence tells.
        period: the time that the question is about, if it names one.
    """

    question: str
    verdict: Verdict
    reason: Reason | None
    words: tuple[WordMatch, ...]
    quotes: tuple[Quote, ...]
    took_ms: float
    confidence: float = 0.0
    period: Period | None = None

    @property
    def newest_before(self) -> date | None:
        """The day of the newest source quoted where all are from before the time asked about."""
        days = [quote.article.published for quote in self.quotes]
        known = [day for day in days if day is not None]
        if self.period is None or len(known) < len(days) or not known or max(known) >= self.period.start:
            return None
        return max(known)

    @property
    def unknown_words(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words if not word.known)
