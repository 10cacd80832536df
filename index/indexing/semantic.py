"""Find paragraphs by meaning, with an embedder and a vector index that are opened when they are first needed."""

import logging
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from index.indexing.question_vector import QuestionVector
from index.indexing.vector_opening import VectorOpener
from index.model.errors import EngineError, EngineUnavailable, Fault, ModelChangedError, ModelServerError
from index.model.records import ParsedArticle
from index.retrieval.dense import IN_MEMORY, NO_EMBEDDER, ON_DISK
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    import numpy as np
    from numpy.typing import NDArray

    from index.indexing.vector_indexer import VectorIndexer

_log = logging.getLogger(__name__)
Added = TypeVar("Added")
# In memory, up to this many paragraphs are embedded when a question comes: a second or two of work that the user
# has to wait for.
_EMBEDDED_ON_ASKING = 200
# In characters. An article of a newspaper has some 3,000, which take 0.1 to 0.2 s.
_EMBEDDED_FOR_ONE_QUESTION = 12_000
# On disk, up to this many are embedded as soon as they are added: one article or two, half a second of work.
_EMBEDDED_ON_ADDING = 32


class Availability(StrEnum):
    """Whether paragraphs can be found by meaning."""

    ON = "on"
    OFF = "off"
    NOT_INSTALLED = "not_installed"
    AWAY = "away"
    """The server of the embedder does not answer."""
    UNREACHABLE = "unreachable"
    """The server of the vectors does not."""


@dataclass(frozen=True)
class VectorCoverage:
    """Whether paragraphs can be found by meaning, and how many of those stored have a vector."""

    availability: Availability
    embedder: str
    embedded: int
    stored: int


class SemanticRetriever:
    """An embedder and the vectors of a store's paragraphs. Safe in any thread."""

    def __init__(
        self,
        store: ArticleStore,
        embedder: str | EmbeddingServer | Embedder,
        vector_index: str,
        location: IndexLocation,
    ) -> None:
        """Open nothing yet.

        Args:
            embedder: a name in the table of embedders, a server, or an embedder.
            vector_index: a name in the table of vector indexes.
        """
        self._store = store
        self._opener = VectorOpener(store, embedder, vector_index, location)
        self._location = location
        self._is_in_memory = vector_index == IN_MEMORY
        self._is_loaded = False
        self._latest: tuple[str, NDArray[np.float32]] | None = None
        self._embedding_on_asking = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="meaning")

    @property
    def embedder_name(self) -> str:
        return self._opener.embedder_name

    @property
    def is_on(self) -> bool:
        """Whether paragraphs are to be found by meaning, if they can be."""
        return not self._opener.is_switched_off

    def question_vector(self, question: str) -> QuestionVector | None:
        """Return the vector of a question, or None where there are no vectors to compare it with.

        None, too, while the server of the embedder or of the vectors is away: the question is answered by words.
        In memory, this embeds the paragraphs that have no vectors yet, unless there are too many to wait for.
        """
        try:
            return self._question_vector(question)
        except ModelChangedError as error:
            self._reopen(error)
        except (ModelServerError, EngineUnavailable) as error:
            _log.debug("a question is answered by its words: %s", error)
        return None

    def _question_vector(self, question: str) -> QuestionVector | None:
        if not self._is_in_memory and not self.may_have_vectors():
            return None
        opened = self._opener.opened()
        if opened is None or (self._is_in_memory and not self._embed_on_asking(opened.indexer)):
            return None
        self._is_loaded = True
        vector, scale = self._vector(opened.embedder, question), opened.embedder.cosine_scale()
        return QuestionVector(opened.index, opened.indexer, vector, scale)

    def knows(self, word: str) -> bool:
        """Return whether a word is a frequent one of some language; False where there is no embedder to know."""
        embedder = self._opener.embedder()
        return embedder is not None and embedder.knows(word)

    def embedder_of_short(self, read: Iterable[object]) -> str | Embedder:
        """Return the embedder for articles that are asked once and discarded; none if that would take seconds."""
        texts = (one.text for result in read if isinstance(result, ParsedArticle) for one in result.paragraphs)
        own = self._opener.embedder() if sum(map(len, texts)) <= _EMBEDDED_FOR_ONE_QUESTION else None
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
        opened = self._opener.opened()
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
        if not self.is_on:
            return Availability.OFF
        try:
            return Availability.ON if self.indexer_or_none() else Availability.NOT_INSTALLED
        except ModelServerError:
            return Availability.AWAY
        except EngineUnavailable:
            return Availability.UNREACHABLE

    def check(self) -> None:
        """Raise EngineError where nothing can be embedded now. Open other vectors if the model has changed."""
        try:
            if opened := self._opener.opened():
                opened.embedder.check()
        except ModelChangedError as error:
            self._reopen(error)
            self._opener.opened()

    def coverage(self) -> VectorCoverage:
        available, counts = self.availability(), (0, 0)
        try:
            if available is Availability.ON:
                counts = self.require_indexer().embedded_and_stored()
        except EngineUnavailable:
            available = Availability.UNREACHABLE
        return VectorCoverage(available, self.embedder_name, *counts)

    def drop_removed(self) -> None:
        """Drop the vectors of removed paragraphs. A process that is embedding just now does so by itself."""
        try:
            if self.may_have_vectors() and (indexer := self.indexer_or_none()):
                indexer.drop_removed()
        except EngineError as error:
            _log.info("vectors are not dropped yet: %s", error)

    def may_have_vectors(self) -> bool:
        """Return whether there may be vectors, without opening anything. A server may always have some.

        Raises EngineUnavailable while a cluster does not say whether it keeps any.
        """
        if self._opener.is_open or not self.is_on or self._is_in_memory:
            return self._opener.is_open
        return self._opener.vector_index() != ON_DISK or not self._location.is_unused()

    def embed_after(self, results: Iterable[Added]) -> Iterator[Added]:
        """Yield what is added; at the end, compute the missing vectors if these are few."""
        yield from results
        try:
            if self.may_have_vectors() or self._store.paragraph_count() <= _EMBEDDED_ON_ADDING:
                self._embed_a_few()
        except EngineError as error:  # another process embeds, the disk is full, or a server is away
            _log.info("vectors are not made yet: %s", error)

    def close(self) -> None:
        """Wait for the embedding that a sure answer left running, and release what is held."""
        self._threads.shutdown(cancel_futures=True)
        self._opener.close()

    def _embed_a_few(self) -> None:
        indexer = self.indexer_or_none()
        if indexer is None:
            return
        embedded, stored = indexer.embedded_and_stored()
        if stored - embedded <= _EMBEDDED_ON_ADDING:
            indexer.embed()

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

    def _reopen(self, error: ModelChangedError) -> None:
        self._latest = None
        self._opener.reopen(error)
