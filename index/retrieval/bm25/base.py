"""The contract of engines, which rank paragraphs by BM25 as Lucene computes it, over terms made elsewhere."""

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from index.files.lock import LOCK_TIMEOUT
from index.model.records import Hit

K1 = 1.2
B = 0.75
BODY = "body"
# With the headings of the paragraph.
TITLE = "title"
# Measured with title weights 0, 0.5 and 1: 0.5 puts the right paragraph first for 3 to 5 more of 100 TyDi
# questions than 0, and 1 is no better.
FIELD_WEIGHTS: Mapping[str, float] = {BODY: 1.0, TITLE: 0.5}


def idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that ``frequency`` of ``count`` paragraphs contain.

    ``ln(1 + (N - n + 0.5) / (n + 0.5))``, as in Lucene's BM25Similarity: above 0 even for the most common term.
    """
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True)
class Entry:
    """A paragraph as engines see it: its terms by field, in order. No term contains white space.

    ``codes`` are those of index.text.term_codes, which an engine keeps as they are; empty if it has none.
    """

    paragraph_id: int
    library: str
    terms: Mapping[str, Sequence[str]]
    codes: bytes = b""


@dataclass(frozen=True)
class Query:
    """Terms with their weights, the libraries in scope, and the weight of each field."""

    terms: Mapping[str, float]
    libraries: frozenset[str]
    fields: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)


class Engine(Protocol):
    """Rank paragraphs by BM25 (k1 = 1.2, b = 0.75): each field by itself, then the weighted sum of the fields.

    The hits are exactly the paragraphs in scope that share a term with the query in one of its fields, ordered by
    score, then by id. Document frequencies are counted in the libraries of the query alone, so that no library
    shows through the ranking of another one. Only the average length is that of the whole index.

    Any method may raise EngineError, and may be called from any thread. Searching never waits for writing.
    """

    durable: bool
    """Whether the index outlasts the process."""
    is_server: bool
    """Whether it is a server, which may be away: any method may then raise EngineUnavailable."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Index the entries, and replace those whose id is known; on return a search sees them."""

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        """Forget these paragraphs; an unknown id is not an error."""

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        """Index these entries and nothing else, and mark this generation.

        Until that is done, searches see the old entries.
        """

    def mark(self, generation: int) -> None:
        """Remember, as long as the index lasts, that the store's changes up to this generation are indexed."""

    def generation(self) -> int:
        """Return the generation marked last, here or by another process; 0 for an index to be built first."""

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        """Keep out other writers, of any process, during several changes. One thread may nest it.

        Raises EngineBusy when another writer is still busy after ``wait`` seconds.
        """

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return at most ``limit`` hits, best first."""

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        """Return for each term how many paragraphs of these libraries contain it in this field."""

    def terms(self, prefix: str, field: str, libraries: frozenset[str], *, counted: bool = True) -> dict[str, int]:
        """Return the terms of these libraries that begin with a prefix, with about how many paragraphs have each.

        Unless they have to be ``counted``, the numbers may be any, and terms of another field may be among them:
        an engine on a server may then answer sooner.

        Terms of paragraphs that have been removed may be among them, and those in which the prefix is continued by
        another letter than a to z may be missing.
        """

    def codes(self, paragraph_ids: Iterable[int]) -> Mapping[int, bytes]:
        """Return the codes of those of these paragraphs that have some; some may be missing or damaged."""

    def count(self, libraries: frozenset[str] | None = None) -> int:
        """Return how many paragraphs of these libraries, or of all, are indexed."""

    def close(self) -> None:
        """Release what is held; the engine is not used after this."""
