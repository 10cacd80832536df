"""What finds paragraphs by their meaning: opened when it is first needed, if there is such a thing here at all."""

import logging
import threading
from collections.abc import Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index.model.errors import EngineError, Fault
from index.model.features import Closeness
from index.model.records import Hit
from index.retrieval.dense.base import EXTRAS, NO_EMBEDDER, Embedder, open_embedder, vectors_version
from index.store.articles import ArticleStore
from index.text.sentences import MOST_PARTS

if TYPE_CHECKING:  # it takes longer to import than a question to answer by its words
    import numpy as np
    from numpy.typing import NDArray

    from index.indexing.vector_indexer import VectorIndexer
    from index.retrieval.dense.vector_index import Vectors

_log = logging.getLogger(__name__)
# Of paragraphs that have no vectors yet and are not kept: some seconds of work, which who asks waits for.
_EMBEDDED_ON_ASKING = 200


class Availability(StrEnum):
    ON = "on"
    OFF = "off"
    NOT_INSTALLED = "not_installed"


class MeantQuestion:
    """What a question means, by its vector."""

    def __init__(self, vectors: "Vectors", of_parts: "Vectors", vector: "NDArray[np.float32]") -> None:
        self._vectors = vectors
        self._of_parts = of_parts
        self._vector = vector

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        return self._vectors.nearest(self._vector, libraries, limit)

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, Closeness]:
        whole = self._vectors.cosines(self._vector, paragraph_ids)
        of_parts: dict[int, dict[int, float]] = {}
        numbers = [one * MOST_PARTS + part for one in whole for part in range(MOST_PARTS)]
        for number, cosine in self._of_parts.cosines(self._vector, numbers).items():
            paragraph_id, part = divmod(number, MOST_PARTS)
            of_parts.setdefault(paragraph_id, {})[part] = cosine
        return {one: _closeness(cosine, of_parts.get(one, {})) for one, cosine in whole.items()}


def _closeness(whole: float, of_parts: Mapping[int, float]) -> Closeness:
    if not of_parts:
        return Closeness(whole, whole)
    return Closeness(whole, max(of_parts.values()), max(of_parts, key=lambda part: (of_parts[part], -part)))


class Meaning:
    """An embedder and the vectors of a store's paragraphs. Safe in any thread."""

    def __init__(self, store: ArticleStore, embedder: str | Embedder, folder: Path | None) -> None:
        """``embedder`` is of the table, by its name, or any other; without a folder, vectors are in memory."""
        self._store = store
        self._embedder = embedder
        self._folder = folder
        self._opening = threading.Lock()
        self._opened: VectorIndexer | None = None
        self._has_tried = False
        self._is_loaded = False
        self._latest: tuple[str, NDArray[np.float32]] | None = None
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="meaning")

    def of(self, question: str) -> MeantQuestion | None:
        """Return what a question means; None where there are no vectors to compare it with."""
        if (self._folder is not None and not self.is_kept()) or (opened := self.opened()) is None:
            return None
        if self._folder is None:
            if self._store.paragraph_count() > _EMBEDDED_ON_ASKING:
                return None
            opened.embed()
        self._is_loaded = True
        return MeantQuestion(opened.vectors, opened.of_parts, self._vector(opened.embedder, question))

    def begin(self, question: str) -> "Future[MeantQuestion | None] | None":
        """Begin to work that out beside other things; None while that would first have to load a model."""
        return self._threads.submit(self.of, question) if self._is_loaded else None

    @property
    def name(self) -> str:
        return self._embedder if isinstance(self._embedder, str) else self._embedder.name

    def opened(self) -> "VectorIndexer | None":
        """Return what makes and keeps the vectors; None where it is switched off or not installed.

        The model itself is loaded when something is embedded.
        """
        with self._opening:
            if not self._has_tried:
                self._opened = self._open()
                self._has_tried = True
            return self._opened

    def needed(self) -> "VectorIndexer":
        """Return the same, or raises EngineError where there is none."""
        opened = self.opened()
        if opened is None:
            fault = Fault.MEANING_OFF if self.name == NO_EMBEDDER else Fault.MEANING_NOT_INSTALLED
            raise EngineError(fault, name=self.name)
        return opened

    def availability(self) -> Availability:
        if self.name == NO_EMBEDDER:
            return Availability.OFF
        return Availability.ON if self.opened() else Availability.NOT_INSTALLED

    def drop_removed(self) -> None:
        """Drop the vectors of what is gone; who makes some just now comes to it by itself."""
        try:
            if self.is_kept() and (indexer := self.opened()):
                indexer.drop_removed()
        except EngineError as error:
            _log.info("vectors are not dropped yet: %s", error)

    def is_kept(self) -> bool:
        """Return whether there may be vectors, without opening anything."""
        return self._opened is not None or (self._folder is not None and self._folder.exists())

    def _vector(self, embedder: Embedder, question: str) -> "NDArray[np.float32]":
        """Return the vector of a question; at once when it was the latest, as one may be asked in two ways."""
        latest = self._latest
        if latest is None or latest[0] != question:
            self._latest = latest = question, embedder.of_question(question)
        return latest[1]

    def _open(self) -> "VectorIndexer | None":
        embedder = open_embedder(self._embedder) if isinstance(self._embedder, str) else self._embedder
        if embedder is None:
            return None
        try:
            from index.indexing.vector_indexer import VectorIndexer
            from index.retrieval.dense.vector_index import Vectors
        except ModuleNotFoundError as error:
            if error.name not in EXTRAS:
                raise
            return None
        vectors, of_parts = (
            Vectors(folder, vectors_version(embedder), embedder.dimensions)
            for folder in (self._folder, self._folder / "parts" if self._folder else None)
        )
        return VectorIndexer(self._store, vectors, of_parts, embedder)
