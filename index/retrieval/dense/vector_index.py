"""A vector index that compares the question with every vector in scope, on disk or in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

import numpy as np
from numpy.typing import NDArray

from index.files.lock import LOCK_TIMEOUT
from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.retrieval.dense.base import EmbeddedParagraph
from index.retrieval.dense.vector_files import Ids
from index.retrieval.dense.vector_table import VectorTable
from index.retrieval.location import IndexLocation
from index.text.sentences import MOST_PARTS

Floats = NDArray[np.float32]


class FlatVectorIndex:
    """Two tables of vectors: one row for each paragraph in the one, MOST_PARTS rows in the other.

    The vectors of whole paragraphs are written last and removed first, because a paragraph that has one counts as
    complete.
    """

    def __init__(self, whole: VectorTable, parts: VectorTable) -> None:
        self.durable = whole.durable
        self._whole = whole
        self._parts = parts

    def nearest(self, vector: Floats, libraries: frozenset[str], limit: int) -> list[Hit]:
        return self._whole.nearest(vector, libraries, limit)

    def cosines(self, vector: Floats, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity]:
        whole = self._whole.cosines(vector, paragraph_ids)
        parts: dict[int, dict[int, float]] = {}
        for number, cosine in self._parts.cosines(vector, _part_numbers(whole)).items():
            paragraph_id, part = divmod(number, MOST_PARTS)
            parts.setdefault(paragraph_id, {})[part] = cosine
        return {number: similarity(cosine, parts.get(number, {})) for number, cosine in whole.items()}

    def count(self, libraries: frozenset[str] | None = None) -> int:
        return self._whole.count(libraries)

    def missing(self, paragraph_ids: Iterable[int]) -> Ids:
        return self._whole.missing(paragraph_ids)

    def generation(self) -> int:
        return self._whole.generation()

    def add(self, paragraphs: Sequence[EmbeddedParagraph]) -> None:
        if not paragraphs:
            return
        ids = [paragraph.paragraph_id for paragraph in paragraphs]
        with self.writing():
            if len(self.missing(ids)) < len(ids):
                self.remove(ids)
            with_parts = [paragraph for paragraph in paragraphs if len(paragraph.parts)]
            if with_parts:
                self._add_parts(with_parts)
            libraries = [paragraph.library for paragraph in paragraphs]
            self._whole.add(ids, libraries, np.array([paragraph.whole for paragraph in paragraphs], np.float32))

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        ids = list(paragraph_ids)
        with self.writing():
            self._whole.remove(ids)
            self._remove_parts(ids)

    def mark(self, generation: int) -> None:
        self._whole.mark(generation)

    def clear(self, generation: int) -> None:
        with self.writing():
            self._parts.clear(generation)
            self._whole.clear(generation)

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        return self._whole.writing(wait)

    def close(self) -> None:
        self._parts.close()
        self._whole.close()

    def _add_parts(self, paragraphs: Sequence[EmbeddedParagraph]) -> None:
        numbers, libraries = [], []
        for paragraph in paragraphs:
            numbers += _part_numbers([paragraph.paragraph_id])[: len(paragraph.parts)]
            libraries += [paragraph.library] * len(paragraph.parts)
        self._parts.add(numbers, libraries, np.concatenate([paragraph.parts for paragraph in paragraphs]))

    def _remove_parts(self, paragraph_ids: Iterable[int]) -> None:
        numbers = _part_numbers(paragraph_ids)
        # Most paragraphs are short: without parts, nothing need be locked, written and synced.
        if len(self._parts.missing(numbers)) < len(numbers):
            self._parts.remove(numbers)


def open_on_disk(location: IndexLocation, version: str, dimensions: int) -> FlatVectorIndex:
    """Return an index that keeps its vectors in the folder of the location."""
    folders = location.folder, location.folder / "parts"
    whole, parts = (VectorTable(folder, version, dimensions) for folder in folders)
    return FlatVectorIndex(whole, parts)


def open_in_memory(_location: IndexLocation, version: str, dimensions: int) -> FlatVectorIndex:
    """Return an empty index, of which nothing is kept."""
    whole, parts = (VectorTable(None, version, dimensions) for _ in range(2))
    return FlatVectorIndex(whole, parts)


def _part_numbers(paragraph_ids: Iterable[int]) -> list[int]:
    """Return the numbers of the rows that vectors of parts are kept in: MOST_PARTS for each paragraph."""
    return [number * MOST_PARTS + part for number in paragraph_ids for part in range(MOST_PARTS)]


def similarity(whole: float, parts: Mapping[int, float]) -> CosineSimilarity:
    """Return the similarity of a paragraph by the cosines of its whole text and of its parts, if any."""
    if not parts:
        return CosineSimilarity(whole, whole)
    return CosineSimilarity(whole, max(parts.values()), max(parts, key=lambda part: (parts[part], -part)))
