"""Embed paragraphs in a process of its own while another one answers questions.

The threads of a model would hold up the questions of its process; a process of lower priority gives way to them.
It is started when vectors are missing and ends when none are, so that the model takes no memory in between.
"""

import logging
import threading

from index.indexing.semantic import SemanticRetriever
from index.indexing.worker import WorkerProcess
from index.model.errors import KutipError

EMBED = "vectors"
"""The name of the task among those of index.__main__."""
BUSY = 3
"""The exit code of a worker that found another process embedding."""

_log = logging.getLogger(__name__)
_POLL_SECONDS = 2.0
# The pause after a failure: another process may be embedding, or the disk may be full.
_FAILED_SECONDS = 60.0
# A worker that is told to end may take this long for its batch.
_END_SECONDS = 1.0


class VectorProcess:
    """Used as a context: while it is open, paragraphs get their vectors."""

    def __init__(self, semantic: SemanticRetriever, config: str) -> None:
        """Start nothing yet. ``config`` is the library's configuration in JSON."""
        self._semantic = semantic
        self._config = config
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="embedding", daemon=True)

    def __enter__(self) -> "VectorProcess":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = _POLL_SECONDS
        while not self._ending.wait(pause):
            try:
                indexer = self._semantic.indexer_or_none()
                if indexer is None:
                    return
                pause = _POLL_SECONDS if not indexer.is_behind() or self._catch_up() else _FAILED_SECONDS
            except (KutipError, OSError) as error:
                _log.warning("no vectors are made for now: %s", error)
                pause = _FAILED_SECONDS

    def _catch_up(self) -> bool:
        # A worker opens the embedder itself. Without this, one would be started in vain while a server is away,
        # and again and again when its model has changed: only the worker would know of the other vectors.
        self._semantic.check()
        return self._embed()

    def _embed(self) -> bool:
        """Run a worker until it ends, or end it, and return whether it has done its work."""
        worker = WorkerProcess(EMBED, self._config)
        # Shutdown does not wait for a batch; rows already written are complete.
        worker.run_until(self._ending, _END_SECONDS)
        if worker.exit_code not in (0, BUSY) and not self._ending.is_set():
            _log.warning("the process that makes vectors has ended with %s", worker.exit_code)
        return worker.exit_code == 0
