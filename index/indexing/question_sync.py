"""Bring the index up to date before a question is answered, and mend what the question finds damaged."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import NoReturn, TypeVar

from index.indexing.engine_indexer import EngineIndexer
from index.model.errors import EngineError, EngineUnavailable, Fault
from index.model.stages import Stage, StageWatch, lap
from index.retrieval.bm25.base import Engine
from index.servers.patience import spending, waiting_at_most

_log = logging.getLogger(__name__)
T = TypeVar("T")
# For the server of an engine, all its requests together.
_WAIT_SECONDS = 1.0


def _refuse(error: EngineUnavailable) -> NoReturn:
    raise error


class QuestionSync:
    """Safe in any thread, unless the store is in memory."""

    def __init__(self, indexer: EngineIndexer, engine: Engine, stages: StageWatch, may_rebuild: bool) -> None:
        self._indexer, self._engine, self._stages = indexer, engine, stages
        self._has_rebuilt = not may_rebuild
        self._lock = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._running: Future[int] | None = None

    def fresh(self, answer: Callable[[], T], standby: Callable[[EngineUnavailable], T] = _refuse) -> T:
        """Index what is new, then answer. Rebuild once if reading finds damage; later damage has another cause.

        A server is waited for a second at most. Without it, ``standby`` answers in what is left of this second.
        """
        try:
            with self._stages.watching(), waiting_at_most(_WAIT_SECONDS):
                try:
                    self._sync()
                    lap(Stage.SYNCING)
                    return answer()
                except EngineUnavailable as error:
                    return standby(error)
        except EngineError as error:
            if error.fault is not Fault.INDEX_DAMAGED or self._has_rebuilt:
                raise
            self._has_rebuilt = True
            _log.warning("the index is rebuilt: %s", error)
            self._indexer.rebuild()
            return answer()

    def close(self) -> None:
        """Wait until what a question has begun to index is indexed."""
        if self._threads:
            self._threads.shutdown()

    def _sync(self) -> None:
        if not self._engine.is_server:
            self._indexer.sync_or_serve_stale()
        elif self._engine.generation() == 0 or self._indexer.is_behind():
            self._sync_beside()

    def _sync_beside(self) -> None:
        """Index in another thread, which goes on while the question is answered from what is indexed by then."""
        with self._lock:
            self._threads = self._threads or ThreadPoolExecutor(1, "sync")
            if self._running is None or self._running.done():
                self._running = self._threads.submit(self._indexer.sync_or_serve_stale)
            running = self._running
        is_first = self._engine.generation() == 0  # an empty index would give wrong answers
        with spending(_WAIT_SECONDS) as seconds, suppress(TimeoutError, EngineUnavailable):
            # The other half is left for the search.
            running.result(None if is_first else max(seconds / 2, 0))
