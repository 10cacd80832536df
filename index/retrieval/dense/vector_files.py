"""Keep vectors as three columns with a row for each number, in files or in memory.

    3/
    ├── codes       the vectors, one byte for each dimension
    ├── scales      the factor of each row, by which its bytes are multiplied
    ├── libraries   the number of each row's library; 0 for a row without a vector
    └── names       the libraries, one a line; the first has number 1

The numbers are ids, which grow and are never used twice, so a row is found without an index. Removed rows leave
holes, which take no space because the files are sparse. The column of libraries is written last and erased first,
so a row that has a library is complete even when a process is killed meanwhile. Rows lost from a shortened or
damaged file count as missing, and are made again.
"""

import json
import logging
import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.retrieval.os_errors import translated_os_errors

_log = logging.getLogger(__name__)
Ids = NDArray[np.int64]
_LARGEST_CODE = 127
DAMAGED = ""
"""Stands for the name of a library that cannot be read."""
# In rows. Files grow by this many, so that readers need not map them again after each vector.
_GROWTH = 4096


class Columns(NamedTuple):
    """The columns of a table, all with the same number of rows."""

    codes: NDArray[np.int8]
    scales: NDArray[np.float32]
    libraries: NDArray[np.int32]

    def are_whole(self, ids: Ids | slice, highest_library: int) -> NDArray[np.bool_]:
        """Return for each row whether it can be a vector, rather than a hole or damaged."""
        libraries, scales = self.libraries[ids], self.scales[ids]
        least, most = _scale_bounds(self.codes.shape[1])
        return (libraries > 0) & (libraries <= highest_library) & (scales >= least) & (scales <= most)

    def part(self, start: int, end: int) -> "Columns":
        return Columns(self.codes[start:end], self.scales[start:end], self.libraries[start:end])

    def grown(self, count: int) -> "Columns":
        """Return a copy with ``count`` empty rows added."""
        return Columns(
            np.concatenate((self.codes, np.zeros((count, self.codes.shape[1]), np.int8))),
            np.concatenate((self.scales, np.zeros(count, np.float32))),
            np.concatenate((self.libraries, np.zeros(count, np.int32))),
        )


