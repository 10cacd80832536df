"""Make the vectors that a store's paragraphs lack, and drop those of removed paragraphs.

A long paragraph gets one vector for the whole and one for each of its parts: the vector of everything it says
lies near none of the questions that it answers. Both together put 3 to 5 more of 100 questions in another language
right.

The store counts its changes by generations, see index/indexing/engine_indexer.py. The vectors are marked with the
generation up to which removals are done. Which paragraphs lack vectors is read from the vectors themselves, so the
work may stop at any time.
"""

import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.indexing.engine_indexer import Progress, silent
from index.indexing.paragraph_vectors import BATCH, embedded, similarities
from index.model.features import CosineSimilarity
from index.retrieval.dense.base import Embedder, VectorIndex
from index.servers.backoff import Sleep, with_backoff
from index.store.articles import ArticleStore
from index.store.change_log import ADDED, REMOVED, Change

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
# In paragraphs: the work of one batch is lost when the process is killed.
_BATCH = BATCH
# The ids of a batch lie within this distance, so that one query of the store reads little that is not in it.
_SPAN = 4 * _BATCH
# In paragraphs, and in characters of all of them: up to half a second of work, which the user waits for.
_MOST_ON_ASKING, _LONGEST_ON_ASKING = 20, 8_000


class VectorIndexer:
    """Keep a vector index in step with the store. Safe in any thread; raises StoreError or EngineError."""

    def __init__(
        self, store: ArticleStore, index: VectorIndex, embedder: Embedder, sleep: Sleep = time.sleep
    ) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder
        self._sleep = sleep

    def embed(
        self,
        progress: Progress = silent,
        wait: float = 0,
        is_wanted: Callable[[], bool] = lambda: True,
        *,
        patiently: bool = False,
    ) -> int:
        """Make the missing vectors, the newest paragraphs first, also of paragraphs added meanwhile.

        Stops as soon as ``is_wanted`` returns False. Returns how many paragraphs were embedded. Raises EngineBusy
        when another process is still writing after ``wait`` seconds. Nobody waits if ``patiently``: then a server
        has as long as it needs, and is asked again for half a minute while it is busy or away.
        """
        made = 0
        with self._index.writing(wait):
            reached = self.drop_removed()
            pending = self._index.missing(self._store.paragraph_ids())
            while len(pending) and is_wanted():
                batch = pending[pending > pending[-1] - _SPAN][-_BATCH:]
                made += self._embed_patiently(batch) if patiently else self._embed(batch, self._embedder.hurried())
                pending = pending[: -len(batch)]
                if self._store.generation() != reached:
                    changes = self._store.changes_after(reached)
                    pending, reached = _changed(pending, changes), self.drop_removed()
                progress(made, made + len(pending))
        return made

    def drop_removed(self, wait: float = 0) -> int:
        """Drop the vectors of removed paragraphs; return the store's generation up to which that is done."""
        with self._index.writing(wait):
            reached, latest = self._index.generation(), self._store.generation()
            if reached > latest:  # the vectors are of another store, or of a later state of this one
                self._index.clear(latest)
            for change in self._store.changes_after(reached):
                if change.kind == REMOVED:
                    self._index.remove(change.paragraph_ids)
            self._index.mark(latest)
        return latest

    def embedded_and_stored(self) -> tuple[int, int]:
        """Return how many paragraphs have vectors, and how many there are."""
        return self._index.count(), self._store.paragraph_count()

    def is_behind(self) -> bool:
        """Return whether vectors are missing or have to be dropped."""
        embedded, stored = self.embedded_and_stored()
        return embedded != stored or self._index.generation() != self._store.generation()

    def _embed_patiently(self, ids: Ids) -> int:
        return with_backoff(partial(self._embed, ids, self._embedder), self._sleep)

    def _embed(self, ids: Ids, embedder: Embedder) -> int:
        wanted = set(ids.tolist())
        found = [one for one in self._store.indexable(int(ids[0]), int(ids[-1])) if one.paragraph_id in wanted]
        if not found:  # removed meanwhile
            return 0
        self._index.add(embedded(embedder, found))
        return len(found)

    def similarities(
        self, question: Floats, paragraph_ids: Collection[int]
    ) -> Mapping[int, CosineSimilarity] | None:
        """Return the similarity to a question of paragraphs that have no vector, and keep none.

        Returns None if these are too many, or too long, to wait for.
        """
        if len(paragraph_ids) > _MOST_ON_ASKING:
            return None
        found = [one for number in paragraph_ids for one in self._store.indexable(number, number)]
        if sum(len(one.text) for one in found) > _LONGEST_ON_ASKING:
            return None
        return similarities(self._embedder.hurried(), question, found)


def _changed(pending: Ids, changes: list[Change]) -> Ids:
    added, removed = (
        np.fromiter(chain.from_iterable(one.paragraph_ids for one in changes if one.kind == kind), np.int64)
        for kind in (ADDED, REMOVED)
    )
    return np.setdiff1d(np.union1d(pending, added), removed)
