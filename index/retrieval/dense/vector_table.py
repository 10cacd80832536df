"""A table of numbered vectors, in a folder or in memory, and the search for the nearest of them."""

import logging
import os
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineBusy, Fault
from index.model.records import Hit
from index.retrieval.dense.nearest import cosines, in_scope, library_numbers, nearest
from index.retrieval.dense.vector_files import DAMAGED, Columns, FileRows, Ids, MemoryRows, Rows, quantise
from index.retrieval.index_folder import IndexFolder, State

_log = logging.getLogger(__name__)
# Raise it whenever the files change: those of another version are replaced.
_VERSION = 1
# The first search compares bytes with bytes. Of this many times the limit, the exact cosines select the best.
_CANDIDATES = 2

Floats = NDArray[np.float32]


class VectorTable:
    """Keep vectors by number, as bytes, and compare them with a vector by their cosines.

    Any method may raise EngineError, and may be called from any thread. Several processes may read while one
    writes; reading never waits for writing. A damaged row counts as missing.
    """

    def __init__(self, folder: Path | None, version: str, dimensions: int) -> None:
        """Open the table in this folder, or an empty one in memory for None.

        Args:
            version: of the model and the texts; vectors of another version count as missing.
        """
        self.durable = folder is not None
        self._dimensions = dimensions
        self._version = f"{_VERSION}-{dimensions}-{version}"
        self._folder = IndexFolder(folder, Fault.VECTORS_BUSY) if folder else None
        self._state: State | None = None
        self._rows: Rows = MemoryRows(dimensions)
        self._opened: str | None = None
        self._lock = threading.RLock()
        self._depth = 0

    def nearest(self, vector: Floats, libraries: frozenset[str], limit: int) -> list[Hit]:
        """Return at most ``limit`` numbers of these libraries with their cosines, the largest first."""
        rows = self._current()
        columns, numbers = rows.columns(), library_numbers(rows.library_names(), libraries)
        found = nearest(columns, vector, numbers, limit * _CANDIDATES) if numbers else np.zeros(0, np.int64)
        found = found[columns.are_whole(found, len(rows.library_names()))]
        scores = cosines(columns, vector, found)
        best = np.lexsort((found, -scores))[:limit]
        return [Hit(int(found[place]), float(scores[place])) for place in best]

    def cosines(self, vector: Floats, paragraph_ids: Collection[int]) -> dict[int, float]:
        """Return the cosines of those numbers that have a vector."""
        rows = self._current()
        columns = rows.columns()
        ids = _whole(rows, columns, _as_ids(paragraph_ids))
        return dict(zip(ids.tolist(), cosines(columns, vector, ids).tolist(), strict=True))

    def count(self, libraries: frozenset[str] | None = None) -> int:
        """Return how many vectors these libraries have, or all together."""
        rows = self._current()
        columns, names = rows.columns(), rows.library_names()
        whole = columns.are_whole(slice(None), len(names))
        if libraries is not None:
            whole &= in_scope(columns.libraries, library_numbers(names, libraries))
        return int(np.count_nonzero(whole))

    def missing(self, paragraph_ids: Iterable[int]) -> Ids:
        """Return the numbers that have no vector or a damaged one, in ascending order."""
        rows = self._current()
        ids = _as_ids(paragraph_ids)
        return np.setdiff1d(ids, _whole(rows, rows.columns(), ids), assume_unique=True)

    def generation(self) -> int:
        """Return the generation that was marked last; 0 for a new table."""
        self._current()
        return self._state.generation if self._state else 0

    def add(self, paragraph_ids: Sequence[int], libraries: Sequence[str], vectors: Floats) -> None:
        """Keep a vector for each number, with its library, in place of an older one."""
        if not len(paragraph_ids):
            return
        ids, places = np.unique(np.asarray(paragraph_ids, np.int64), return_index=True)
        with self.writing():
            rows = self._current()
            known = {name: number for number, name in enumerate(rows.library_names(), start=1)}
            for name in dict.fromkeys(libraries):
                if name not in known:
                    known[name] = rows.add_library(name)
            numbers = np.array([known[name] for name in libraries], np.int32)
            codes, scales = quantise(vectors)
            rows.write(ids, Columns(codes[places], scales[places], numbers[places]))

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        """Forget these vectors; an unknown number is not an error."""
        with self.writing():
            rows = self._current()
            kept = rows.columns().libraries
            ids = _as_ids(paragraph_ids)
            ids = ids[ids < len(kept)]
            if len(ids := ids[kept[ids] != 0]):
                rows.erase(ids)

    def mark(self, generation: int) -> None:
        """Remember this generation of the store."""
        with self.writing():
            self._current()
            if self._state is not None and self._state.generation != generation:
                self._keep(State(self._state.folder, self._version, generation))

    def clear(self, generation: int) -> None:
        """Forget every vector, and mark this generation."""
        with self.writing():
            if self._folder is None:
                self._rows = MemoryRows(self._dimensions)
                self._state = State("0", self._version, generation)
                return
            with self._folder.new() as path:
                self._keep(State(path.name, self._version, generation))
            self._current()
            self._folder.tidy()

    @contextmanager
    def writing(self, wait: float = LOCK_TIMEOUT) -> Iterator[None]:
        """Keep out other writers, of any process, during several changes. One thread may nest it.

        Raises EngineBusy when another writer is still busy after ``wait`` seconds.
        """
        if not self._lock.acquire(timeout=wait):
            raise EngineBusy(Fault.VECTORS_BUSY, process=os.getpid())
        try:
            with nullcontext() if self._depth or self._folder is None else self._folder.locked(wait):
                self._depth += 1
                try:
                    self._prepare()
                    yield
                finally:
                    self._depth -= 1
        finally:
            self._lock.release()

    def close(self) -> None:
        self._rows, self._opened, self._state = MemoryRows(self._dimensions), None, None

    def _prepare(self) -> None:
        self._current()
        if self._depth > 1 or (self._state is not None and self._is_sound()):
            return
        if self._folder is not None and (self._folder.path / "state.json").exists():
            _log.warning("vectors are made again: those in %s are of another model, or damaged", self._folder.path)
        self.clear(0)

    def _is_sound(self) -> bool:
        """Return whether each row's library is known; otherwise a new one would get the number of a lost one."""
        names = self._rows.library_names()
        return DAMAGED not in names and int(self._rows.columns().libraries.max(initial=0)) <= len(names)

    def _keep(self, state: State) -> None:
        if self._folder is None:
            self._state = state
        else:
            self._folder.write(state)
            self._current()

    def _current(self) -> Rows:
        """Return the rows in use now, because another process may have replaced the folder."""
        if self._folder is None:
            return self._rows
        state = self._folder.state()
        if state is not None and state.version != self._version:
            state = None
        name = state.folder if state else None
        if name != self._opened:
            rows = FileRows(self._folder.path / name, self._dimensions) if name else MemoryRows(self._dimensions)
            self._rows, self._opened = rows, name
        self._state = state
        return self._rows


def _as_ids(paragraph_ids: Iterable[int]) -> Ids:
    found = np.asarray(paragraph_ids if isinstance(paragraph_ids, np.ndarray) else list(paragraph_ids), np.int64)
    return np.unique(found)


def _whole(rows: Rows, columns: Columns, ids: Ids) -> Ids:
    there = ids[ids < len(columns.libraries)]
    return there[columns.are_whole(there, len(rows.library_names()))]
