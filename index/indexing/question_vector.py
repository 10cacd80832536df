"""Compare the vector of a question with those of paragraphs."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.errors import ModelServerError
from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.retrieval.dense.base import VectorIndex
from index.retrieval.dense.cosine_scale import UNCHANGED, CosineScale

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    import numpy as np
    from numpy.typing import NDArray

    from index.indexing.vector_indexer import VectorIndexer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class QuestionVector:
    """The vector of a question, and the scale of its cosines."""

    index: VectorIndex
    indexer: "VectorIndexer"
    vector: "NDArray[np.float32]"
    scale: CosineScale = UNCHANGED

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        found = self.index.nearest(self.vector, libraries, limit)
        return [Hit(hit.paragraph_id, self.scale(hit.score)) for hit in found]

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity]:
        return self._scaled(self.index.cosines(self.vector, paragraph_ids))

    def cosines_without_vector(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity] | None:
        try:
            found = self.indexer.similarities(self.vector, paragraph_ids)
        except ModelServerError as error:
            _log.info("paragraphs without vectors are left out: %s", error)
            return None
        return None if found is None else self._scaled(found)

    def _scaled(self, found: Mapping[int, CosineSimilarity]) -> Mapping[int, CosineSimilarity]:
        scale = self.scale
        return {
            number: CosineSimilarity(scale(one.whole), scale(one.nearest), one.part)
            for number, one in found.items()
        }
