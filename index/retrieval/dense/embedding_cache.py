"""Keep the vectors of texts from one run to the next: evaluation embeds the same texts again and again."""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files.lock import locked
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.cosine_scale import CosineScale
from index.retrieval.os_errors import translated_os_errors

Floats = NDArray[np.float32]
_QUESTION, _PARAGRAPH = "question", "paragraph"
_KEY_BYTES = hashlib.sha256().digest_size
# How far the length of a vector may be from 1; beyond that, the record is damaged.
_TOLERANCE = 0.01


class CachedEmbedder:
    """An embedder that keeps vectors in a file and asks another embedder for missing ones.

    Several processes may share the file.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Read the vectors kept in this folder. Raises EngineError when it cannot be written."""
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._path = folder / f"{self.dimensions}.vectors"
        self._lock_path = self._path.with_suffix(".lock")
        self._record = np.dtype([("key", np.void, _KEY_BYTES), ("vector", np.float32, (self.dimensions,))])
        self._lock = threading.Lock()
        self._known = self._load()

    def embed_question(self, text: str) -> Floats:
        with self._lock:
            key = self._key(_QUESTION, text)
            if key not in self._known:
                self._keep({key: self._embedder.embed_question(text)})
            return self._known[key]

    def embed_paragraphs(self, texts: Sequence[str]) -> Floats:
        with self._lock:
            keys = [self._key(_PARAGRAPH, text) for text in texts]
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
            if missing:
                made = self._embedder.embed_paragraphs(list(missing.values()))
                self._keep(dict(zip(missing, made, strict=True)))
            return np.array([self._known[key] for key in keys], np.float32).reshape(-1, self.dimensions)

    def knows(self, word: str) -> bool:
        return self._embedder.knows(word)

    def cosine_scale(self) -> CosineScale:
        return self._embedder.cosine_scale()

    def hurried(self) -> "CachedEmbedder":
        return self

    def check(self) -> None:
        self._embedder.check()

    def _key(self, kind: str, text: str) -> bytes:
        return hashlib.sha256("\0".join((self.name, kind, text)).encode("utf-8", "surrogatepass")).digest()

    def _load(self) -> dict[bytes, Floats]:
        with translated_os_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._lock_path), self._path.open("a+b") as file:
                whole = os.fstat(file.fileno()).st_size // self._record.itemsize
                # A killed process may have left its last record incomplete.
                file.truncate(whole * self._record.itemsize)
                file.seek(0)
                records = np.frombuffer(file.read(), self._record)
        lengths = np.linalg.norm(records["vector"], axis=1)
        sound = records[np.abs(lengths - 1) < _TOLERANCE]
        return {key.tobytes(): vector for key, vector in zip(sound["key"], sound["vector"], strict=True)}

    def _keep(self, made: dict[bytes, Floats]) -> None:
        records = np.empty(len(made), self._record)
        records["key"] = [np.void(key) for key in made]
        records["vector"] = list(made.values())
        with translated_os_errors(self._path), locked(self._lock_path), self._path.open("ab") as file:
            file.write(records.tobytes())
        self._known |= made
