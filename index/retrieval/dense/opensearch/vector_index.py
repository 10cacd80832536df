"""A vector index on a cluster of OpenSearch: what one process has embedded, no other one embeds again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

import numpy as np
from numpy.typing import NDArray

from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineError, Fault
from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.retrieval.dense.base import EmbeddedParagraph
from index.retrieval.dense.opensearch.mapping import VERSION, paragraph_lines, settings_and_mappings
from index.retrieval.dense.opensearch.plugin import SPARED_SECONDS
from index.retrieval.dense.opensearch.searching import Searching
from index.retrieval.dense.vector_files import Ids
from index.retrieval.location import IndexLocation
from index.retrieval.opensearch.bulk import Bulk, Operation, removal_lines
from index.retrieval.opensearch.current_index import CurrentIndex
from index.retrieval.opensearch.indexes import Indexes
from index.retrieval.opensearch.nodes import Nodes
from index.retrieval.opensearch.writers import Writers
from index.servers.patience import sparing

Floats = NDArray[np.float32]


class OpenSearchVectorIndex:
    """See ``VectorIndex``. Any method may raise EngineUnavailable."""

    durable = True

    def __init__(self, nodes: Nodes, location: IndexLocation, alias: str, version: str, dimensions: int) -> None:
        """Connect when it is used. The location has the locks that keep out other writers."""
        indexes = Indexes(nodes, alias, f"{VERSION}-{dimensions}-{version}", settings_and_mappings(dimensions))
        writers = Writers(location, Fault.VECTORS_BUSY)
        self._current = CurrentIndex(
            nodes, indexes, writers, lambda state, _: Searching(nodes, state.index, dimensions)
        )
        self._bulk = Bulk(nodes)

    def nearest(self, vector: Floats, libraries: frozenset[str], limit: int) -> list[Hit]:
        if not libraries or limit <= 0:
            return []
        with sparing(SPARED_SECONDS):
            return self._current.read(lambda index: index.nearest(vector, libraries, limit)) or []

    def cosines(self, vector: Floats, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity]:
        with sparing(SPARED_SECONDS):
            return self._current.read(lambda index: index.cosines(vector, paragraph_ids)) or {}

    def count(self, libraries: frozenset[str] | None = None) -> int:
        return self._current.read(lambda index: index.count(libraries)) or 0

    def missing(self, paragraph_ids: Iterable[int]) -> Ids:
        given = paragraph_ids if isinstance(paragraph_ids, np.ndarray) else list(paragraph_ids)
        ids = np.unique(np.asarray(given, np.int64))
        found = self._current.read(lambda index: index.missing(ids))
        return ids if found is None else found

    def generation(self) -> int:
        return self._current.generation()

    def add(self, paragraphs: Sequence[EmbeddedParagraph]) -> None:
        if paragraphs:
            self._change(map(paragraph_lines, paragraphs))

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        self._change(map(removal_lines, paragraph_ids))

    def mark(self, generation: int) -> None:
        with self.writing():
            self._current.mark(generation)

    def clear(self, generation: int) -> None:
        with self.writing():
            self._current.replace(generation, lambda _: None)

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        return self._current.writing(wait)

    def close(self) -> None:
        self._current.close()

    def _change(self, operations: Iterable[Operation]) -> None:
        with self.writing():
            index = self._current.usable()
            self._bulk.send(index, operations)
            self._current.refresh(index)


def open_in_opensearch(location: IndexLocation, version: str, dimensions: int) -> OpenSearchVectorIndex:
    """Return the vector index on the cluster of the location. Raises EngineError if it names none."""
    if location.cluster is None:
        raise EngineError(Fault.NO_ENGINE_ADDRESS)
    # The dot is in no name that a library may have there.
    alias = f"{location.cluster.index}.vectors"
    return OpenSearchVectorIndex(Nodes(location.cluster.nodes), location, alias, version, dimensions)
