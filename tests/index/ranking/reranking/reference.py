"""The network of the reader in plain NumPy, to compare others with."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats, eight_bits
from index.encoder.layers import HEADS, LAYERS, MATRICES, WIDTH


def states(base: E5File, own: Mapping[str, Floats], ids: Sequence[int], is_rounded: bool = False) -> Floats:
    """Return the vectors of the last layer.

    Args:
        own: the tensors of the reader, in place of those of the same name in the base.
        is_rounded: multiply in 8 bits, as the program does, and not in 32.
    """

    def matrix(name: str) -> Floats:
        found = own.get(f"{name}.w")
        return base.matrix(f"{name}.w", *MATRICES[name.split(".")[1]]) if found is None else found

    def vector(name: str) -> Floats:
        found = own.get(name)
        return base.floats(name) if found is None else found

    def mapped(values: Floats, name: str) -> Floats:
        product = _rounded_product(values, matrix(name)) if is_rounded else values @ matrix(name).T
        return np.asarray(product + vector(f"{name}.b"))

    def norm(values: Floats, name: str) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return np.asarray(centred / spread * vector(f"{name}.w") + vector(f"{name}.b"))

    def heads(values: Floats, name: str) -> Floats:
        return mapped(values, name).reshape(-1, HEADS, WIDTH // HEADS).transpose(1, 0, 2)

    words = base.matrix("emb.word", -1, WIDTH)[list(ids)]
    places = base.floats("emb.pos").reshape(-1, WIDTH)[: len(ids)]
    found = norm(words + places + base.floats("emb.type")[:WIDTH], "emb.ln")
    for number in range(LAYERS):
        layer = f"l{number}"
        query, key, value = (heads(found, f"{layer}.{name}") for name in ("q", "k", "v"))
        shares = _softmax(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH // HEADS))
        joined = (shares @ value).transpose(1, 0, 2).reshape(-1, WIDTH)
        middle = norm(found + mapped(joined, f"{layer}.ao"), f"{layer}.aln")
        inner = _gelu(mapped(middle, f"{layer}.fi"))
        found = norm(middle + mapped(inner, f"{layer}.fo"), f"{layer}.oln")
    return found


def answers(own: Mapping[str, Floats], found: Floats) -> float:
    """Return the logit that a paragraph answers, of the vectors of its pair."""
    pooled = found.mean(axis=0)
    return float(20 * pooled @ own["answers.w"] / np.linalg.norm(pooled) + own["answers.b"][0])


def _rounded_product(values: Floats, matrix: Floats) -> Floats:
    """Multiply as ONNX defines it for DynamicQuantizeLinear and weights with a scale for each column."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    scale = np.float32((high - low) / 255)
    zero = np.clip(np.rint(-low / scale), 0, 255)
    codes = np.clip(np.rint(values / scale) + zero, 0, 255) - zero
    weights, scales = eight_bits(matrix)
    return np.asarray(codes @ weights.astype(np.float64) * scale * scales, np.float32)


def _softmax(values: Floats) -> Floats:
    exponentials = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True))


def _gelu(values: Floats) -> Floats:
    """Return x · Φ(x), with the error function of Abramowitz and Stegun 7.1.26, exact to 1.5e-7."""
    size = np.abs(values) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.sign(values) * (1 - series * np.exp(-size * size))
    return np.asarray(values * (1 + error) / 2)
