"""What finds paragraphs by their meaning: opened when it is first needed, if there is such a thing here at all."""

import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index.embeddings import EXTRAS, NO_EMBEDDER, Embedder, open_embedder, vectors_version
from index.errors import EngineError, Fault
from index.store import ArticleStore

if TYPE_CHECKING:  # it takes longer to import than a question to answer by its words
    from index.vector_indexing import VectorIndexer


class Availability(StrEnum):
    ON = "on"
    OFF = "off"
    NOT_INSTALLED = "not_installed"


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

    @property
    def name(self) -> str:
        return self._embedder if isinstance(self._embedder, str) else self._embedder.name

    def opened(self) -> "VectorIndexer | None":
        """Returns what makes and keeps the vectors; None where it is switched off or not installed.

        The model itself is loaded when something is embedded.
        """
        with self._opening:
            if not self._has_tried:
                self._opened = self._open()
                self._has_tried = True
            return self._opened

    def needed(self) -> "VectorIndexer":
        """Returns the same, or raises EngineError where there is none."""
        opened = self.opened()
        if opened is None:
            fault = Fault.MEANING_OFF if self.name == NO_EMBEDDER else Fault.MEANING_NOT_INSTALLED
            raise EngineError(fault, name=self.name)
        return opened

    def availability(self) -> Availability:
        if self.name == NO_EMBEDDER:
            return Availability.OFF
        return Availability.ON if self.opened() else Availability.NOT_INSTALLED

    def is_kept(self) -> bool:
        """Tell whether there may be vectors, without opening anything."""
        return self._opened is not None or (self._folder is not None and self._folder.exists())

    def _open(self) -> "VectorIndexer | None":
        embedder = open_embedder(self._embedder) if isinstance(self._embedder, str) else self._embedder
        if embedder is None:
            return None
        try:
            from index.vector_indexing import VectorIndexer
            from index.vectors import Vectors
        except ModuleNotFoundError as error:
            if error.name not in EXTRAS:
                raise
            return None
        vectors = Vectors(self._folder, vectors_version(embedder), embedder.dimensions)
        return VectorIndexer(self._store, vectors, embedder)
