"""Find paragraphs by meaning, with an embedder and a vector index that are opened when they are first needed."""

import logging
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from index.model.errors import EngineError, Fault
from index.model.features import CosineSimilarity
from index.model.records import Hit, ParsedArticle
from index.retrieval.dense import IN_MEMORY, NO_EMBEDDER, ON_DISK, open_embedder, open_vector_index
from index.retrieval.dense.base import Embedder, VectorIndex, vectors_version
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    import numpy as np
    from numpy.typing import NDArray

    from index.indexing.vector_indexer import VectorIndexer

_log = logging.getLogger(__name__)
Added = TypeVar("Added")
# In memory, up to this many paragraphs are embedded when a question comes: a few seconds of work that the user has
# to wait for.
_EMBEDDED_ON_ASKING = 200
# In characters. An article of a newspaper has some 3,000, which take 0.4 s.
_EMBEDDED_FOR_ONE_QUESTION = 12_000
# On disk, up to this many are embedded as soon as they are added: one article or two, a second of work.
_EMBEDDED_ON_ADDING = 32


class Availability(StrEnum):
    """Whether paragraphs can be found by meaning."""

    ON = "on"
    OFF = "off"
    NOT_INSTALLED = "not_installed"


@dataclass(frozen=True)
class VectorCoverage:
    """Whether paragraphs can be found by meaning, and how many of those stored have a vector."""

    availability: Availability
    embedder: str
    embedded: int
    stored: int


@dataclass(frozen=True, eq=False)
class QuestionVector:
    """Compare the vector of a question with those of paragraphs."""

    index: VectorIndex
    indexer: "VectorIndexer"
    vector: "NDArray[np.float32]"

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        return self.index.nearest(self.vector, libraries, limit)

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity]:
        return self.index.cosines(self.vector, paragraph_ids)

    def cosines_without_vector(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity] | None:
        return self.indexer.similarities(self.vector, paragraph_ids)


@dataclass(frozen=True, eq=False)
class _Opened:
    embedder: Embedder
    index: VectorIndex
    indexer: "VectorIndexer"


