"""What an engine is: BM25 as Lucene computes it, over terms that somebody else made."""

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from index.model.records import Hit

K1 = 1.2
B = 0.75
BODY = "body"
TITLE = "title"
# Of 0, 0.5 and 1: over 0, half the weight puts 3 to 5 more of 100 TyDi questions first; 1 is no better.
FIELD_WEIGHTS: Mapping[str, float] = {BODY: 1.0, TITLE: 0.5}
# For how many seconds a writer waits for another one before it gives up.
PATIENCE = 30.0


def idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that ``frequency`` of ``count`` paragraphs have.

    ``ln(1 + (N - n + 0.5) / (n + 0.5))``, as in Lucene's BM25Similarity: above 0 however common the term is.
    """
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True)
class Entry:
    """A paragraph as engines know it: its terms, in order, by field. No term holds white space."""

    paragraph_id: int
    library: str
    terms: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Query:
    """What to look for: terms with their weights, in which libraries, and how much each field counts."""

    terms: Mapping[str, float]
    libraries: frozenset[str]
    fields: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)


class Engine(Protocol):
    """Ranks paragraphs by BM25 (k1 = 1.2, b = 0.75), each field by itself, and adds the weighted scores.

    Exactly the paragraphs in scope that share a term with the query in one of its fields are hits, ordered by
    score, then by id. How rare a term is, is counted in the libraries of the query alone, so that none shows
    through the ranking of another; only the average length is that of the whole index.

    Any method may raise EngineError, and may be called from any thread. Searching never waits for writing.
    """

    durable: bool
    """Whether the index outlasts the process."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Index the entries, replacing those whose id is known; on return a search sees them."""

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        """Forget these paragraphs; an unknown id is no error."""

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        """Index these entries and nothing else, marked with this generation.

        Until it is done, searches see the old ones.
        """

    def mark(self, generation: int) -> None:
        """Remember that the store's changes up to this one are indexed, for as long as the index itself lasts."""

    def generation(self) -> int:
        """Return what was marked last, here or by another process; 0 for an index with nothing to build on."""

    def writing(self, wait: float = PATIENCE) -> AbstractContextManager[None]:
        """Keep out other writers, of any process, for several changes. May be nested within one thread.

        Raises EngineBusy when another one is still at it after ``wait`` seconds.
        """

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return at most ``limit`` hits, best first."""

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        """Return for each term how many paragraphs of these libraries have it in this field."""

    def count(self, libraries: frozenset[str] | None = None) -> int:
        """Return the number of paragraphs indexed, of all libraries or of these."""

    def close(self) -> None:
        """Release what is held; the engine is not used after this."""
