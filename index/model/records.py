"""The records that cross layers: small and frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from index.model.features import MatchReport, WordMatch
from index.model.lazy.late import Late
from index.model.pieces import Piece, cut
from index.model.quotes.change import QuoteChange
from index.model.quotes.correction import Correction
from index.model.small_talk import SmallTalk

SHARED = "shared"
"""The library that everybody can ask."""


class Span(NamedTuple):
    """A range of characters in a stored paragraph: ``text[start:end]``."""

    start: int
    end: int


Marks = tuple[Span, tuple[Span, ...]]


class Period(NamedTuple):
    """A range of days, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Credits:
    """The credits of an article. Only the title is always there."""

    title: str
    url: str | None = None
    publisher: str | None = None
    original_source: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None


class ParsedParagraph(NamedTuple):
    """A clean paragraph, the heading above it (context, never quoted), and the page of a document, from 1."""

    text: str
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class ParsedArticle(Credits):
    """An article that a reader has parsed: its credits and its paragraphs, at least one.

    Args:
        origin, origin_prefix: by what its file or post is recognised; how that would begin in another folder.
        lacks_pages, is_album: some pages could not be read; it has the captions of all posts of an album.
    """

    paragraphs: tuple[ParsedParagraph, ...]
    origin: str | None = None
    origin_prefix: str | None = None
    lacks_pages: bool = False
    is_album: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs without their headings."""
        return tuple(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class Article(Credits):
    """A stored article. ``id`` is the number that people see; it is never used twice."""

    id: int
    library: str
    paragraph_count: int


class Outcome(StrEnum):
    """The outcome of adding an article."""

    ADDED = "added"
    UPDATED = "updated"
    KNOWN = "known"


class AddResult(NamedTuple):
    """An article of the library, and whether it was added, updated or already known."""

    outcome: Outcome
    article: Article


@dataclass(frozen=True)
class Paragraph:
    """A stored paragraph: the unit that is indexed, scored and quoted. ``number`` counts from 1, as does ``page``.

    ``heading`` is the context that it is searched and shown with, and is never quoted.
    """

    id: int
    article_id: int
    number: int
    text: str
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True)
class Hit:
    """A paragraph found by one engine. Scores are comparable within one question only."""

    paragraph_id: int
    score: float


class Verdict(StrEnum):
    FOUND = "found"
    WEAK = "weak"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """The reason why there is no answer, or only a weak one."""

    SMALL_TALK = "small_talk"
    EMPTY_LIBRARY = "empty_library"
    NO_WORDS = "no_words"
    UNKNOWN_WORDS = "unknown_words"
    LOW_COVERAGE = "low_coverage"
    OTHER_LANGUAGE = "other_language"


class Copy(NamedTuple):
    """A near-duplicate of the quoted paragraph, in another article."""

    article: Article
    paragraph: Paragraph


@dataclass(frozen=True)
class Quote:
    """A quote from a stored paragraph. It has no text of its own: its texts are cut from the paragraph by offsets.

    Args:
        shown: the part to show: the whole paragraph, unless a front end shortens it.
        marks: the sentence that answers, and the matching words, in order and without overlaps.
        answer: the words in that sentence that answer, where a reranker is sure of them.
        also: near-duplicates in other articles, which are not quoted themselves.
        change: what the article has changed in the paragraph since, if the answer is shown again.
    """

    article: Article
    paragraph: Paragraph
    shown: Span
    marks: Late[Marks]
    score: float
    match_report: MatchReport
    also: tuple[Copy, ...] = ()
    answer: Span | None = None
    change: QuoteChange | None = None

    @property
    def sentence(self) -> Span:
        return self.marks.value[0]

    @property
    def words(self) -> tuple[Span, ...]:
        return self.marks.value[1]

    @property
    def page(self) -> int | None:
        """The page of a document on which the paragraph is now; None for no pages, or if it was removed."""
        return self.change.page if self.change else self.paragraph.page

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The quoted paragraph and all its near-duplicates."""
        return (Copy(self.article, self.paragraph), *self.also)

    @property
    def text(self) -> str:
        return self.paragraph.text[self.shown.start : self.shown.end]

    @property
    def sentence_text(self) -> str:
        return self.paragraph.text[self.sentence.start : self.sentence.end]

    @property
    def answer_text(self) -> str | None:
        """The words that answer; None where they are not known, or are the whole sentence."""
        return self.paragraph.text[slice(*part)] if (part := self.answer) and part != self.sentence else None

    def pieces(self, mark_words: bool = True) -> Iterator[Piece]:
        """Cut the shown text where marks begin or end. Joined, the pieces are ``text``."""
        return cut(self.paragraph.text, self.shown, self.sentence, self.answer, self.words if mark_words else ())


@dataclass(frozen=True)
class Answer:
    """The answer to a question: a verdict and its quotes, best first.

    A found answer has no reason, one that is not found no quotes; a weak one without a reason is only too old.

    Args:
        words: the words of the question that were searched for.
        took_ms: the time from question to answer in milliseconds.
        confidence: the estimated probability that the library answers the question, from 0 to 1.
        period: the time that the question is about, if it names one.
        newest_before: the day of the newest answer, if all are older than that time.
        small_talk: what a message says that is not a question; its reason is SMALL_TALK.
        withheld: the quotes that come closest where the answer is not found, best first.
        corrections: the words of the question that were taken for typing errors.
        topic: what the questions before were about, if it is an answer to what somebody asked further about that.
    """

    question: str
    verdict: Verdict
    reason: Reason | None
    words: tuple[WordMatch, ...]
    quotes: tuple[Quote, ...]
    took_ms: float
    confidence: float = 0.0
    period: Period | None = None
    newest_before: date | None = None
    small_talk: SmallTalk | None = None
    withheld: tuple[Quote, ...] = ()
    corrections: tuple[Correction, ...] = ()
    topic: str = ""

    @property
    def closest(self) -> "Answer":
        """The answer as a weak one with the quotes that were withheld; the answer itself if none were."""
        return replace(self, verdict=Verdict.WEAK, quotes=self.withheld, withheld=()) if self.withheld else self

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """The words of the question that no paragraph in scope has; of stop words only if it has no others."""
        content = [word for word in self.words if not word.is_stop_word]
        return tuple(word.text for word in content or self.words if not word.known)