class SemanticRetriever:
    """An embedder and the vectors of a store's paragraphs. Safe in any thread."""

    def __init__(
        self, store: ArticleStore, embedder: str | Embedder, vector_index: str, location: IndexLocation
    ) -> None:
        """Open nothing yet.

        Args:
            embedder: a name in the table of embedders, or an embedder.
            vector_index: a name in the table of vector indexes.
        """
        self._store = store
        self._embedder = embedder
        self._vector_index = vector_index
        self._location = location
        self._is_in_memory = vector_index == IN_MEMORY
        self._opening = threading.Lock()
        self._opened: _Opened | None = None
        self._has_tried = False
        self._is_loaded = False
        self._latest: tuple[str, NDArray[np.float32]] | None = None
        self._embedding_on_asking = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="meaning")

    @property
    def embedder_name(self) -> str:
        return self._embedder if isinstance(self._embedder, str) else self._embedder.name

    def question_vector(self, question: str) -> QuestionVector | None:
        """Return the vector of a question, or None where there are no vectors to compare it with.

        In memory, this embeds the paragraphs that have no vectors yet, unless there are too many to wait for.
        """
        if not self._is_in_memory and not self.may_have_vectors():
            return None
        opened = self._open_once()
        if opened is None or (self._is_in_memory and not self._embed_on_asking(opened.indexer)):
            return None
        self._is_loaded = True
        return QuestionVector(opened.index, opened.indexer, self._vector(opened.embedder, question))

    def knows(self, word: str) -> bool:
        """Return whether a word is a frequent one of some language; False where there is no embedder to know."""
        with self._opening:
            embedder = self._own_embedder
        return embedder is not None and embedder.knows(word)

    def embedder_of_short(self, read: Iterable[object]) -> str | Embedder:
        """Return the embedder for articles that are asked once and discarded; none if that would take seconds."""
        texts = (one.text for result in read if isinstance(result, ParsedArticle) for one in result.paragraphs)
        with self._opening:
            own = self._own_embedder if sum(map(len, texts)) <= _EMBEDDED_FOR_ONE_QUESTION else None
        return own or NO_EMBEDDER

    def start_embedding(self, question: str) -> "Future[QuestionVector | None] | None":
        """Start ``question_vector`` in another thread; return None while that would have to load a model.

        Also return None in memory, where ``question_vector`` may read the store: a store in memory is for one
        thread, and using it in two ended the process with a segmentation fault.
        """
        if self._is_in_memory or not self._is_loaded:
            return None
        return self._threads.submit(self.question_vector, question)

    def indexer_or_none(self) -> "VectorIndexer | None":
        """Return what makes the vectors; None where finding by meaning is switched off or not installed.

        The model itself is loaded when something is embedded.
        """
        opened = self._open_once()
        return opened.indexer if opened else None

    def require_indexer(self) -> "VectorIndexer":
        """Return what makes the vectors. Raises EngineError where there is none."""
        indexer = self.indexer_or_none()
        if indexer is None:
            fault = Fault.MEANING_OFF if self.embedder_name == NO_EMBEDDER else Fault.MEANING_NOT_INSTALLED
            raise EngineError(fault, name=self.embedder_name)
        return indexer

    def availability(self) -> Availability:
        """Return whether paragraphs can be found by meaning, and if not, why."""
        if self.embedder_name == NO_EMBEDDER:
            return Availability.OFF
        return Availability.ON if self.indexer_or_none() else Availability.NOT_INSTALLED

    def coverage(self) -> VectorCoverage:
        available = self.availability()
        counts = self.require_indexer().embedded_and_stored() if available is Availability.ON else (0, 0)
        return VectorCoverage(available, self.embedder_name, *counts)

    def drop_removed(self) -> None:
        """Drop the vectors of removed paragraphs. A process that is embedding just now does so by itself."""
        try:
            if self.may_have_vectors() and (indexer := self.indexer_or_none()):
                indexer.drop_removed()
        except EngineError as error:
            _log.info("vectors are not dropped yet: %s", error)

    def may_have_vectors(self) -> bool:
        """Return whether there may be vectors, without opening anything. A server may always have some."""
        if self._opened is not None:
            return True
        if self._vector_index == ON_DISK:
            return not self._location.is_unused()
        return not self._is_in_memory

    def embed_after(self, results: Iterable[Added]) -> Iterator[Added]:
        """Yield what is added; at the end, compute the missing vectors if these are few."""
        yield from results
        if not self.may_have_vectors() and self._store.paragraph_count() > _EMBEDDED_ON_ADDING:
            return
        indexer = self.indexer_or_none()
        if indexer is None:
            return
        embedded, stored = indexer.embedded_and_stored()
        if stored - embedded <= _EMBEDDED_ON_ADDING:
            try:
                indexer.embed()
            except EngineError as error:  # another process embeds, or the disk is full
                _log.info("vectors are not made yet: %s", error)

    def close(self) -> None:
        """Wait for the embedding that a sure answer left running, and release what is held."""
        self._threads.shutdown(cancel_futures=True)
        if self._opened is not None:
            self._opened.index.close()

    def _embed_on_asking(self, indexer: "VectorIndexer") -> bool:
        """Embed what lacks vectors, and return whether the paragraphs were few enough for that."""
        if self._store.paragraph_count() > _EMBEDDED_ON_ASKING:
            return False
        # Another thread may ask meanwhile, and the indexer refuses a second writer at once.
        with self._embedding_on_asking:
            indexer.embed()
        return True

    def _vector(self, embedder: Embedder, question: str) -> "NDArray[np.float32]":
        """Return the vector of a question, kept for the next call: a question may be asked in two ways."""
        latest = self._latest
        if latest is None or latest[0] != question:
            self._latest = latest = question, embedder.embed_question(question)
        return latest[1]

    def _open_once(self) -> _Opened | None:
        with self._opening:
            if not self._has_tried:
                self._opened = self._open()
                self._has_tried = True
            return self._opened

    @cached_property
    def _own_embedder(self) -> Embedder | None:
        return open_embedder(self._embedder) if isinstance(self._embedder, str) else self._embedder

    def _open(self) -> _Opened | None:
        embedder = self._own_embedder
        if embedder is None:
            return None
        version = vectors_version(embedder)
        index = open_vector_index(self._vector_index, self._location, version, embedder.dimensions)
        if index is None:
            return None
        from index.indexing.vector_indexer import VectorIndexer  # it imports NumPy

        return _Opened(embedder, index, VectorIndexer(self._store, index, embedder))
