"""Search the vectors of one index, and find out which paragraphs have some."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.retrieval.dense.opensearch.mapping import CODES, ID, LIBRARY, VECTOR, Rows, rows_in
from index.retrieval.dense.vector_files import Ids, quantise
from index.retrieval.dense.vector_index import similarity
from index.retrieval.opensearch.hits import MOST_LISTED, find_hits
from index.retrieval.opensearch.nodes import Nodes

# The cluster compares bytes with bytes. The exact cosines select the best of this many times the limit.
_CANDIDATES = 2
# How many vectors the walk through the graph keeps. It finds 83 % of the nearest 20 among 5,000 random vectors,
# the hardest case, with 40 of them, 98 % with 100 and 99.8 % with 200, in about the same time.
_LEAST_KEPT = 200
_MOST_AT_ONCE = 1000
# Ids whose vectors are counted together.
_BLOCK = 4096

Floats = NDArray[np.float32]


class Searching:
    """Safe in any thread; any method may raise EngineUnavailable."""

    def __init__(self, nodes: Nodes, index: str, dimensions: int) -> None:
        self._nodes, self._index, self._dimensions = nodes, index, dimensions

    def nearest(self, vector: Floats, libraries: Collection[str], limit: int) -> list[Hit]:
        """Return at most ``limit`` paragraphs of these libraries, the nearest first."""
        size = min(limit * _CANDIDATES, MOST_LISTED)
        asked = {
            "vector": quantise(vector[None])[0][0].tolist(),
            "k": max(size, _LEAST_KEPT),
            "filter": {"terms": {LIBRARY: sorted(libraries)}},
        }
        rows = self._rows({"knn": {VECTOR: asked}}, size, ["_score", {ID: "asc"}])
        found = [Hit(number, one.cosines(vector)[0]) for number, one in rows]
        return sorted(found, key=lambda hit: (-hit.score, hit.paragraph_id))[:limit]

    def cosines(self, vector: Floats, paragraph_ids: Collection[int]) -> dict[int, CosineSimilarity]:
        """Return the cosines of those of these paragraphs that have vectors."""
        wanted, found = sorted(set(paragraph_ids)), dict[int, CosineSimilarity]()
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start : start + _MOST_AT_ONCE]
            for number, rows in self._rows({"terms": {ID: some}}, len(some), [{ID: "asc"}]):
                whole, *parts = rows.cosines(vector)
                found[number] = similarity(whole, dict(enumerate(parts)))
        return found

    def count(self, libraries: Collection[str] | None) -> int:
        """Return how many paragraphs of these libraries have vectors, or of all."""
        query = {"exists": {"field": ID}} if libraries is None else {"terms": {LIBRARY: sorted(libraries)}}
        answer: Any = self._nodes.read("POST", f"/{self._index}/_count", {"query": query})
        try:
            if answer["_shards"]["failed"]:
                raise self._nodes.error("shards")
            return int(answer["count"])
        except (KeyError, TypeError, ValueError):
            raise self._nodes.malformed() from None

    def missing(self, ids: Ids) -> Ids:
        """Return those of these ids, which are in ascending order, that have no vectors.

        Among many ids, a block that has as many vectors as it should, and the same sum of ids, is not looked into.
        """
        blocks = np.split(ids, np.flatnonzero(np.diff(ids // _BLOCK)) + 1) if len(ids) else []
        there = self._sums_of_blocks() if len(blocks) > 1 else None
        nothing = np.zeros(0, np.int64)
        return np.concatenate([nothing, *(self._missing_in(block, there) for block in blocks)])

    def _missing_in(self, block: Ids, there: dict[int, tuple[int, int]] | None) -> Ids:
        first = int(block[0]) // _BLOCK * _BLOCK
        known = there.get(first, (0, 0)) if there is not None else None
        if known == (0, 0):
            return block
        if known == (len(block), int(block.sum())):
            return block[:0]
        query = {"range": {ID: {"gte": first, "lt": first + _BLOCK}}}
        hits = find_hits(self._nodes, self._index, query, _BLOCK, [{ID: "asc"}])
        return np.setdiff1d(block, np.array(self._numbers(hits), np.int64), assume_unique=True)

    def _sums_of_blocks(self) -> dict[int, tuple[int, int]]:
        """Return how many paragraphs of each block have vectors, and the sum of their ids, by its first id."""
        sums = {"sum": {"sum": {"field": ID}}}
        histogram = {"field": ID, "interval": _BLOCK, "min_doc_count": 1}
        asked = {"size": 0, "aggs": {"blocks": {"histogram": histogram, "aggs": sums}}}
        # It goes through all of them: of millions, that takes longer than other reading may.
        answer: Any = self._nodes.write("POST", f"/{self._index}/_search", asked)
        try:
            if answer["_shards"]["failed"] or answer["timed_out"]:
                raise self._nodes.error("shards")
            found = answer["aggregations"]["blocks"]["buckets"]
            return {int(one["key"]): (int(one["doc_count"]), int(one["sum"]["value"])) for one in found}
        except (KeyError, TypeError, ValueError):
            raise self._nodes.malformed() from None

    def _rows(self, query: dict[str, object], size: int, sort: Sequence[object]) -> Iterator[tuple[int, Rows]]:
        """Yield the vectors of the paragraphs that a query finds; damaged ones count as missing."""
        found = find_hits(self._nodes, self._index, query, size, sort, docvalue_fields=[CODES])
        for number, hit in zip(self._numbers(found), found, strict=True):
            if rows := rows_in(hit, self._dimensions):
                yield number, rows

    def _numbers(self, hits: list[Any]) -> list[int]:
        """Return the ids that hits are sorted by, alone or last."""
        try:
            return [int(hit["sort"][-1]) for hit in hits]
        except (KeyError, TypeError, ValueError, IndexError):
            raise self._nodes.malformed() from None
