"""One index of a fake OpenSearch: documents in dictionaries, scored as the mappings say."""

import math
from collections import Counter
from collections.abc import Iterator
from operator import mul
from typing import Any

from index.retrieval.bm25.base import BODY, K1, TITLE, B

Document = dict[str, Any]


class FakeIndex:
    """What is written is in ``documents`` at once, and in searches only after ``refresh``."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.searched: dict[str, Document] = {}
        self.numbers: dict[str, int] = {}
        # As in Lucene, removed documents count in dictionaries until segments are merged.
        self.removed: list[Document] = []

    def write(self, action: str, id_: str, document: Document | None) -> int:
        """Apply one operation, and return its status."""
        known = id_ in self.documents
        if action == "create" and known:
            return 409
        if action == "delete":
            if known:
                self.removed.append(self.documents.pop(id_))
            return 200 if known else 404
        assert document is not None
        if known:
            self.removed.append(self.documents[id_])
        self.documents[id_] = document
        self.numbers[id_] = len(self.documents) + len(self.removed)
        return 200 if known else 201

    def refresh(self) -> None:
        self.searched = {id_: {**one, "_seq_no": self.numbers[id_]} for id_, one in self.documents.items()}

    def doc_freq(self, field: str, term: str) -> int:
        return sum(term in _values(one, field) for one in (*self.searched.values(), *self.removed))

    def count(self, query: Document) -> int:
        return len(list(self._matching(query)))

    def search(self, asked: Document) -> list[Document]:
        """Return the hits of a search, each with its sort values and the fields it asks for."""
        hits: list[Document] = []
        for document, score in self._matching(asked["query"]):
            keys = [score if one == "_score" else document[next(iter(one))] for one in asked["sort"]]
            # OpenSearch leaves out the padding.
            shown = [name for name in asked.get("docvalue_fields", ()) if name in document]
            fields = {name: [document[name].rstrip("=")] for name in shown}
            hits.append({"sort": keys, **({"fields": fields} if fields else {})})
        hits.sort(key=lambda hit: _downwards(hit["sort"]))
        after = asked.get("search_after")
        return [hit for hit in hits if not after or hit["sort"] > after][: asked["size"]]

    def blocks(self, histogram: Document, sum_of: str) -> list[Document]:
        """Return the buckets of a histogram, each with the sum of a field."""
        sums: dict[int, list[int]] = {}
        for document in self.searched.values():
            for value in _values(document, histogram["field"]):
                sums.setdefault(value // histogram["interval"] * histogram["interval"], []).append(
                    document[sum_of]
                )
        return [{"key": key, "doc_count": len(found), "sum": {"value": sum(found)}} for key, found in sums.items()]

    def _nearest(self, field: str, asked: Document) -> list[tuple[Document, float]]:
        """Return the nearest, scored as the Lucene engine of the k-NN plugin scores cosines."""
        scored = [
            (document, (1 + _cosine(document[field], asked["vector"])) / 2)
            for document in self.searched.values()
            if field in document and _is_match(document, *next(iter(asked["filter"].items())))
        ]
        return sorted(scored, key=lambda one: -one[1])[: asked["k"]]

    def _matching(self, query: Document) -> Iterator[tuple[Document, float]]:
        ((kind, asked),) = query.items()
        if kind == "knn":
            yield from self._nearest(*next(iter(asked.items())))
            return
        averages = {field: self._average(field) for field in (BODY, TITLE)}
        for document in self.searched.values():
            if kind == "bool" and "filter" in asked:
                if all(_is_match(document, *next(iter(one.items()))) for one in asked["filter"]):
                    yield document, 1.0
            elif kind == "bool":
                scores = [self._score(document, clause["term"], averages) for clause in asked["should"]]
                if any(score is not None for score in scores):
                    yield document, sum(score or 0 for score in scores)
            elif _is_match(document, kind, asked):
                yield document, 1.0

    def _score(self, document: Document, clause: Document, averages: dict[str, float]) -> float | None:
        ((field, asked),) = clause.items()
        frequency = Counter(_values(document, field))[asked["value"]]
        if not frequency:
            return None
        norm = _length(document, field) / averages[field] if averages[field] else 0
        return float(asked["boost"] * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * norm)))

    def _average(self, field: str) -> float:
        lengths = [_length(one, field) for one in self.searched.values() if _values(one, field)]
        return sum(lengths) / len(lengths) if lengths else 0


def _is_match(document: Document, kind: str, asked: Any) -> bool:
    if kind == "exists":
        return asked["field"] in document
    ((field, value),) = asked.items()
    values = _values(document, field)
    if kind == "range":
        return any(
            value.get("gt", -1) < one < value.get("lt", math.inf) for one in values if one >= value.get("gte", 0)
        )
    if kind == "prefix":
        return any(str(one).startswith(value) for one in values)
    return any(one in (value if kind == "terms" else [value]) for one in values)


def _cosine(one: list[int], other: list[int]) -> float:
    return float(sum(map(mul, one, other))) / math.sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))


def _values(document: Document, field: str) -> list[Any]:
    found = document.get(field, [])
    return found if isinstance(found, list) else [found]


def _length(document: Document, field: str) -> int:
    return len(_values(document, field)) - (field == TITLE)


def _downwards(keys: list[Any]) -> list[Any]:
    """Return what to sort hits by: the best score first, then by the other key."""
    return [-keys[0], *keys[1:]] if isinstance(keys[0], float) else keys
