"""Remember for a while that a server is away, so that not every question waits for it."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.model.errors import ModelChangedError, ModelServerError

_log = logging.getLogger(__name__)
# After a failure the server is asked again by the first question that comes after so many seconds.
_PAUSE_SECONDS = 10.0
_LONGEST_PAUSE = 60.0
# What the texts of one request are to blame for: anybody could send such a question.
_OF_ONE_TEXT = ("too_much", "text")


class Outage:
    """Safe in any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._error: ModelServerError | None = None
        self._until = 0.0

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Ask a server in this context. Raises the last ModelServerError at once while the server is away."""
        with self._lock:
            if self._error is not None and self._clock() < self._until:
                raise _without_traceback(self._error)
        with self.noting():
            yield

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Ask a server in this context, also while it counts as away, and remember whether it answers."""
        try:
            yield
        except ModelServerError as error:
            if error.why not in _OF_ONE_TEXT and not isinstance(error, ModelChangedError):
                self._begin(error)
            raise
        self._end()

    def _begin(self, error: ModelServerError) -> None:
        with self._lock:
            is_new = self._error is None or self._error.why != error.why
            self._error = _without_traceback(error)
            self._until = self._clock() + min(error.retry_after or _PAUSE_SECONDS, _LONGEST_PAUSE)
        if is_new:
            _log.warning("questions do without a server for now: %s", error)

    def _end(self) -> None:
        with self._lock:
            was_away, self._error = self._error is not None, None
        if was_away:
            _log.info("the server answers again")


def _without_traceback(error: ModelServerError) -> ModelServerError:
    return ModelServerError(error.address, error.why, error.status, error.retry_after)
