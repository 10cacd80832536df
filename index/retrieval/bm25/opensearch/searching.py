"""Search one index: paragraphs by terms, and terms by their beginning."""

import base64
import binascii
from collections.abc import Collection, Iterator
from typing import Any

from index.model.records import Hit
from index.retrieval.bm25.base import Query, idf
from index.retrieval.bm25.opensearch.mapping import (
    CODES,
    ID,
    NAMES,
    VOCABULARY,
    key_of,
    vocabulary_prefix,
)
from index.retrieval.bm25.opensearch.names import Names
from index.retrieval.bm25.opensearch.statistics import Statistics
from index.retrieval.opensearch.hits import MOST_LISTED, find_hits
from index.retrieval.opensearch.nodes import Nodes
from index.text.definitions import MARK

# OpenSearch refuses queries of more clauses than 1024.
_MOST_CLAUSES = 1000
# Beginnings that more terms have are those of a letter or two in a large library.
_MOST_PAGES = 3
_MOST_LISTS = 8


class Searching:
    """Safe in any thread; any method may raise EngineUnavailable."""

    def __init__(self, nodes: Nodes, index: str, statistics: Statistics, names: Names) -> None:
        self._nodes, self._index, self._statistics, self._names = nodes, index, statistics, names
        self._codes: dict[int, bytes] = {}
        self._lists: dict[tuple[str, str], list[str]] = {}

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return the best hits, and keep the codes of their paragraphs: these are asked for next."""
        clauses = sorted(self._clauses(query), key=lambda clause: -clause[2])[:_MOST_CLAUSES]
        if not clauses:
            return []
        should = [{"term": {field: {"value": key, "boost": boost}}} for field, key, boost in clauses]
        found = find_hits(
            self._nodes,
            self._index,
            {"bool": {"should": should}},
            min(limit, MOST_LISTED),
            ["_score", {ID: "asc"}],
            docvalue_fields=[CODES],
        )
        try:
            hits = [Hit(int(hit["sort"][1]), float(hit["sort"][0])) for hit in found]
            self._codes |= {int(hit["sort"][1]): codes for hit in found if (codes := _codes_in(hit))}
        except (KeyError, TypeError, ValueError, IndexError):
            raise self._nodes.malformed() from None
        return hits

    def codes(self, paragraph_ids: Collection[int]) -> dict[int, bytes]:
        """Return the codes of those of these paragraphs that have some."""
        missing = [one for one in paragraph_ids if one not in self._codes]
        if missing:
            sort: list[object] = [{ID: "asc"}]
            found = find_hits(
                self._nodes, self._index, {"terms": {ID: missing}}, len(missing), sort, docvalue_fields=[CODES]
            )
            try:
                read = {int(hit["sort"][0]): _codes_in(hit) for hit in found}
            except (KeyError, TypeError, ValueError, IndexError):
                raise self._nodes.malformed() from None
            self._codes |= dict.fromkeys(missing, b"") | read
        return {one: codes for one in paragraph_ids if (codes := self._codes.get(one))}

    def terms(self, prefix: str, library: str) -> list[str]:
        """Return the terms of a library that begin with a prefix; of very many, the first in order."""
        begun = vocabulary_prefix(library)
        is_name = prefix.startswith(MARK)
        listed = self._names.beginning_with(begun + prefix) if is_name else None
        if listed is None:
            listed = self._listed(NAMES if is_name else VOCABULARY, begun + prefix)
        return [one[len(begun) :] for one in listed]

    def _listed(self, field: str, prefix: str) -> list[str]:
        if (known := self._lists.get((field, prefix))) is not None:
            return known
        listed, start = list[str](), list[str]()
        for _ in range(_MOST_PAGES):
            page = self._page(field, prefix, start)
            listed += page
            if len(page) < MOST_LISTED:
                break
            start = page[-1:]
        # Who looks in the bodies looks in the titles next.
        kept = self._lists if len(self._lists) < _MOST_LISTS else {}
        self._lists = {**kept, (field, prefix): listed}
        return listed

    def _page(self, field: str, prefix: str, after: list[str]) -> list[str]:
        more = {"search_after": after} if after else {}
        found = find_hits(
            self._nodes, self._index, {"prefix": {field: prefix}}, MOST_LISTED, [{field: "asc"}], **more
        )
        try:
            return [str(hit["sort"][0]) for hit in found]
        except (KeyError, TypeError, IndexError):
            raise self._nodes.malformed() from None

    def _clauses(self, query: Query) -> Iterator[tuple[str, str, float]]:
        """Yield the terms that are there, each with its weight times its idf in the libraries of the query."""
        libraries = sorted(query.libraries)
        count = self._statistics.count(libraries) if libraries else 0
        for field, field_weight in query.fields.items():
            frequencies = self._statistics.frequencies(query.terms, field, libraries)
            for term, weight in query.terms.items():
                by_library = frequencies[term]
                if field_weight * weight <= 0 or not any(by_library.values()):
                    continue
                boost = field_weight * weight * idf(count, sum(by_library.values()))
                for library, frequency in by_library.items():
                    if frequency:
                        yield field, key_of(library, term), boost


def _codes_in(hit: Any) -> bytes:
    text = str(hit.get("fields", {}).get(CODES, [""])[0])
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))  # which OpenSearch leaves out
    except binascii.Error:
        return b""
