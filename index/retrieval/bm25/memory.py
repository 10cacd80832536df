"""An engine in memory on rank-bm25: the reference for the other engines, and fast enough for a small library."""

import sys
import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from rank_bm25 import BM25Okapi

from index.files.lock import LOCK_TIMEOUT
from index.model.records import Hit
from index.retrieval.bm25.base import FIELD_WEIGHTS, K1, B, Entry, Query, idf
from index.retrieval.location import IndexLocation


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with the idf of Lucene: its own is 0 or less for a term in half of the paragraphs."""

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        super().__init__(corpus, k1=K1, b=B)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: idf(self.corpus_size, frequency) for term, frequency in nd.items()}


class _Field:
    """One field of all entries: rank-bm25, and the positions of the entries that contain each term.

    rank-bm25 alone visits every paragraph for every term, and a score of 0 may be a match or none.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._bm25 = LuceneBM25(texts) if any(texts) else None
        self._positions: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            for term in dict.fromkeys(text):
                self._positions[term].append(position)

    def terms(self, prefix: str) -> Iterable[str]:
        start, end = (bisect_left(self._in_order, bound) for bound in (prefix, prefix + chr(sys.maxunicode)))
        return self._in_order[start:end]

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._positions)

    def positions(self, term: str) -> Sequence[int]:
        return self._positions.get(term, ())

    def scores(self, term: str, positions: Sequence[int], count: int) -> Iterable[tuple[int, float]]:
        """Yield the position and score of these paragraphs: all with the term among ``count`` in scope."""
        if self._bm25 is None or not positions:
            return ()
        # The idf of rank-bm25 is that of all paragraphs, not of those in scope.
        share = idf(count, len(positions)) / self._bm25.idf[term]
        scores = self._bm25.get_batch_scores([term], positions)
        return ((position, share * score) for position, score in zip(positions, scores, strict=True))


class MemoryEngine:
    """Keep the entries, and rebuild rank-bm25 at the first search after a change, because it cannot be changed."""

    durable = False
    is_server = False

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._generation = 0
        self._order: list[Entry] = []
        self._fields: dict[str, _Field] | None = {}
        self._counts: Counter[str] | None = None
        self._lock = threading.RLock()

    def add(self, entries: Iterable[Entry]) -> None:
        added = {entry.paragraph_id: entry for entry in entries}
        with self._lock:
            self._entries.update(added)
            self._fields = self._counts = None

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        with self._lock:
            for paragraph_id in paragraph_ids:
                self._entries.pop(paragraph_id, None)
            self._fields = self._counts = None

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        added = {entry.paragraph_id: entry for entry in entries}
        with self._lock:
            self._entries, self._generation = added, generation
            self._fields = self._counts = None

    def mark(self, generation: int) -> None:
        self._generation = generation

    def generation(self) -> int:
        return self._generation

    @contextmanager
    def writing(self, wait: float = LOCK_TIMEOUT) -> Iterator[None]:
        del wait  # no other process can write, and threads write quickly
        with self._lock:
            yield

    def search(self, query: Query, limit: int) -> list[Hit]:
        order, fields = self._built()
        count, is_whole = self.count(query.libraries), self._is_whole(query.libraries)
        scores: dict[int, float] = defaultdict(float)
        for name, field_weight in query.fields.items():
            for term, weight in query.terms.items():
                if field_weight * weight > 0 and name in fields:
                    here = fields[name].positions(term)
                    if not is_whole:
                        here = [n for n in here if order[n].library in query.libraries]
                    for position, score in fields[name].scores(term, here, count):
                        scores[position] += field_weight * weight * float(score)
        hits = [Hit(order[position].paragraph_id, score) for position, score in scores.items()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.paragraph_id))[:limit]

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        order, fields = self._built()
        if field not in fields:
            return dict.fromkeys(terms, 0)
        if self._is_whole(libraries):
            return {term: len(fields[field].positions(term)) for term in terms}
        return {
            term: sum(order[position].library in libraries for position in fields[field].positions(term))
            for term in terms
        }

    def terms(self, prefix: str, field: str, libraries: frozenset[str], **_: bool) -> dict[str, int]:
        fields = self._built()[1]
        begun = list(fields[field].terms(prefix)) if field in fields else []
        return {term: count for term, count in self.frequencies(begun, field, libraries).items() if count}

    def codes(self, paragraph_ids: Iterable[int]) -> dict[int, bytes]:
        entries = self._entries
        return {id_: found.codes for id_ in paragraph_ids if (found := entries.get(id_)) and found.codes}

    def count(self, libraries: frozenset[str] | None = None) -> int:
        with self._lock:
            return len(self._entries) if libraries is None else sum(map(self._by_library().__getitem__, libraries))

    def close(self) -> None:
        with self._lock:
            self._entries.clear()
            self._order, self._fields, self._counts = [], {}, None

    def _is_whole(self, libraries: frozenset[str]) -> bool:
        """Return whether these libraries have all entries, so that none has to be looked at for its library."""
        with self._lock:
            return self._by_library().keys() <= libraries

    def _by_library(self) -> "Counter[str]":
        """Return how many entries each library has: a question asks several times."""
        if self._counts is None:
            self._counts = Counter(entry.library for entry in self._entries.values())
        return self._counts

    def _built(self) -> tuple[list[Entry], dict[str, _Field]]:
        with self._lock:
            if self._fields is None:
                self._order = [self._entries[paragraph_id] for paragraph_id in sorted(self._entries)]
                self._fields = {
                    name: _Field([entry.terms.get(name, ()) for entry in self._order]) for name in FIELD_WEIGHTS
                }
            return self._order, self._fields


def open_in_memory(_location: IndexLocation, _terms_version: str) -> MemoryEngine:
    """Return an empty engine: nothing is kept, so neither the location nor the version of the terms matters."""
    return MemoryEngine()
