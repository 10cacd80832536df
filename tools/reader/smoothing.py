"""Derive the factors of ``index.encoder.smoothing`` from the weights and from the inputs of maps."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import e5_file
from index.encoder.e5_file import E5File
from index.encoder.encoder import PARAGRAPH
from index.encoder.four_bits import Floats
from index.encoder.layers import LAYERS, UNCHANGED, WIDTH, Layers, matrix_of
from index.encoder.smoothing import SMOOTHED
from index.encoder.tokens import Tokenizer
from tools.reader.graph import graph_of_inputs

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
# The power of a channel's size in its factor; the rest is left to the weights. With these, the vectors of 60 texts
# in six languages are nearest to those in 32 bits, among steps of 0.05 to 0.15.
_STRENGTHS = {"qkv": 0.85, "fi": 0.65}
_SHORTEST = 80


def write(path: Path) -> int:
    """Write the factors, and return how many there are."""
    found = factors(e5_file.read(e5_file.installed_model()), ARTICLES)
    np.save(path, found)
    return found.size


def factors(base: E5File, articles: Path) -> NDArray[np.float16]:
    """Return the factors: for each layer and each smoothed map in it, one for each channel."""
    greatest = _greatest(base, _paragraphs(articles)).reshape(LAYERS, len(SMOOTHED), WIDTH)
    found = np.empty_like(greatest)
    for number in range(LAYERS):
        for at, name in enumerate(SMOOTHED):
            weights = np.abs(matrix_of(base, UNCHANGED, f"l{number}", name)).max(axis=0)
            found[number, at] = _balanced(greatest[number, at], weights, _STRENGTHS[name])
    return found.astype(np.float16)


def _balanced(values: Floats, weights: Floats, strength: float) -> Floats:
    """Return factors whose geometric mean is 1, from the greatest sizes of each channel and of its weights."""
    logarithms = strength * np.log(values) - (1 - strength) * np.log(weights)
    return np.asarray(np.exp(logarithms - logarithms.mean()), np.float32)


def _greatest(base: E5File, texts: Iterable[str]) -> Floats:
    """Return the greatest size of each channel before each smoothed map."""
    layers, tokenizer = Layers(graph_of_inputs(), base, UNCHANGED, threads=1), Tokenizer(base.vocabulary)
    first, last, _, _ = base.vocabulary.special
    found = np.zeros(LAYERS * len(SMOOTHED) * WIDTH, np.float32)
    for text in texts:
        ids = tokenizer.split(PARAGRAPH + text).ids[: layers.most_tokens - 2]
        np.maximum(found, np.abs(layers.states((first, *ids, last))).max(axis=0), out=found)
    return found


def _paragraphs(articles: Path) -> Iterator[str]:
    for path in sorted(articles.iterdir()):
        paragraphs = (" ".join(one.split()) for one in path.read_text(encoding="utf-8").split("\n\n"))
        yield from (one for one in paragraphs if len(one) >= _SHORTEST)
