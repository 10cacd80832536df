"""The contracts of embedders, which make vectors of texts, and of vector indexes, which keep and compare them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.files.lock import LOCK_TIMEOUT
from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.retrieval.dense.cosine_scale import CosineScale

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    import numpy as np
    from numpy.typing import NDArray

# Raise it whenever the text that is embedded for a paragraph or its parts changes: older vectors do not fit it.
_TEXT_VERSION = 3


class Embedder(Protocol):
    """Turn texts of any language into vectors that lie close together when the texts are alike in meaning.

    Every text gets a vector of length 1, even an empty one or one with control characters. Equal texts get equal
    vectors. The first call may load a model. Any method or property may raise EngineError, and may be called from
    any thread. A server that is away raises ModelServerError; one that runs another model than before raises
    ModelChangedError until the embedder is opened again.
    """

    @property
    def name(self) -> str:
        """The model and its version: vectors of different names cannot be compared."""

    @property
    def dimensions(self) -> int: ...

    def embed_question(self, text: str) -> "NDArray[np.float32]":
        """Return the vector of a question."""

    def embed_paragraphs(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row for each text, in the same order."""

    def knows(self, word: str) -> bool:
        """Return whether the model reads a word as one piece, as it does with frequent words of its languages.

        An embedder that cannot know returns False.
        """

    def cosine_scale(self) -> CosineScale:
        """Return the scale of its cosines. The ranking is fitted to those of multilingual-e5-small."""

    def hurried(self) -> "Embedder":
        """Return the same embedder for paragraphs that somebody waits for: it fails rather than take very long."""

    def check(self) -> None:
        """Raise EngineError where the model cannot be used now, if that can be found out in a moment."""


@dataclass(frozen=True, eq=False)
class EmbeddedParagraph:
    """The vectors of a paragraph.

    Args:
        parts: one row for each part of a long paragraph, in order; no row for a paragraph that has no parts.
    """

    paragraph_id: int
    library: str
    whole: "NDArray[np.float32]"
    parts: "NDArray[np.float32]"


class VectorIndex(Protocol):
    """Keep the vectors of paragraphs, and find those nearest to the vector of a question by their cosines.

    Cosines are within 0.01 of the exact ones. Only vectors of the libraries in scope are compared, so no library
    shows through the results of another. A damaged vector counts as missing.

    Any method may raise EngineError, and may be called from any thread. Reading never waits for writing. Vectors
    that one process adds are seen by the others without reopening, where the index is durable.
    """

    durable: bool
    """Whether the vectors outlast the process."""

    def nearest(self, vector: "NDArray[np.float32]", libraries: frozenset[str], limit: int) -> list[Hit]:
        """Return at most ``limit`` paragraphs with the cosines of their whole text: the largest, then by id."""

    def cosines(
        self, vector: "NDArray[np.float32]", paragraph_ids: Collection[int]
    ) -> Mapping[int, CosineSimilarity]:
        """Return the cosines of those paragraphs that have vectors, also of the nearest part of each."""

    def count(self, libraries: frozenset[str] | None = None) -> int:
        """Return how many paragraphs of these libraries, or of all, have vectors."""

    def missing(self, paragraph_ids: Iterable[int]) -> "NDArray[np.int64]":
        """Return the ids of the paragraphs that have no vectors, in ascending order."""

    def generation(self) -> int:
        """Return the generation that was marked last, here or by another process; 0 for a new index."""

    def add(self, paragraphs: Sequence[EmbeddedParagraph]) -> None:
        """Keep these vectors in place of those that the paragraphs had; on return a search sees them.

        When the process is killed meanwhile, each paragraph either has all its vectors or counts as missing.
        """

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        """Forget the vectors of these paragraphs; an unknown id is not an error."""

    def mark(self, generation: int) -> None:
        """Remember that the paragraphs removed from the store up to this generation are removed here, too."""

    def clear(self, generation: int) -> None:
        """Forget every vector, and mark this generation."""

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        """Keep out other writers, of any process, during several changes. One thread may nest it.

        Raises EngineBusy when another writer is still busy after ``wait`` seconds.
        """

    def close(self) -> None:
        """Release what is held; the index is not used after this."""


def paragraph_text(title: str, heading: str | None, text: str) -> str:
    """Return the text to embed for a paragraph. Alone, many a paragraph of news names neither event nor person."""
    return ". ".join(filter(None, (title, heading, text)))


def vectors_version(embedder: Embedder) -> str:
    """Return the version of the vectors: it changes with the model and with the text that is embedded."""
    return f"{embedder.name}-{_TEXT_VERSION}"
