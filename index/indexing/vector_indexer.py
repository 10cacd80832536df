"""Make the vectors that a store's paragraphs lack, and drops those of paragraphs that are gone.

A long paragraph has one as a whole and one for each of its parts: a vector of all that it says lies near no single
one of the questions it answers. Both together put 3 to 5 more of 100 questions in another language right.

A store's changes have generations, as in index/indexing/engine_indexer.py. Vectors are marked with the one up to
which removals are done; which paragraphs lack a vector shows in the vectors themselves, so one may stop at any
time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from index.indexing.engine_indexer import Progress, silent
from index.retrieval.dense.base import Embedder, paragraph_text
from index.retrieval.dense.vector_files import Ids
from index.retrieval.dense.vector_index import Vectors
from index.store.articles import ArticleStore, Indexable
from index.store.change_log import ADDED, REMOVED, Change
from index.text.sentences import MOST_PARTS, parts

# Of paragraphs: about a second of work, which is lost when one is killed.
_BATCH = 32
# Ids of one batch are so near each other that one look into the store gives little else.
_SPAN = 4 * _BATCH


class VectorIndexer:
    """Safe in any thread; raises StoreError or EngineError."""

    def __init__(self, store: ArticleStore, vectors: Vectors, of_parts: Vectors, embedder: Embedder) -> None:
        """``of_parts`` keeps the vectors of parts by the numbers that ``part_ids`` gives them."""
        self._store = store
        self.vectors = vectors
        self.of_parts = of_parts
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
                # Of another store, or this one as it was after it was copied.
                self.of_parts.clear(latest)
                self.vectors.clear(latest)
            for change in self._store.changes_after(reached):
                if change.kind == REMOVED:
                    self.of_parts.remove(part_ids(change.paragraph_ids))
                    self.vectors.remove(change.paragraph_ids)
            self.vectors.mark(latest)
        return latest

    def made_and_stored(self) -> tuple[int, int]:
        """Return how many paragraphs have a vector, and how many there are."""
        return self.vectors.count(), self._store.paragraph_count()

    def is_behind(self) -> bool:
        made, stored = self.made_and_stored()
        return made != stored or self.vectors.generation() != self._store.generation()

    def _embed(self, ids: Ids) -> int:
        wanted = set(ids.tolist())
        found = [one for one in self._store.indexable(int(ids[0]), int(ids[-1])) if one.paragraph_id in wanted]
        if not found:  # removed just now
            return 0
        self._add(self.of_parts, [piece for one in found for piece in _pieces(one)])
        # Last, as those who have one count as done.
        self._add(
            self.vectors, [(one.paragraph_id, one.library, paragraph_text(one.title, one.text)) for one in found]
        )
        return len(found)

    def _add(self, vectors: Vectors, texts: Sequence[tuple[int, str, str]]) -> None:
        """Embed texts, each with a number to keep its vector by and its library."""
        for start in range(0, len(texts), _BATCH):
            numbers, libraries, some = zip(*texts[start : start + _BATCH], strict=True)
            vectors.add(numbers, libraries, self.embedder.of_paragraphs(some))


def part_ids(paragraph_ids: Iterable[int]) -> list[int]:
    """Return the numbers by which vectors of parts are kept: MOST_PARTS for each paragraph, in its order."""
    return [one * MOST_PARTS + number for one in paragraph_ids for number in range(MOST_PARTS)]


def _pieces(paragraph: Indexable) -> Iterator[tuple[int, str, str]]:
    """Yield the parts of a paragraph that has several, each with its number and library."""
    found = parts(paragraph.text, paragraph.language or "")
    if len(found) > 1:
        for number, part in zip(part_ids([paragraph.paragraph_id]), found, strict=False):
            text = paragraph.text[part.start : part.end]
            yield number, paragraph.library, paragraph_text(paragraph.title, text)


def _changed(pending: Ids, changes: list[Change]) -> Ids:
    added, removed = (
        np.fromiter(chain.from_iterable(one.paragraph_ids for one in changes if one.kind == kind), np.int64)
        for kind in (ADDED, REMOVED)
    )
    return np.setdiff1d(np.union1d(pending, added), removed)
