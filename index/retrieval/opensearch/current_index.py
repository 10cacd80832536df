"""The index in use behind an alias, as any process has marked it, and how its writer changes it."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Generic, TypeVar

from index.model.errors import EngineError, EngineUnavailable
from index.retrieval.opensearch.indexes import MISSING, Indexes, State
from index.retrieval.opensearch.nodes import Nodes
from index.retrieval.opensearch.writers import Writers

View = TypeVar("View")
T = TypeVar("T")
# A question asks several times which state the index is in.
_SEEN_SECONDS = 0.2


class CurrentIndex(Generic[View]):
    """One state of the index at a time, and the view of it, which is what its owner knows of this state.

    Safe in any thread; any method may raise EngineUnavailable.
    """

    def __init__(
        self, nodes: Nodes, indexes: Indexes, writers: Writers, view_of: Callable[[State, View | None], View]
    ) -> None:
        """``view_of`` is called with a new state, and with the view of the one before if the index is the same."""
        self._nodes, self._indexes, self._writers, self._view_of = nodes, indexes, writers, view_of
        self._seen: tuple[State, View] | None = None
        self._seen_at = -_SEEN_SECONDS
        self._viewing = threading.Lock()

    def generation(self) -> int:
        """Return the generation that is marked; 0 where there is no index."""
        seen = self._look()
        return seen[0].generation if seen else 0

    def read(self, work: Callable[[View], T]) -> T | None:
        """Return what some work reads of the index in use; None where there is no index."""
        seen = self._look()
        if seen is None:
            return None
        try:
            return work(seen[1])
        except EngineUnavailable as error:
            if error.status != MISSING:
                raise
        # Another process has rebuilt the index, and deleted this one.
        view = self.look_again()
        return None if view is None else work(view)

    def look_again(self) -> View | None:
        """Return the view of the index as any process has marked it by now."""
        seen = self._look(again=True)
        return seen[1] if seen else None

    def forget(self) -> None:
        """Make another view: this process has changed what is indexed, and not yet marked it."""
        with self._viewing:
            if self._seen is not None:
                state, view = self._seen
                self._seen = state, self._view_of(state, view)

    def writing(self, wait: float) -> AbstractContextManager[None]:
        """Keep out other writers; see ``Writers``. All that follows is only for the writer."""
        return self._writers.alone(wait, self._begin_writing)

    def usable(self) -> str:
        """Return the name of an index that can be written to, a new one if there is none."""
        return self._usable().index

    def mark(self, generation: int) -> None:
        state = self._usable()
        if state.generation != generation:
            self._indexes.write_state(state.index, generation)
            self.look_again()

    def replace(self, generation: int, fill: Callable[[str], None]) -> None:
        """Use a new index once ``fill`` has filled it; until then, searches see the old one."""
        index = self._indexes.create()
        try:
            fill(index)
            self._indexes.refresh(index)
            self._indexes.write_state(index, generation)
        except BaseException:
            with suppress(EngineError):  # the next writer deletes it
                self._indexes.delete(index)
            raise
        self._use(index)

    def refresh(self, index: str) -> None:
        """Show what was written to searches on any node."""
        self._indexes.refresh(index)

    def close(self) -> None:
        self._seen = None

    def _begin_writing(self) -> None:
        self._look(again=True)
        self._indexes.tidy()

    def _usable(self) -> State:
        seen = self._look()
        if seen is None:
            index = self._indexes.create()
            self._indexes.write_state(index, 0)
            self._use(index)
            seen = self._look()
        if seen is None:
            raise self._nodes.malformed()
        return seen[0]

    def _use(self, index: str) -> None:
        self._indexes.use(index)
        self._look(again=True)

    def _look(self, again: bool = False) -> tuple[State, View] | None:
        """Return the state of the index, and its view, as they are or as they were an instant ago."""
        if not again and time.monotonic() - self._seen_at < _SEEN_SECONDS:
            return self._seen
        state = self._indexes.state(patiently=self._writers.depth > 0)
        with self._viewing:
            if state is None:
                self._seen = None
            elif self._seen is None or self._seen[0] != state:
                known = self._seen[1] if self._seen and self._seen[0].index == state.index else None
                self._seen = state, self._view_of(state, known)
            self._seen_at = time.monotonic()
            return self._seen
