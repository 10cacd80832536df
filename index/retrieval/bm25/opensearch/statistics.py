"""How many paragraphs have a term, in one state of an index.

OpenSearch's own counts include removed paragraphs until their segment is merged. Up to a frequency they are
counted exactly, and above it by their share, as with the index on disk.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from index.retrieval.bm25.base import BODY, TITLE
from index.retrieval.bm25.opensearch.mapping import ID, LIBRARY, key_of
from index.retrieval.opensearch.nodes import Nodes

# Counting takes time that grows with the number of paragraphs that are found.
_COUNTED_EXACTLY = 1000
_MOST_REMEMBERED = 20_000
_MOST_COUNTED_AT_ONCE = 500
_OTHER_FIELD = {BODY: TITLE, TITLE: BODY}


class _Key(NamedTuple):
    field: str
    library: str
    term: str


class Statistics:
    """The counts of one index until it changes. Safe in any thread; any method may raise EngineUnavailable."""

    def __init__(self, nodes: Nodes, index: str) -> None:
        self._nodes, self._index = nodes, index
        self._found: dict[_Key, int] = {}
        self._living: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self._total: int | None = None

    def count(self, libraries: Collection[str] | None) -> int:
        """Return how many paragraphs these libraries have, or all together."""
        if libraries is None:
            if self._total is None:
                (self._total,) = self._counted([{"exists": {"field": ID}}])
            return self._total
        self._look_up((), libraries)
        return sum(self._living[library] for library in libraries)

    def frequencies(
        self, terms: Iterable[str], field: str, libraries: Collection[str]
    ) -> dict[str, dict[str, int]]:
        """Return for each term how many paragraphs of each library have it in a field."""
        wanted = {term: [_Key(field, library, term) for library in libraries] for term in terms}
        found = self._look_up([key for keys in wanted.values() for key in keys], libraries)
        # Between two counts, another process may have added paragraphs.
        most = self._living
        return {
            term: {key.library: min(found[key], most[key.library]) for key in keys}
            for term, keys in wanted.items()
        }

    def _look_up(self, keys: Iterable[_Key], libraries: Collection[str]) -> dict[_Key, int]:
        found = self._found
        if len(found) > _MOST_REMEMBERED:  # another thread may read the old ones
            self._found = found = {}
        missing = [key for key in keys if key not in found]
        new = [library for library in libraries if library not in self._living]
        if not missing and not new:
            return found
        # Whoever asks for a term in one field asks for it in the other, too.
        missing += [key._replace(field=_OTHER_FIELD[key.field]) for key in missing]
        read = self._read_dictionaries(missing, new)
        if new:
            counts = self._counted([{"term": {LIBRARY: library}} for library in new])
            self._living |= dict(zip(new, counts, strict=True))
        found |= self._corrected(read)
        return found

    def _corrected(self, found: dict[_Key, int]) -> dict[_Key, int]:
        """Return these counts without removed paragraphs."""
        exactly, corrected = list[_Key](), dict(found)
        for key, frequency in found.items():
            written, living = self._written[key.library], self._living[key.library]
            if not frequency or written == living:
                continue
            if frequency > _COUNTED_EXACTLY:
                corrected[key] = round(frequency * living / written)
            else:
                exactly.append(key)
        for start in range(0, len(exactly), _MOST_COUNTED_AT_ONCE):
            some = exactly[start : start + _MOST_COUNTED_AT_ONCE]
            counts = self._counted([{"term": {key.field: key_of(key.library, key.term)}} for key in some])
            corrected |= dict(zip(some, counts, strict=True))
        return corrected

    def _read_dictionaries(self, keys: Collection[_Key], libraries: Collection[str]) -> dict[_Key, int]:
        """Return the frequencies of a document that consists of the terms asked for; nothing is written.

        Keep how many paragraphs these libraries have, with removed ones.
        """
        found: dict[_Key, int] = {}
        document: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            document[key.field].append(key_of(key.library, key.term))
        document[LIBRARY] = list(libraries)
        asked = {
            "doc": document,
            "fields": list(document),
            "term_statistics": True,
            "field_statistics": False,
            "positions": False,
            "offsets": False,
            "payloads": False,
        }
        path = f"/{self._index}/_termvectors?filter_path=found,term_vectors"
        answer: Any = self._nodes.read("POST", path, asked)
        try:
            if answer["found"] is not True:
                raise ValueError(answer["found"])
            vectors = answer.get("term_vectors", {})
            by_field = {field: vectors.get(field, {}).get("terms", {}) for field in document}
            for key in keys:
                statistics = by_field[key.field].get(key_of(key.library, key.term), {})
                found[key] = int(statistics.get("doc_freq", 0))
            for library in libraries:
                self._written[library] = int(by_field[LIBRARY].get(library, {}).get("doc_freq", 0))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._nodes.malformed() from None
        return found

    def _counted(self, queries: list[dict[str, object]]) -> list[int]:
        """Return how many documents each of these queries finds."""
        lines = []
        for query in queries:
            lines += ["{}", json.dumps({"size": 0, "track_total_hits": True, "query": query})]
        path = f"/{self._index}/_msearch?filter_path=responses.hits.total.value,responses._shards.failed"
        answer: Any = self._nodes.read_lines(path, lines)
        try:
            if any(one["_shards"]["failed"] for one in answer["responses"]):
                raise self._nodes.error("shards")
            counts = [int(one["hits"]["total"]["value"]) for one in answer["responses"]]
            if len(counts) != len(queries):
                raise ValueError(len(counts))
        except (KeyError, TypeError, ValueError):
            raise self._nodes.malformed() from None
        return counts
