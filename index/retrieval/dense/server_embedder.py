"""An embedder that asks a server: text-embeddings-inference, Ollama, infinity, vLLM, llama-server and others."""

import copy
import hashlib
import json
import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.model.errors import ModelChangedError, ModelServerError
from index.retrieval.dense.cosine_scale import SAMPLE, UNCHANGED, CosineScale, scale_of
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.servers.client import ServerClient
from index.servers.outage import Outage
from index.servers.texts import sendable

Floats = NDArray[np.float32]
_log = logging.getLogger(__name__)
# Raise it whenever other texts are sent for the same paragraphs.
_VERSION = 1
# In letters: about the 512 tokens that most models read. By then a paragraph has said what it is about.
_LONGEST = 2000
# A server that cannot embed a text gets half of it, and so on down to this length.
_SHORTEST = 250
# What one text may be to blame for. Some models make NaN of some texts, for which Ollama answers 500:
# https://github.com/ollama/ollama/issues/15582
_OF_ONE_TEXT = ("too_much", "status", "number")
# For a batch. A large model on a small machine reads about one paragraph a second.
_PARAGRAPH_SECONDS = 120.0
# For a dozen pairs of short texts, once after a start: the first question waits for them.
_SCALE_SECONDS = 10.0
_MOST_DIMENSIONS = 16_384
# Servers refuse an empty text.
_NOTHING = "."


@dataclass(frozen=True)
class _Model:
    """What the server says that it runs, or "" where it does not say, and the length of its vectors."""

    stated: str
    dimensions: int