class Rows(Protocol):
    """Keep the columns of one table.

    Any method may raise EngineError. Any thread may read while one thread writes. Ids are given in ascending
    order, each once.
    """

    def columns(self) -> Columns:
        """Return all rows as they are now."""

    def library_names(self) -> Sequence[str]:
        """Return the names of the libraries; the first one has number 1."""

    def add_library(self, name: str) -> int:
        """Return the number of a new library."""

    def write(self, ids: Ids, vectors: Columns) -> None:
        """Keep these vectors in the rows with these ids; on return they are on the disk, if there is one."""

    def erase(self, ids: Ids) -> None:
        """Forget these rows, all of which exist."""


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return vectors as bytes, with a scale for each.

    Bytes keep 98.5% of the best 20 among the best 20, and are half as much to read as float16.
    """
    least, _ = _scale_bounds(vectors.shape[1])
    scales = np.maximum(np.abs(vectors).max(axis=1) / _LARGEST_CODE, least).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _scale_bounds(dimensions: int) -> tuple[float, float]:
    # The largest component of a vector of length 1 is between 1 / sqrt(dimensions) and 1; with room for rounding.
    return 0.9 / math.sqrt(dimensions) / _LARGEST_CODE, 1.1 / _LARGEST_CODE


class MemoryRows:
    """Rows in memory."""

    def __init__(self, dimensions: int) -> None:
        self._columns = _nothing(dimensions)
        self._names: list[str] = []

    def columns(self) -> Columns:
        return self._columns

    def library_names(self) -> Sequence[str]:
        return self._names

    def add_library(self, name: str) -> int:
        self._names.append(name)
        return len(self._names)

    def write(self, ids: Ids, vectors: Columns) -> None:
        added = int(ids[-1]) + 1 - len(self._columns.libraries)
        if added > 0:
            # Doubled, so that adding rows one by one is no slower.
            self._columns = self._columns.grown(added + len(self._columns.libraries))
        self._columns.codes[ids] = vectors.codes
        self._columns.scales[ids] = vectors.scales
        self._columns.libraries[ids] = vectors.libraries

    def erase(self, ids: Ids) -> None:
        self._columns.libraries[ids] = 0
        self._columns.codes[ids] = 0


class FileRows:
    """Rows in the files of a folder, which readers map into memory."""

    def __init__(self, path: Path, dimensions: int) -> None:
        self._path = path
        self._nothing = _nothing(dimensions)
        self._mapped: tuple[tuple[int, ...], Columns] = ((), self._nothing)
        self._named: tuple[int, list[str]] = (0, [])

    def columns(self) -> Columns:
        sizes = tuple(_size(self._path / name) for name in Columns._fields)
        if self._mapped[0] != sizes:
            self._mapped = sizes, self._map(sizes)
        return self._mapped[1]

    def library_names(self) -> Sequence[str]:
        size = _size(self._path / "names")
        if self._named[0] != size:
            self._named = size, [_name(line) for line in self._read_names().split(b"\n")[:-1]]
        return self._named[1]

    def add_library(self, name: str) -> int:
        with translated_os_errors(self._path, OverflowError, ValueError):
            self._path.mkdir(parents=True, exist_ok=True)
            with (self._path / "names").open("ab") as file:
                file.truncate(self._read_names().rfind(b"\n") + 1)  # drops an incomplete line of a killed process
                file.write(json.dumps(name).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        return len(self.library_names())

    def write(self, ids: Ids, vectors: Columns) -> None:
        with translated_os_errors(self._path, OverflowError, ValueError):
            self._path.mkdir(parents=True, exist_ok=True)
            self._put("codes", ids, vectors.codes)
            self._put("scales", ids, vectors.scales)
            self._put("libraries", ids, vectors.libraries)

    def erase(self, ids: Ids) -> None:
        with translated_os_errors(self._path, OverflowError, ValueError):
            nothing = self._nothing.grown(len(ids))
            self._put("libraries", ids, nothing.libraries)
            self._put("codes", ids, nothing.codes)

    def _put(
        self, name: str, ids: Ids, values: NDArray[np.int8] | NDArray[np.float32] | NDArray[np.int32]
    ) -> None:
        """Write rows of a column and wait for the disk, because the next column says that they exist."""
        width = values.itemsize * math.prod(values.shape[1:])
        descriptor = os.open(self._path / name, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            needed = (int(ids[-1]) // _GROWTH + 1) * _GROWTH * width
            if os.fstat(descriptor).st_size < needed:
                os.truncate(descriptor, needed)
            for start, end in _runs(ids):
                _write_all(descriptor, values[start:end].tobytes(), int(ids[start]) * width)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _map(self, sizes: tuple[int, ...]) -> Columns:
        dimensions = self._nothing.codes.shape[1]
        count = min(size // width for size, width in zip(sizes, (dimensions, 4, 4), strict=True))
        if not count:
            return self._nothing
        try:
            codes = np.memmap(self._path / "codes", np.int8, "r", shape=(count, dimensions))
            scales = np.memmap(self._path / "scales", np.float32, "r", shape=(count,))
            libraries = np.memmap(self._path / "libraries", np.int32, "r", shape=(count,))
        except OSError as error:
            _log.warning("the vectors in %s cannot be read: %s", self._path, error)
            return self._nothing
        # Plain arrays on the same memory, because slicing a memmap takes some microseconds more.
        return Columns(codes.view(np.ndarray), scales.view(np.ndarray), libraries.view(np.ndarray))

    def _read_names(self) -> bytes:
        try:
            return (self._path / "names").read_bytes()
        except OSError:
            return b""


def _nothing(dimensions: int) -> Columns:
    return Columns(np.zeros((0, dimensions), np.int8), np.zeros(0, np.float32), np.zeros(0, np.int32))


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - called for each question, and Path.stat takes three times as long
    except OSError:
        return 0


def _name(line: bytes) -> str:
    try:
        return str(json.loads(line))
    except (ValueError, RecursionError):
        return DAMAGED


def _runs(ids: Ids) -> Iterator[tuple[int, int]]:
    """Yield the start and end, in the array, of each run of consecutive ids."""
    cuts = np.flatnonzero(np.diff(ids) != 1) + 1
    yield from zip([0, *cuts.tolist()], [*cuts.tolist(), len(ids)], strict=True)


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, offset)
        data, offset = data[written:], offset + written
