"""Factors that bring the inputs of a map to like sizes, before all of them are rounded to steps of one scale.

After the norms of multilingual-e5, a few of 384 channels have values 20 times those of the others, which are left
with few steps. As in SmoothQuant (Xiao et al. 2023), each channel is divided by a factor, and the weights that it
meets are multiplied by it. The products stay the same, and their errors become smaller.

``python -m tools.reader smoothing`` derives the factors from the weights and the articles in examples/.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.encoder.four_bits import Floats
from index.encoder.layers import LAYERS

SMOOTHED = ("qkv", "fi")
"""The maps of each layer that have factors: those behind a norm."""
FILE = Path(__file__).with_name("smoothing.npy")


def load() -> Mapping[str, Floats]:
    """Return the factors of each map by its name, like ``l3.qkv``. Raises OSError and ValueError."""
    stored = np.load(FILE).astype(np.float32)
    return {
        f"l{number}.{name}": stored[number, at] for number in range(LAYERS) for at, name in enumerate(SMOOTHED)
    }
