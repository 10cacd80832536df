"""What speaks for a paragraph as the answer to a question, in numbers."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Closeness(NamedTuple):
    """How alike a paragraph and a question are in meaning, by cosines: all of it, and the part that is nearest.

    ``part`` tells which part that is, from 0; None where the paragraph is one.
    """

    whole: float
    nearest: float
    part: int | None = None


@dataclass(frozen=True)
class WordMatch:
    """A word of the question and what it is worth: its idf, less for a stop word.

    ``known`` says that some paragraph in scope has it.
    """

    text: str
    weight: float
    known: bool = True


class Evidence(NamedTuple):
    """What speaks for a paragraph, in numbers that compare between questions.

    Args:
        body: BM25 of the paragraph (Lucene's, without the factor k1 + 1), over the weight of the question.
        title: BM25 of the title, as ``body``.
        coverage: the share that paragraph and title have together.
        window: the share that the title and the best stretch of the paragraph have together.
        exact: the share that the paragraph has just as it was typed.
        numbers: the share in numbers and dates that the paragraph has.
        kind: 1 where the paragraph has an answer of the kind asked for, as a name to "who".
        article: BM25 of the best other paragraph of the article among those found.
        names: the share in names that the paragraph lacks and those others have, by how many of them do.
        meaning: cosine of the whole paragraph with the question, or 0 without vectors.
        part: cosine of the part of it that is nearest to the question, or 0.
        time: how well the day of the article suits the time asked about.
    """

    body: float = 0.0
    title: float = 0.0
    coverage: float = 0.0
    window: float = 0.0
    exact: float = 0.0
    numbers: float = 0.0
    kind: float = 0.0
    article: float = 0.0
    names: float = 0.0
    meaning: float = 0.0
    part: float = 0.0
    time: float = 0.0


@dataclass(frozen=True)
class Signals:
    """The evidence behind a quote's rank: which words matched where, and how much of the question that is."""

    matched: tuple[WordMatch, ...]
    in_title: tuple[WordMatch, ...]
    missing: tuple[WordMatch, ...]
    coverage: float
    evidence: Evidence = field(default_factory=Evidence)
