"""Remember how far libraries extend, until the index changes."""

from typing import NamedTuple

from index.retrieval.bm25.base import Engine
from index.store.articles import ArticleStore


class Extent(NamedTuple):
    """The languages of some libraries, the most frequent first, and the number of their paragraphs."""

    languages: tuple[str, ...]
    paragraphs: int


class Extents:
    """The extents of combinations of libraries. Safe in any thread."""

    def __init__(self, store: ArticleStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        # At one generation of the index.
        self._known: tuple[int, dict[frozenset[str], Extent]] = (-1, {})

    def of(self, libraries: frozenset[str]) -> Extent:
        """Return the extent of these libraries; without articles they have no languages. Raises StoreError."""
        generation = self._engine.generation()
        known_at, known = self._known
        if known_at != generation:
            known = {}
            self._known = generation, known
        if libraries not in known:
            known[libraries] = Extent(self._store.languages(libraries), self._store.size(libraries).paragraphs)
        return known[libraries]
