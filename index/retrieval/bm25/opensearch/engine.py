"""An engine on a cluster of OpenSearch, which several machines may share.

The cluster gets the terms of index.analysis and finds the best paragraphs; all else is as with the other engines.
What is written is on the disks of the cluster, and in every later search, before a method returns.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, TypeVar

from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineError, EngineUnavailable, Fault
from index.model.records import Hit
from index.retrieval.bm25.base import Entry, Query
from index.retrieval.bm25.opensearch.bulk import Bulk, Operation
from index.retrieval.bm25.opensearch.indexes import MISSING, Indexes, State
from index.retrieval.bm25.opensearch.mapping import (
    VERSION,
    paragraph_lines,
    removal_lines,
    vocabulary_lines,
    vocabulary_of,
)
from index.retrieval.bm25.opensearch.names import Names
from index.retrieval.bm25.opensearch.nodes import Nodes
from index.retrieval.bm25.opensearch.searching import Searching
from index.retrieval.bm25.opensearch.statistics import Statistics
from index.retrieval.bm25.opensearch.writers import Writers
from index.retrieval.location import IndexLocation

T = TypeVar("T")
# A question asks several times which state the index is in.
_SEEN_SECONDS = 0.2
# Hashes of terms; of a larger library some are sent again, which the cluster ignores.
_MOST_LISTED_TERMS = 500_000


class _View(NamedTuple):
    """One state of an index, and what is known of it."""

    state: State
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
        self._indexes = Indexes(nodes, alias, f"{VERSION}-{terms_version}")
        self._bulk = Bulk(nodes)
        self._writers = Writers(location)
        self._view: _View | None = None
        self._seen_at = -_SEEN_SECONDS
        self._listed: set[int] = set()
        self._listed_in = ""
        self._viewing = threading.Lock()

    def generation(self) -> int:
        view = self._look()
        return view.state.generation if view else 0

    def search(self, query: Query, limit: int) -> list[Hit]:
        found = self._read(lambda view: view.searching.search(query, limit)) if limit > 0 else None
        return found or []

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        wanted = list(terms)
        found = self._read(lambda view: view.statistics.frequencies(wanted, field, libraries))
        return {term: sum(found[term].values()) if found else 0 for term in wanted}

    def terms(self, prefix: str, field: str, libraries: frozenset[str], *, counted: bool = True) -> dict[str, int]:
        listed = self._read(lambda view: {term for one in libraries for term in view.searching.terms(prefix, one)})
        if not counted:
            return dict.fromkeys(listed or (), 1)
        found = self.frequencies(sorted(listed or ()), field, libraries)
        return {term: count for term, count in found.items() if count}

    def codes(self, paragraph_ids: Iterable[int]) -> dict[int, bytes]:
        wanted = list(paragraph_ids)
        return self._read(lambda view: view.searching.codes(wanted)) or {}

    def count(self, libraries: frozenset[str] | None = None) -> int:
        return self._read(lambda view: view.statistics.count(libraries)) or 0

    def add(self, entries: Iterable[Entry]) -> None:
        self._change(self._operations(entries))

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        self._change(removal_lines(one) for one in paragraph_ids)

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        with self.writing():
            index = self._indexes.create()
            try:
                self._listed.clear()
                self._bulk.send(index, self._operations(entries))
                self._indexes.refresh(index)
                self._indexes.write_state(index, generation)
            except BaseException:
                self._listed.clear()
                self._discard(index)
                raise
            self._use(index)

    def mark(self, generation: int) -> None:
        with self.writing():
            state = self._usable()
            if state.generation != generation:
                self._indexes.write_state(state.index, generation)
                self._look(again=True)

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        return self._writers.alone(wait, self._begin_writing)

    def close(self) -> None:
        self._view = None

    def _begin_writing(self) -> None:
        self._look(again=True)
        self._indexes.tidy()

    def _change(self, operations: Iterable[Operation]) -> None:
        with self.writing():
            index = self._usable().index
            if index != self._listed_in:
                self._listed_in = index
                self._listed.clear()
            try:
                self._bulk.send(index, operations)
            except BaseException:
                self._listed.clear()
                raise
            self._indexes.refresh(index)
            self._forget()

    def _operations(self, entries: Iterable[Entry]) -> Iterator[Operation]:
        for entry in entries:
            yield paragraph_lines(entry)
            for listed in vocabulary_of(entry):
                if (number := hash(listed)) not in self._listed:
                    if len(self._listed) >= _MOST_LISTED_TERMS:
                        self._listed.clear()
                    self._listed.add(number)
                    yield vocabulary_lines(listed)

    def _usable(self) -> State:
        """Return the state of an index that can be written to, a new one if there is none. Only while writing."""
        view = self._look()
        if view is None:
            index = self._indexes.create()
            self._indexes.write_state(index, 0)
            self._use(index)
            view = self._look()
        if view is None:
            raise self._nodes.malformed()
        return view.state

    def _use(self, index: str) -> None:
        self._indexes.use(index)
        self._listed_in = index
        self._look(again=True)

    def _discard(self, index: str) -> None:
        """Delete an index that is not finished; where that fails, too, the next writer does."""
        try:
            self._indexes.delete(index)
        except EngineError:
            return

    def _read(self, work: Callable[[_View], T]) -> T | None:
        """Return what some work reads of the index in use; None where there is no index."""
        view = self._look()
        if view is None:
            return None
        try:
            return work(view)
        except EngineUnavailable as error:
            if error.status != MISSING:
                raise
        # Another process has rebuilt the index, and deleted this one.
        view = self._look(again=True)
        return None if view is None else work(view)

    def _look(self, again: bool = False) -> _View | None:
        """Return a view of the index as any process has marked it, or as it was an instant ago."""
        if not again and time.monotonic() - self._seen_at < _SEEN_SECONDS:
            return self._view
        state = self._indexes.state(patiently=self._writers.depth > 0)
        with self._viewing:
            if state is None:
                self._view = None
            elif self._view is None or self._view.state != state:
                self._view = self._view_of(state)
            self._seen_at = time.monotonic()
            return self._view

    def _forget(self) -> None:
        """Count again: this process has changed what is indexed, and not yet marked it."""
        with self._viewing:
            if self._view is not None:
                self._view = self._view_of(self._view.state)

    def _view_of(self, state: State) -> _View:
        known = self._view
        names = known.names if known and known.state.index == state.index else Names(self._nodes, state.index)
        names.follow()
        statistics = Statistics(self._nodes, state.index)
        return _View(state, statistics, names, Searching(self._nodes, state.index, statistics, names))


def open_in_opensearch(location: IndexLocation, terms_version: str) -> OpenSearchEngine:
    """Return an engine on the cluster of the location. Raises EngineError if it names none."""
    if location.cluster is None:
        raise EngineError(Fault.NO_ENGINE_ADDRESS)
    return OpenSearchEngine(Nodes(location.cluster.nodes), location, location.cluster.index, terms_version)
