"""Make the vectors of paragraphs, to keep them or to compare them with one question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.model.features import CosineSimilarity
from index.retrieval.dense.base import EmbeddedParagraph, Embedder, paragraph_text
from index.retrieval.dense.vector_index import similarity
from index.store.articles import Indexable
from index.text.sentences import split_parts

Floats = NDArray[np.float32]
BATCH = 32
"""How many texts are embedded at once: a tenth of a second to a second of work."""


def embedded(embedder: Embedder, paragraphs: Sequence[Indexable]) -> list[EmbeddedParagraph]:
    """Return the vectors of these paragraphs, in the same order. Raises EngineError."""
    part_texts = [list(_part_texts(paragraph)) for paragraph in paragraphs]
    parts = _vectors(embedder, list(chain.from_iterable(part_texts)))
    whole = _vectors(embedder, [paragraph_text(one.title, one.heading, one.text) for one in paragraphs])
    parts_of_each = np.split(parts, np.cumsum([len(texts) for texts in part_texts])[:-1])
    return [
        EmbeddedParagraph(one.paragraph_id, one.library, of_whole, of_parts)
        for one, of_whole, of_parts in zip(paragraphs, whole, parts_of_each, strict=False)
    ]


def similarities(
    embedder: Embedder, question: Floats, paragraphs: Sequence[Indexable]
) -> Mapping[int, CosineSimilarity]:
    """Return the similarity of each of these paragraphs to the vector of a question, and keep no vector."""
    return {
        one.paragraph_id: similarity(
            float(one.whole @ question), {part: float(vector @ question) for part, vector in enumerate(one.parts)}
        )
        for one in embedded(embedder, paragraphs)
    }


def _vectors(embedder: Embedder, texts: Sequence[str]) -> Floats:
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    nothing = np.zeros((0, embedder.dimensions), np.float32)
    return np.concatenate([nothing, *map(embedder.embed_paragraphs, batches)])


def _part_texts(paragraph: Indexable) -> Iterator[str]:
    """Yield the text to embed for each part of a paragraph that has several."""
    found = split_parts(paragraph.text, paragraph.language or "")
    if len(found) > 1:
        for part in found:
            yield paragraph_text(paragraph.title, paragraph.heading, paragraph.text[part.start : part.end])
