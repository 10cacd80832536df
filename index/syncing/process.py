"""Sync sources in a process of its own while another one answers questions.

It is started when something is due and ends when nothing is, so that it takes no memory in between.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from index.indexing.worker import WorkerProcess
from index.model.clock import utc_now
from index.model.errors import KutipError
from index.syncing.stores import Stores

SYNC_SOURCES = "sources"
"""The name of the task among those of index.__main__."""

_log = logging.getLogger(__name__)
_POLL_SECONDS = 1.0
# What was due and is not done waits for its host, or another process does it.
_AGAIN = timedelta(seconds=60)
_END_SECONDS = 3.0


class SourceProcess:
    """Used as a context: while it is open, sources that are due are synced."""

    def __init__(
        self, stores: Stores, config: str, push_address: str = "", may_sync: Callable[[], bool] = lambda: True
    ) -> None:
        """Start nothing yet.

        Args:
            config: the library's configuration in JSON.
            push_address: that in the configuration.
            may_sync: returns whether it is up to this process; another one on another machine may do it.
        """
        self._stores, self._config, self._push_address = stores, config, push_address
        self._may_sync = may_sync
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="syncing", daemon=True)
        self._left: datetime | None = None
        self._ended_at = datetime.min

    def __enter__(self) -> "SourceProcess":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ending.wait(_POLL_SECONDS):
            try:
                if self._may_sync() and self._is_wanted():
                    self._sync()
                    self._left, self._ended_at = self._due(), utc_now()
            except (KutipError, OSError) as error:
                _log.warning("sources are not synced for now: %s", error)

    def _is_wanted(self) -> bool:
        now = utc_now()
        due = self._due()
        return due is not None and due <= now and (due != self._left or now - self._ended_at > _AGAIN)

    def _due(self) -> datetime | None:
        hubs = self._stores.hubs.soonest(self._push_address, utc_now()) if self._push_address else None
        moments = self._stores.sources.agenda().any_due, hubs
        return min((moment for moment in moments if moment is not None), default=None)

    def _sync(self) -> None:
        worker = WorkerProcess(SYNC_SOURCES, self._config)
        worker.run_until(self._ending, _END_SECONDS)
        if worker.exit_code and worker.exit_code < 0 and not self._ending.is_set():
            _log.warning("the process that syncs sources has ended with %s", worker.exit_code)
