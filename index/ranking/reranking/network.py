"""The layers and the heads of the reader: from a sequence of tokens to what it says of the paragraph in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats
from index.encoder.layers import EPSILON, Layers
from index.ranking.reranking.reader_file import SHARPNESS, ReaderFile

GRAPH = Path(__file__).with_name("reader.onnx")


class Logits(NamedTuple):
    """What the reader says of a sequence: that the paragraph answers, and that each token begins or ends it."""

    answers: float
    begins: Floats
    ends: Floats


class Network:
    """The loaded layers and heads. A run may be called from any thread."""

    def __init__(self, base: E5File, reader: ReaderFile, threads: int) -> None:
        """Load the layers. Raises what ONNX Runtime raises on a machine that it does not fit."""
        self._heads = {name: reader.tensors[name] for name in ("answers.w", "answers.b", "span.w", "span.b")}
        self._layers = Layers(GRAPH.read_bytes(), base, reader.tensors, threads)

    def run(self, ids: Sequence[int]) -> Logits:
        """Return the logits of a sequence of token ids, which is not empty."""
        return self._logits(self.states(ids))

    def states(self, ids: Sequence[int]) -> Floats:
        """Return the vectors of the last layer."""
        return self._layers.states(ids)

    def _logits(self, states: Floats) -> Logits:
        pooled = states.mean(axis=0)
        pooled *= SHARPNESS / max(float(np.linalg.norm(pooled)), EPSILON)
        spans = states @ self._heads["span.w"].T + self._heads["span.b"]
        answers = float(pooled @ self._heads["answers.w"] + self._heads["answers.b"][0])
        return Logits(answers, spans[:, 0], spans[:, 1])
