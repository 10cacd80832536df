"""Open an embedder and the vectors that it made: when they are first needed, and when its model has changed."""

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.errors import ModelChangedError
from index.retrieval.dense import IN_OPENSEARCH, NO_EMBEDDER, ON_DISK, open_embedder, open_vector_index
from index.retrieval.dense.base import Embedder, VectorIndex, vectors_version
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    from index.indexing.vector_indexer import VectorIndexer
    from index.retrieval.dense.opensearch.plugin import KnnPlugin

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class OpenedVectors:
    """An embedder, the vectors that it made, and what keeps these in step with the store."""

    embedder: Embedder
    index: VectorIndex
    indexer: "VectorIndexer"


class VectorOpener:
    """Safe in any thread; any method may raise EngineError, and is then tried again by the next call."""

    def __init__(
        self,
        store: ArticleStore,
        embedder: str | EmbeddingServer | Embedder,
        vector_index: str,
        location: IndexLocation,
    ) -> None:
        """Open nothing yet. The arguments are those of SemanticRetriever."""
        self._store = store
        self._given = embedder
        self._vector_index = vector_index
        self._location = location
        self._plugin: KnnPlugin | None = None
        self._lock = threading.Lock()
        self._own: Embedder | None = None
        self._opened: OpenedVectors | None = None
        self._has_tried = False

    @property
    def embedder_name(self) -> str:
        """The name that the settings give the embedder: a server is not asked for it."""
        return str(self._given) if isinstance(self._given, (str, EmbeddingServer)) else self._given.name

    @property
    def is_switched_off(self) -> bool:
        """Whether there is no embedder. Neither a server nor an embedder of one is asked for its name."""
        return self._given == NO_EMBEDDER

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    def vector_index(self) -> str:
        """Return the name of the vector index: that on disk where the cluster cannot keep vectors."""
        if self._vector_index != IN_OPENSEARCH or self._location.cluster is None:
            return self._vector_index
        if self._plugin is None:
            from index.retrieval.dense.opensearch.plugin import KnnPlugin  # it imports the client

            self._plugin = KnnPlugin(self._location.cluster)
        return IN_OPENSEARCH if self._plugin.is_there() else ON_DISK

    def embedder(self) -> Embedder | None:
        """Return the embedder, or None where it is switched off or not installed."""
        with self._lock:
            return self._embedder()

    def opened(self) -> OpenedVectors | None:
        """Return what is opened once; None where finding by meaning is switched off or not installed."""
        with self._lock:
            if not self._has_tried:
                self._opened = self._open()
                self._has_tried = True
            return self._opened

    def reopen(self, error: ModelChangedError) -> None:
        """Let the next call open the embedder again, and with it the vectors of the model that it has now.

        Whoever still uses the old ones gets the same error, so that no vectors of two models are mixed.
        """
        _log.warning("the vectors of another model are used from now on: %s", error)
        with self._lock:
            self._own, self._opened, self._has_tried = None, None, False

    def close(self) -> None:
        if self._opened is not None:
            self._opened.index.close()

    def _embedder(self) -> Embedder | None:
        if self._own is None:
            given = self._given
            self._own = open_embedder(given) if isinstance(given, (str, EmbeddingServer)) else given
        return self._own

    def _open(self) -> OpenedVectors | None:
        embedder = self._embedder()
        if embedder is None:
            return None
        version = vectors_version(embedder)
        index = open_vector_index(self.vector_index(), self._location, version, embedder.dimensions)
        if index is None:
            return None
        from index.indexing.vector_indexer import VectorIndexer  # it imports NumPy

        return OpenedVectors(embedder, index, VectorIndexer(self._store, index, embedder))
