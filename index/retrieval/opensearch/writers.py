"""Let one writer change an index: of all threads, of all processes of a machine, and of all machines."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.model.errors import EngineBusy, Fault
from index.retrieval.index_folder import IndexFolder
from index.retrieval.location import IndexLocation, WriterLock

_POLL_SECONDS = 0.1


class Writers:
    """Safe in any thread."""

    def __init__(self, location: IndexLocation, busy: Fault = Fault.INDEX_BUSY) -> None:
        """``busy`` is the fault to report when another writer changes the index."""
        self._folder, self._make_lock, self._busy = IndexFolder(location.folder, busy), location.lock, busy
        self._threads = threading.RLock()
        self.depth = 0

    @contextmanager
    def alone(self, wait: float, begin: Callable[[], None]) -> Iterator[None]:
        """Keep out other writers, after ``begin``, which the outermost of several nested calls runs.

        Raises EngineBusy when another writer is still busy after ``wait`` seconds.
        """
        if not self._threads.acquire(timeout=wait):
            raise EngineBusy(self._busy, process=os.getpid())
        try:
            if self.depth:
                yield
                return
            with self._folder.locked(wait), self._locked_everywhere(wait):
                self.depth += 1
                try:
                    begin()
                    yield
                finally:
                    self.depth -= 1
        finally:
            self._threads.release()

    @contextmanager
    def _locked_everywhere(self, wait: float) -> Iterator[None]:
        if self._make_lock is None:
            yield
            return
        lock, deadline = self._make_lock(), time.monotonic() + wait
        try:
            self._take(lock, deadline)
            yield
        finally:
            lock.release()

    def _take(self, lock: WriterLock, deadline: float) -> None:
        while not lock.is_held():
            if time.monotonic() >= deadline:
                raise EngineBusy(self._busy, process="?")
            time.sleep(_POLL_SECONDS)
