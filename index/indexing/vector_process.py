"""A process that makes vectors while another one answers questions.

A model's threads would hold up the questions of its process; those of a process with a lower priority give way.
It is started when vectors are lacking and ends when none is, so that a model takes no memory in between. It ends
early when its standard input does, so also when the one that started it is killed.
"""

import logging
import select
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

from index.indexing.engine_process import environment, make_way
from index.indexing.semantic import SemanticRetriever
from index.model.errors import EngineBusy, KutipError
from index.retrieval.dense import ON_DISK
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore
from index.store.database import Database

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 2.0
# How long to leave it after a failure; another process may be at it, or the disk full.
_FAILED_SECONDS = 60.0
# How long it may take to come to the end of its batch when it is told to end.
_END_SECONDS = 1.0
_BUSY, _FAILED = 3, 1


class EmbeddingApart:
    """Sees to it that paragraphs get their vectors, as long as it is open as a context."""

    def __init__(self, meaning: SemanticRetriever, database: Path, embedder: str, folder: Path) -> None:
        self._meaning = meaning
        self._command = [sys.executable, "-m", __name__, str(database), embedder, str(folder)]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="embedding", daemon=True)

    def __enter__(self) -> "EmbeddingApart":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = _LOOK_SECONDS
        while not self._ending.wait(pause):
            try:
                indexer = self._meaning.indexer_or_none()
                if indexer is None:
                    return
                pause = _LOOK_SECONDS if not indexer.is_behind() or self._run() else _FAILED_SECONDS
            except (KutipError, OSError) as error:
                _log.warning("no vectors are made for now: %s", error)
                pause = _FAILED_SECONDS

    def _run(self) -> bool:
        """Start the process and wait for its end, or end it; returns whether it has done its work."""
        # In a session of its own, Ctrl-C does not reach it: it is told to end in its turn.
        with subprocess.Popen(  # noqa: S603
            self._command,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            while process.poll() is None and not self._ending.wait(0.1):
                pass
            if process.stdin is not None:
                process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END_SECONDS)
            process.kill()  # who leaves need not wait for a batch of long paragraphs; what is kept, is whole
        if process.returncode not in (0, _BUSY) and not self._ending.is_set():
            _log.warning("the process that makes vectors has ended with %s", process.returncode)
        return process.returncode == 0


def embed(database: Path, embedder: str, folder: Path) -> int:
    """Make all vectors that are lacking, until standard input ends; returns an exit code."""
    make_way()
    with closing(Database(database)) as opened:
        try:
            location = IndexLocation(folder)
            indexer = SemanticRetriever(ArticleStore(opened), embedder, ON_DISK, location).require_indexer()
            indexer.embed(is_wanted=lambda: not select.select([sys.stdin], [], [], 0)[0])
        except EngineBusy:
            return _BUSY
        except KutipError:
            return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(embed(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
