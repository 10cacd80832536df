"""rank-bm25 in memory: the reference that the other engines are compared with, and enough for a small library."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rank_bm25 import BM25Okapi

from index.engines.base import BODY, FIELD_WEIGHTS, K1, B, Entry, Query, idf
from index.models import Hit


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with the idf of Lucene. The library's own gives 0 or less to a term in half of the paragraphs."""

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        super().__init__(corpus, k1=K1, b=B)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: idf(self.corpus_size, frequency) for term, frequency in nd.items()}


class _Field:
    """One field of all entries: rank-bm25, and beside it which positions have a term.

    rank-bm25 alone looks at every paragraph for every term and can not tell a score of 0 from no match.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._bm25 = LuceneBM25(texts) if any(texts) else None
        self._positions: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            for term in dict.fromkeys(text):
                self._positions[term].append(position)

    def positions(self, term: str) -> Sequence[int]:
        return self._positions.get(term, ())

    def scores(self, term: str) -> Iterable[tuple[int, float]]:
        """Yield the position and score of each paragraph that has the term."""
        positions = self.positions(term)
        if self._bm25 is None or not positions:
            return ()
        return zip(positions, self._bm25.get_batch_scores([term], positions), strict=True)


class MemoryEngine:
    """Holds the entries, and builds rank-bm25 anew at the first search after a change, as that library must."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._order: list[Entry] = []
        self._fields: dict[str, _Field] | None = {}
        self._lock = threading.RLock()

    def add(self, entries: Iterable[Entry]) -> None:
        added = {entry.paragraph_id: entry for entry in entries}
        with self._lock:
            self._entries.update(added)
            self._fields = None

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        with self._lock:
            for paragraph_id in paragraph_ids:
                self._entries.pop(paragraph_id, None)
            self._fields = None

    def search(self, query: Query, limit: int) -> list[Hit]:
        order, fields = self._built()
        if BODY not in fields:
            return []
        candidates = {
            position
            for term, weight in query.terms.items()
            if weight > 0
            for position in fields[BODY].positions(term)
            if order[position].library in query.libraries
        }
        scores: dict[int, float] = dict.fromkeys(candidates, 0.0)
        for field, field_weight in query.fields.items():
            for term, weight in query.terms.items():
                for position, score in fields[field].scores(term):
                    if position in candidates:
                        scores[position] += field_weight * weight * float(score)
        hits = [Hit(order[position].paragraph_id, score) for position, score in scores.items()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.paragraph_id))[:limit]

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        order, fields = self._built()
        if field not in fields:
            return dict.fromkeys(terms, 0)
        return {
            term: sum(order[position].library in libraries for position in fields[field].positions(term))
            for term in terms
        }

    def count(self, libraries: frozenset[str] | None = None) -> int:
        with self._lock:
            if libraries is None:
                return len(self._entries)
            return sum(entry.library in libraries for entry in self._entries.values())

    def close(self) -> None:
        with self._lock:
            self._entries.clear()
            self._order, self._fields = [], {}

    def _built(self) -> tuple[list[Entry], dict[str, _Field]]:
        with self._lock:
            if self._fields is None:
                self._order = [self._entries[paragraph_id] for paragraph_id in sorted(self._entries)]
                self._fields = {
                    name: _Field([entry.terms.get(name, ()) for entry in self._order]) for name in FIELD_WEIGHTS
                }
            return self._order, self._fields
