"""The records of a quote check: what a text claims an article says, beside what the article says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.model.records import Article, Copy, Paragraph, Span

# In words.
_TELLING = 5


class CheckVerdict(StrEnum):
    """What is true of a claimed sentence, the worst first."""

    NOT_HERE = "not_here"
    ALTERED = "altered"
    EARLIER = "earlier"
    """It stood in an article, word for word, which has changed since."""
    REPORTED = "reported"
    EXACT = "exact"


def worst(verdicts: Iterable[CheckVerdict]) -> CheckVerdict:
    """Return the worst of these verdicts; NOT_HERE if there are none."""
    return min(verdicts, key=list(CheckVerdict).index, default=CheckVerdict.NOT_HERE)


class ChangeKind(StrEnum):
    """What a change alters. DROPPED and ADDED are words that one side lacks; WORD is any other difference."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    UNIT = "unit"
    NEGATION = "negation"
    DROPPED = "dropped"
    ADDED = "added"
    WORD = "word"


SUBSTANTIAL = frozenset(
    {ChangeKind.NUMBER, ChangeKind.NAME, ChangeKind.DATE, ChangeKind.UNIT, ChangeKind.NEGATION}
)
"""The kinds that alter a fact."""


@dataclass(frozen=True)
class Change:
    """One difference between a claim and an article.

    Args:
        claimed: its place in the text that was checked; empty if the claim lacks it.
        written: its place in the paragraph; empty if the article lacks it.
        only_marks: the words are the same, and capitals or punctuation differ.
        is_slip: the word that was claimed is so much like the one in the article that it may be a typing error.
        is_moved: the words are the same, and stand elsewhere.
    """

    kind: ChangeKind
    claimed: Span
    written: Span
    only_marks: bool = False
    is_slip: bool = False
    is_moved: bool = False


@dataclass(frozen=True)
class Place:
    """A place in an article. It has no text of its own: its texts are cut from the paragraph by offsets.

    Args:
        sentence: the whole sentences that the place is part of.
        matched: the part that was claimed.
        speaker: who is said to have said it, if the article says that.
        also: the same in other articles.
    """

    article: Article
    paragraph: Paragraph
    sentence: Span
    matched: Span
    speaker: Span | None = None
    also: tuple[Copy, ...] = ()

    @property
    def text(self) -> str:
        """The whole sentences, as they are written."""
        return self.paragraph.text[self.sentence.start : self.sentence.end]

    @property
    def speaker_text(self) -> str | None:
        return self.paragraph.text[self.speaker.start : self.speaker.end] if self.speaker else None


@dataclass(frozen=True)
class CheckedSentence:
    """A sentence of a claim, or a part of one, with its verdict.

    Args:
        claimed: its place in the text that was checked.
        place: where it stands in an article; for what is not here the nearest, if there is any.
        changes: how it differs, in order; none unless it is altered, or the article was.
        is_shortened: it stands in the article, but what was left out may turn its sense.
        until: the day on which the article changed, for what stood there before.
    """

    claimed: Span
    verdict: CheckVerdict
    place: Place | None = None
    changes: tuple[Change, ...] = ()
    is_shortened: bool = False
    until: date | None = None

    @property
    def has_same_words(self) -> bool:
        """Whether it is altered in capitals and punctuation alone."""
        return bool(self.changes) and all(change.only_marks for change in self.changes)


@dataclass(frozen=True)
class Checked:
    """A text that was checked against the articles.

    Args:
        text: what was read of it.
        sentences: those of its sentences that claim something, in order.
        is_cut: it is longer than what was read.
    """

    text: str
    sentences: tuple[CheckedSentence, ...]
    took_ms: float
    is_cut: bool = False

    @property
    def verdict(self) -> CheckVerdict:
        """The worst verdict of its sentences; NOT_HERE for a text without any."""
        return worst(one.verdict for one in self.sentences)

    @property
    def articles(self) -> Sequence[Article]:
        """The articles that its sentences come from, in order, each once; near-duplicates are left out.

        A sentence of few words stands in many articles, so it does not say which it comes from.
        """
        found = [
            one.place.article
            for one in self.sentences
            if one.place
            and one.verdict is not CheckVerdict.NOT_HERE
            and len(self.claimed_text(one.claimed).split()) >= _TELLING
        ]
        return tuple({article.id: article for article in found}.values())

    @property
    def is_joined(self) -> bool:
        """Whether it is put together from several articles."""
        return len(self.articles) > 1

    @property
    def has_changes(self) -> bool:
        """Whether a sentence of it differs from the article."""
        return any(one.changes for one in self.sentences)

    @property
    def has_moved_words(self) -> bool:
        return any(change.is_moved for one in self.sentences for change in one.changes)

    def count(self, verdict: CheckVerdict) -> int:
        """Return the number of sentences with this verdict."""
        return sum(one.verdict == verdict for one in self.sentences)

    def claimed_text(self, span: Span) -> str:
        return self.text[span.start : span.end]
