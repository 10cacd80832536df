"""An index that follows a store while much is added: by itself at first, then with a second process."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, nullcontext, suppress
from typing import Protocol, TypeVar

from index.indexing.engine_indexer import COMMIT_SECONDS, Indexer, Progress, silent
from index.model.errors import EngineBusy, KutipError
from index.retrieval.bm25.base import Engine

# A second process takes half a second of work to start.
_ALONE_SECONDS = 1.0
_LOOK_SECONDS = 0.1
# Of paragraphs: some 3 seconds of indexing. With fewer, more of the time goes into commits.
_MOST_AHEAD = 100_000


Added = TypeVar("Added")


class Helper(Protocol):
    """A process that keeps the same index in step."""

    def is_alive(self) -> bool: ...

    def end(self) -> None: ...


class Session:
    """Used by one thread, and as a context: at its end all that was stored is indexed."""

    def __init__(
        self,
        indexer: Indexer,
        engine: Engine,
        start_helper: Callable[[], Helper],
        progress: Progress = silent,
    ) -> None:
        """``progress`` is told how far a second process is that has to be waited for."""
        self._progress = progress
        self._indexer = indexer
        self._engine = engine
        self._start_helper = start_helper
        self._helper: Helper | None = None
        self._lock = ExitStack()

    def __enter__(self) -> "Session":
        self._began = self._latest = time.monotonic()
        # Held, as an engine that stays open for writing merges its segments meanwhile. Where another process has
        # it, that one sees to what is added here, too.
        with suppress(EngineBusy):
            self._lock.enter_context(self._engine.writing(0))
        # Before anything is stored: a database that was restored from a copy could grow past the mark of the
        # index, and what differs below that would never be noticed.
        self._indexer.catch_up()
        return self

    def follow(self) -> None:
        """To be called now and then; what is stored is found some second later."""
        now = time.monotonic()
        if self._helper is not None and self._helper.is_alive():
            self._let_come_near(self._helper)
            return
        if self._helper is None and now - self._began >= _ALONE_SECONDS:
            self._lock.close()
            self._helper = self._start_helper()
        elif now - self._latest >= COMMIT_SECONDS:
            self._indexer.catch_up()
            self._latest = time.monotonic()

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._lock:
            if self._helper is not None:
                self._wait_for(self._helper)
            # What stopped the adding, such as a full disk, tells more than that indexing fails by it, too.
            with suppress(KutipError) if error else nullcontext():
                self._indexer.arrive()

    def _let_come_near(self, helper: Helper) -> None:
        """Wait while the index is far behind, so that what is stored is soon found; it ends no later for that."""
        while time.monotonic() - self._latest >= _LOOK_SECONDS:
            indexed, stored = self._indexer.indexed_and_stored()
            if stored - indexed <= _MOST_AHEAD or not helper.is_alive():
                self._latest = time.monotonic()
                return
            time.sleep(_LOOK_SECONDS)

    def _wait_for(self, helper: Helper) -> None:
        helper.end()
        while helper.is_alive():
            self._progress(*self._indexer.indexed_and_stored())
            time.sleep(_LOOK_SECONDS)


def index_while_adding(added: Iterable[Added], session: Session) -> Iterator[Added]:
    """Yield what is added, and index it meanwhile. At the end all of it is indexed."""
    with session:
        for one in added:
            yield one
            session.follow()
