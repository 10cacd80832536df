"""Makes the vectors that a store's paragraphs lack, and drops those of paragraphs that are gone.

A store's changes have generations, as in index/indexing.py. Vectors are marked with the one up to which removals
are done; which paragraphs lack a vector shows in the vectors themselves, so one may stop at any time.
"""

from collections.abc import Callable
from itertools import chain

import numpy as np

from index.embeddings import Embedder, paragraph_text
from index.indexing import Progress, silent
from index.journal import ADDED, REMOVED, Change
from index.store import ArticleStore
from index.vector_rows import Ids
from index.vectors import Vectors

# Of paragraphs: about a second of work, which is lost when one is killed.
_BATCH = 32
# Ids of one batch are so near each other that one look into the store gives little else.
_SPAN = 4 * _BATCH


class VectorIndexer:
    """Safe in any thread; raises StoreError or EngineError."""

    def __init__(self, store: ArticleStore, vectors: Vectors, embedder: Embedder) -> None:
        self._store = store
        self.vectors = vectors
        self.embedder = embedder

    def embed(
        self, progress: Progress = silent, wait: float = 0, is_wanted: Callable[[], bool] = lambda: True
    ) -> int:
        """Make the vectors that are lacking, the newest paragraphs first, also of what is added meanwhile.

        Stops when ``is_wanted`` tells otherwise. Returns how many were made. Raises EngineBusy when another
        process is at it after ``wait`` seconds.
        """
        made = 0
        with self.vectors.writing(wait):
            reached = self.drop_removed()
            pending = self.vectors.missing(self._store.paragraph_ids())
            while len(pending) and is_wanted():
                batch = pending[pending > pending[-1] - _SPAN][-_BATCH:]
                made += self._embed(batch)
                pending = pending[: -len(batch)]
                if self._store.generation() != reached:
                    changes = self._store.changes_after(reached)
                    pending, reached = _changed(pending, changes), self.drop_removed()
                progress(made, made + len(pending))
        return made

    def drop_removed(self, wait: float = 0) -> int:
        """Forget the vectors of paragraphs that are gone; returns the generation of the store up to which."""
        with self.vectors.writing(wait):
            reached, latest = self.vectors.generation(), self._store.generation()
            if reached > latest:
                self.vectors.clear(latest)  # of another store, or this one as it was after it was copied
            for change in self._store.changes_after(reached):
                if change.kind == REMOVED:
                    self.vectors.remove(change.paragraph_ids)
            self.vectors.mark(latest)
        return latest

    def made_and_stored(self) -> tuple[int, int]:
        """Returns how many paragraphs have a vector, and how many there are."""
        return self.vectors.count(), self._store.paragraph_count()

    def is_behind(self) -> bool:
        made, stored = self.made_and_stored()
        return made != stored or self.vectors.generation() != self._store.generation()

    def _embed(self, ids: Ids) -> int:
        wanted = set(ids.tolist())
        found = [one for one in self._store.indexable(int(ids[0]), int(ids[-1])) if one.paragraph_id in wanted]
        if not found:  # removed just now
            return 0
        made = self.embedder.of_paragraphs([paragraph_text(one.title, one.text) for one in found])
        self.vectors.add([one.paragraph_id for one in found], [one.library for one in found], made)
        return len(found)


def _changed(pending: Ids, changes: list[Change]) -> Ids:
    added, removed = (
        np.fromiter(chain.from_iterable(one.paragraph_ids for one in changes if one.kind == kind), np.int64)
        for kind in (ADDED, REMOVED)
    )
    return np.setdiff1d(np.union1d(pending, added), removed)
