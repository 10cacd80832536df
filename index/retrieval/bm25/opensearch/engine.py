"""An engine on a cluster of OpenSearch, which several machines may share.

The cluster gets the terms of index.analysis and finds the best paragraphs; all else is as with the other engines.
What is written is on the disks of the cluster, and in every later search, before a method returns.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineError, Fault
from index.model.records import Hit
from index.retrieval.bm25.base import Entry, Query
from index.retrieval.bm25.opensearch.mapping import (
    VERSION,
    paragraph_lines,
    settings_and_mappings,
    vocabulary_lines,
    vocabulary_of,
)
from index.retrieval.bm25.opensearch.names import Names
from index.retrieval.bm25.opensearch.searching import Searching
from index.retrieval.bm25.opensearch.statistics import Statistics
from index.retrieval.location import IndexLocation
from index.retrieval.opensearch.bulk import Bulk, Operation, removal_lines
from index.retrieval.opensearch.current_index import CurrentIndex
from index.retrieval.opensearch.indexes import Indexes, State
from index.retrieval.opensearch.nodes import Nodes
from index.retrieval.opensearch.writers import Writers

# Hashes of terms; of a larger library some are sent again, which the cluster ignores.
_MOST_LISTED_TERMS = 500_000


class _View(NamedTuple):
    """What is known of one state of an index."""

    statistics: Statistics
    names: Names
    searching: Searching


class OpenSearchEngine:
    """See ``Engine``. Any method may raise EngineUnavailable."""

    durable = True
    is_server = True

    def __init__(self, nodes: Nodes, location: IndexLocation, alias: str, terms_version: str) -> None:
        """Connect when it is used. The location has the locks that keep out other writers."""
        self._nodes = nodes
        indexes = Indexes(nodes, alias, f"{VERSION}-{terms_version}", settings_and_mappings())
        self._current = CurrentIndex(nodes, indexes, Writers(location), self._view_of)
        self._bulk = Bulk(nodes)
        self._listed: set[int] = set()
        self._listed_in = ""

    def generation(self) -> int:
        return self._current.generation()

    def search(self, query: Query, limit: int) -> list[Hit]:
        found = self._current.read(lambda view: view.searching.search(query, limit)) if limit > 0 else None
        return found or []

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        wanted = list(terms)
        found = self._current.read(lambda view: view.statistics.frequencies(wanted, field, libraries))
        return {term: sum(found[term].values()) if found else 0 for term in wanted}

    def terms(self, prefix: str, field: str, libraries: frozenset[str], *, counted: bool = True) -> dict[str, int]:
        listed = self._current.read(
            lambda view: {term for one in libraries for term in view.searching.terms(prefix, one)}
        )
        if not counted:
            return dict.fromkeys(listed or (), 1)
        found = self.frequencies(sorted(listed or ()), field, libraries)
        return {term: count for term, count in found.items() if count}

    def codes(self, paragraph_ids: Iterable[int]) -> dict[int, bytes]:
        wanted = list(paragraph_ids)
        return self._current.read(lambda view: view.searching.codes(wanted)) or {}

    def count(self, libraries: frozenset[str] | None = None) -> int:
        return self._current.read(lambda view: view.statistics.count(libraries)) or 0

    def add(self, entries: Iterable[Entry]) -> None:
        self._change(self._operations(entries))

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        self._change(removal_lines(one) for one in paragraph_ids)

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        def fill(index: str) -> None:
            self._listed.clear()
            self._send(index, self._operations(entries))

        with self.writing():
            self._current.replace(generation, fill)

    def mark(self, generation: int) -> None:
        with self.writing():
            self._current.mark(generation)

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        return self._current.writing(wait)

    def close(self) -> None:
        self._current.close()

    def _change(self, operations: Iterable[Operation]) -> None:
        with self.writing():
            index = self._current.usable()
            self._send(index, operations)
            self._current.refresh(index)
            self._current.forget()

    def _send(self, index: str, operations: Iterable[Operation]) -> None:
        if index != self._listed_in:
            self._listed_in = index
            self._listed.clear()
        try:
            self._bulk.send(index, operations)
        except BaseException:
            self._listed.clear()
            raise

    def _operations(self, entries: Iterable[Entry]) -> Iterator[Operation]:
        for entry in entries:
            yield paragraph_lines(entry)
            for listed in vocabulary_of(entry):
                if (number := hash(listed)) not in self._listed:
                    if len(self._listed) >= _MOST_LISTED_TERMS:
                        self._listed.clear()
                    self._listed.add(number)
                    yield vocabulary_lines(listed)

    def _view_of(self, state: State, known: _View | None) -> _View:
        names = known.names if known else Names(self._nodes, state.index)
        names.follow()
        statistics = Statistics(self._nodes, state.index)
        return _View(statistics, names, Searching(self._nodes, state.index, statistics, names))


def open_in_opensearch(location: IndexLocation, terms_version: str) -> OpenSearchEngine:
    """Return an engine on the cluster of the location. Raises EngineError if it names none."""
    if location.cluster is None:
        raise EngineError(Fault.NO_ENGINE_ADDRESS)
    return OpenSearchEngine(Nodes(location.cluster.nodes), location, location.cluster.index, terms_version)