class ServerEmbedder:
    """Learn the model and the dimensions from the first answer, and hold each later answer to them.

    While the server is away, questions fail at once, and the server is asked again every few seconds. A paragraph
    that the server cannot embed, though it embeds others, gets the vector of an empty text: it is found by its
    words, and does not keep the paragraphs after it from being embedded.
    """

    def __init__(self, server: EmbeddingServer, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self._client = ServerClient(server.address, clock)
        self._endpoint = server.address.endpoint("embeddings", "/v1")
        self._outage = Outage(clock)
        self._paragraph_seconds = _PARAGRAPH_SECONDS
        self._is_hurried = False
        self._learning = threading.Lock()
        self._model: _Model | None = None
        self._scale: tuple[_Model, CosineScale] | None = None

    @property
    def name(self) -> str:
        """The model that the server states, and a digest of all that changes the vectors.

        The address is part of it where neither the server nor the settings name the model. A moved server
        otherwise keeps its vectors.
        """
        stated, server = self._learnt().stated, self._server
        where = "" if stated or server.model else str(server.address)
        settings = [_VERSION, _LONGEST, stated, server.model, where, server.query_prefix, server.passage_prefix]
        digest = hashlib.sha256(json.dumps(settings).encode("ascii")).hexdigest()
        return f"server-{(stated or server.model)[:80]}-{digest[:16]}"

    @property
    def dimensions(self) -> int:
        return self._learnt().dimensions

    def embed_question(self, text: str) -> Floats:
        with self._outage.guarding():
            question = _fit(text, self._server.query_prefix)
            vector: Floats = self._embed_fitting([question], self._server.question_seconds)[0]
            return vector

    def embed_paragraphs(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        with self._outage.guarding() if self._is_hurried else nullcontext():
            return self._embed_batches(texts, self._server.passage_prefix, self._paragraph_seconds)

    def knows(self, word: str) -> bool:  # noqa: ARG002 - the convention has no way to ask
        return False

    def cosine_scale(self) -> CosineScale:
        known = self._learnt()
        with self._learning:
            if self._scale is None or self._scale[0] != known:
                self._scale = known, self._found_scale()
            return self._scale[1]

    def hurried(self) -> "ServerEmbedder":
        found = copy.copy(self)
        found._paragraph_seconds, found._is_hurried = self._server.question_seconds, True
        return found

    def check(self) -> None:
        """Ask the server for one vector, also while it counts as away."""
        with self._outage.noting():
            self._embed([_NOTHING], self._server.question_seconds)

    def _learnt(self) -> _Model:
        with self._learning:
            if self._model is None:
                self.embed_question("")
            if self._model is None:
                raise AssertionError("an answer was accepted without its model")
            return self._model

    def _found_scale(self) -> CosineScale:
        questions, paragraphs = zip(*SAMPLE, strict=True)
        requests = 2 * math.ceil(len(SAMPLE) / self._server.batch)
        seconds = _SCALE_SECONDS / requests
        with self._outage.guarding():
            scale = scale_of(
                self._embed_batches(questions, self._server.query_prefix, seconds),
                self._embed_batches(paragraphs, self._server.passage_prefix, seconds),
            )
        if scale is None:
            _log.warning("the model at %s sees no difference between texts", self._server.address)
        return scale or UNCHANGED

    def _embed_batches(self, texts: Sequence[str], prefix: str, seconds: float) -> Floats:
        """Embed paragraphs, some at a time. One that cannot be embedded gets the vector of an empty text."""
        size, rows = self._server.batch, []
        for start in range(0, len(texts), size):
            batch = [_fit(text, prefix) for text in texts[start : start + size]]
            rows.append(self._embed_fitting(batch, seconds, may_stand_in=True))
        return np.concatenate(rows)

    def _embed_fitting(self, texts: list[str], seconds: float, *, may_stand_in: bool = False) -> Floats:
        """Embed texts, fewer at once and less of each where the server cannot embed them as they are."""
        try:
            return self._embed(texts, seconds)
        except ModelServerError as error:
            if error.why not in _OF_ONE_TEXT:
                raise
        if len(texts) > 1:
            half = len(texts) // 2
            halves = texts[:half], texts[half:]
            return np.concatenate(
                [self._embed_fitting(each, seconds, may_stand_in=may_stand_in) for each in halves]
            )
        if len(texts[0]) > _SHORTEST:
            shorter = texts[0][: len(texts[0]) // 2]
            return self._embed_fitting([shorter], seconds, may_stand_in=may_stand_in)
        of_nothing = self._embed([_NOTHING], seconds)  # raises where the server is to blame, not the text
        if not may_stand_in:
            raise self._client.error("text")
        return of_nothing

    def _embed(self, texts: list[str], seconds: float) -> Floats:
        asked: dict[str, object] = {"input": texts, "encoding_format": "float"}
        if self._server.model:
            asked["model"] = self._server.model
        answer = self._client.post(self._endpoint, asked, seconds)
        vectors, stated = self._vectors(answer, len(texts)), _stated_model(answer)
        self._hold_to(_Model(stated, vectors.shape[1]))
        return vectors

    def _hold_to(self, found: _Model) -> None:
        known = self._model
        if known is None:
            self._model = found
        elif known != found:
            why = "model" if known.stated != found.stated else "dimensions"
            raise ModelChangedError(str(self._server.address), why)

    def _vectors(self, answer: object, count: int) -> Floats:
        """Return one row of length 1 for each text. Raises ModelServerError for any other answer."""
        entries = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(entries, list):
            raise self._client.error("json")
        by_index = {_index(entry, place): entry for place, entry in enumerate(entries)}
        if len(entries) != count or by_index.keys() != set(range(count)):
            raise self._client.error("count")
        return self._normalised([self._numbers(by_index[index]) for index in range(count)])

    def _numbers(self, entry: object) -> list[float]:
        numbers = entry.get("embedding") if isinstance(entry, dict) else None
        if not isinstance(numbers, list) or not 0 < len(numbers) <= _MOST_DIMENSIONS:
            raise self._client.error("json")
        if not all(type(number) in (float, int) for number in numbers):  # True is an int, too
            raise self._client.error("number")
        return numbers

    def _normalised(self, rows: list[list[float]]) -> Floats:
        if len({len(row) for row in rows}) != 1:
            raise self._client.error("dimensions")
        try:
            vectors = np.array(rows, np.float64)
        except OverflowError:  # an integer of hundreds of digits
            raise self._client.error("number") from None
        with np.errstate(over="ignore", invalid="ignore"):
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise self._client.error("number")
        return np.asarray(vectors / lengths, np.float32)


def _index(entry: object, place: int) -> object:
    """Return the index that an entry states; its place where it states none, and None for a false one."""
    stated = entry.get("index", place) if isinstance(entry, dict) else place
    return stated if type(stated) is int else None


def _stated_model(answer: object) -> str:
    stated = answer.get("model") if isinstance(answer, dict) else None
    return stated if isinstance(stated, str) else ""


def _fit(text: str, prefix: str) -> str:
    return f"{prefix} {sendable(text[:_LONGEST])}".strip() or _NOTHING
