"""Keep an index in step while much is added: in this process at first, then in a second one.

While the server of an engine is away, articles are added all the same: the next sync indexes them.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, nullcontext, suppress
from typing import Protocol, TypeVar

from index.indexing.engine_indexer import COMMIT_SECONDS, EngineIndexer, Progress, silent
from index.model.errors import EngineBusy, EngineUnavailable, KutipError
from index.retrieval.bm25.base import Engine

_log = logging.getLogger(__name__)
# Of processor time of the thread that adds. A second process costs half a second of it to start and another one to
# analyse again the words that this one remembers, and it doubles the memory. On a busy machine, or if the source
# is slow, time alone is no reason to start it. 10,000 paragraphs take a little less than this.
_SECONDS_ALONE = 2.0
_POLL_SECONDS = 0.1
# In paragraphs, some 3 seconds of indexing. With a lower limit more of the time goes into commits.
_MAX_LAG = 100_000

Added = TypeVar("Added")


class SyncProcess(Protocol):
    """A second process that keeps the same index in step."""

    def is_alive(self) -> bool: ...

    def end(self) -> None:
        """Ask it to finish as soon as it has indexed what is stored by now."""


class BulkIndexing:
    """Used by one thread, as a context: at its end all that is stored is indexed."""

    def __init__(
        self,
        indexer: EngineIndexer,
        engine: Engine,
        start_process: Callable[[], SyncProcess],
        progress: Progress = silent,
    ) -> None:
        """``progress`` reports how far a second process is while the end waits for it."""
        self._progress = progress
        self._indexer = indexer
        self._engine = engine
        self._start_process = start_process
        self._process: SyncProcess | None = None
        self._lock = ExitStack()

    def __enter__(self) -> "BulkIndexing":
        self._began, self._latest = time.thread_time(), time.monotonic()
        # The lock is held: an engine that stays open for writing merges its segments meanwhile. If another process
        # holds it, that process indexes what is added here.
        with suppress(EngineBusy, EngineUnavailable):
            self._lock.enter_context(self._engine.writing(0))
        # Before anything is stored: a database restored from a copy could grow past the mark of the index, and
        # differences below the mark would never be noticed.
        self._sync(self._indexer.sync)
        return self

    def keep_up(self) -> None:
        """Call this after each addition: what is stored becomes searchable within about a second."""
        if self._process is not None and self._process.is_alive():
            self._throttle(self._process)
            return
        if self._process is None and time.thread_time() - self._began >= _SECONDS_ALONE:
            self._lock.close()
            self._process = self._start_process()
        elif time.monotonic() - self._latest >= COMMIT_SECONDS:
            self._sync(self._indexer.sync)
            self._latest = time.monotonic()

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._lock:
            if self._process is not None:
                self._wait_for(self._process)
            # The error that stopped the adding, such as a full disk, says more than that indexing fails, too.
            with suppress(KutipError) if error else nullcontext():
                self._sync(self._indexer.wait_until_synced)

    def _sync(self, sync: Callable[[], object]) -> None:
        try:
            sync()
        except EngineUnavailable as error:
            _log.warning("not indexed yet: %s", error)

    def _throttle(self, process: SyncProcess) -> None:
        """Wait while the index lags, so that new articles become searchable soon. This does not delay the end."""
        while time.monotonic() - self._latest >= _POLL_SECONDS:
            indexed, stored = self._progress_of_index()
            if stored - indexed <= _MAX_LAG or not process.is_alive():
                self._latest = time.monotonic()
                return
            time.sleep(_POLL_SECONDS)

    def _wait_for(self, process: SyncProcess) -> None:
        process.end()
        while process.is_alive():
            self._progress(*self._progress_of_index())
            time.sleep(_POLL_SECONDS)

    def _progress_of_index(self) -> tuple[int, int]:
        """Return how many paragraphs are indexed and stored; nothing while the server of the engine is away."""
        try:
            return self._indexer.indexed_and_stored()
        except EngineUnavailable:
            return 0, 0


def index_while_adding(added: Iterable[Added], bulk: BulkIndexing) -> Iterator[Added]:
    """Yield what is added, and index it meanwhile. At the end all of it is indexed."""
    with bulk:
        for one in added:
            yield one
            bulk.keep_up()
