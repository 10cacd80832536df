"""Turn a checkpoint of the training into the file of the reader that the program reads, and back."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from index.encoder import e5_file
from index.ranking.reranking.reader_file import Card, ReaderFile, base_digest, read, shapes, write

_PARTS = {"w": "weight", "b": "bias"}


def export(work: Path, path: Path) -> str:
    """Write the newest checkpoint of this folder as a reader, and return its version."""
    kept = torch.load(work / "checkpoint.pt", map_location="cpu")
    state = {name: one.float().numpy() for name, one in kept["model"].items()}
    base = e5_file.read(e5_file.installed_model())
    steps = int(kept["step"]) + int(kept.get("before", 0))
    reader = reader_of(state, base_digest(base), {"steps": steps})
    write(path, reader, base)
    return reader.card.version


def begin(path: Path, work: Path) -> int:
    """Write a reader as the checkpoint that a training begins with, and return for how many steps it was trained.

    The learning rate starts again at its full value, because the earlier training ended with one of almost zero.
    Raises FileExistsError if the folder already has a checkpoint, which may have taken hours.
    """
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        raise FileExistsError(f"{checkpoint} already exists: 'make reader' continues it; delete it to start over")
    reader = read(path, e5_file.read(e5_file.installed_model()))
    state = {_parameter(name): torch.from_numpy(tensor.copy()) for name, tensor in reader.tensors.items()}
    state["answers.weight"] = state["answers.weight"].reshape(1, -1)
    steps = int(str(reader.card.trained.get("steps", 0)))
    torch.save({"step": 0, "before": steps, "model": state}, checkpoint)
    return steps


def reader_of(state: Mapping[str, NDArray[np.float32]], base: str, trained: Mapping[str, object]) -> ReaderFile:
    """Return the reader that has these parameters, by the names that tools.reader.network gives them."""
    first = min(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    tensors = {name: state[_parameter(name)].reshape(shape) for name, shape in shapes(first).items()}
    digest = hashlib.sha256(b"".join(one.tobytes() for one in tensors.values())).hexdigest()
    return ReaderFile(Card(digest[:12], first, base, trained), tensors)


def _parameter(name: str) -> str:
    """Return the name of a tensor as a parameter: "layers.6.maps.q.weight" for "l6.q.w"."""
    *layer, module, part = name.split(".")
    if not layer:
        return f"{module}.{_PARTS[part]}"
    kind = "norms" if module.endswith("ln") else "maps"
    return f"layers.{layer[0][1:]}.{kind}.{module}.{_PARTS[part]}"
