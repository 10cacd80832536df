"""One deadline for many steps, each of which may only take the time that is left."""

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Clock = Callable[[], float]


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds that are left, at most so many. Raises TimeoutError if none are."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)

    def give(self, work: Callable[[], T]) -> T:
        """Return the result of some work, or raise its error. Raises TimeoutError if it takes too long.

        Work that takes too long goes on in its thread, as nothing can stop it, and its result is dropped.
        """
        done: SimpleQueue[_Done[T]] = SimpleQueue()
        Thread(target=lambda: done.put(_Done(work)), daemon=True).start()
        try:
            return done.get(timeout=self.left()).result()
        except Empty:
            raise TimeoutError from None


class _Done(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self._error: OSError | ValueError | None = None
        try:
            self._result = work()
        except (OSError, ValueError) as error:
            self._error = error

    def result(self) -> T:
        if self._error:
            raise self._error
        return self._result
