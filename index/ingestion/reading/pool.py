"""A few reading processes, shared fairly by those who send something to read."""

import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, Thread
from typing import Protocol

from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.process import ReadingProcess
from index.ingestion.reading.requests import Fetched, FileRequest, Request
from index.model.errors import Fault, ReadError

_log = logging.getLogger(__name__)
# Each takes 25 MB, and 65 MB once it has read a web page.
_MOST_PROCESSES = 3
# Reading 2 MB of HTML takes 115 MB for a moment, so of files of this size one is read at a time.
_LARGE_BYTES = 500_000
# Whoever has sent something that took this long leaves one process to the others, for so many seconds. Where all
# are slow, as on a busy machine, those who are this many times slower do.
_SLOW_SECONDS, _SLOW_FOR, _TIMES_SLOWER = 2.0, 300.0, 2
Results = list[Fetched]


class Reader(Protocol):
    """Read one request at a time; see index.ingestion.reading.process.ReadingProcess."""

    def read(self, request: Request) -> Results: ...

    def is_alive(self) -> bool: ...

    def stop(self) -> None: ...

    def end(self) -> None: ...


class Readings(Protocol):
    """Somebody who reads requests for many people."""

    def submit(self, owner: Hashable, request: Request) -> "Future[Results]":
        """Return the results to come. Whatever fails is a ReadError among them, or a bug of ours."""

    def warm_up(self) -> None:
        """Prepare for the first request."""

    def close(self) -> None:
        """Stop what is read, and read nothing more. What is not read yields a ReadError."""


@dataclass(frozen=True, eq=False)
class _Task:
    owner: Hashable
    request: Request
    future: "Future[Results]" = field(default_factory=Future)

    def stopped(self) -> ReadError:
        return ReadError(Fault.READING_ENDED, source=self.request.source)


class ReadingPool:
    """Readings in a few processes, in the order they came, but one of each owner and one large file at a time.

    Owners whose last reading was slow never get the last process, so that the others wait for none of them, nor
    for a process to start. One that they have used is kept for them: a new one takes a second of processor time to
    read its first page, and on a busy machine would make the next reading slow again.
    """

    def __init__(self, start: Callable[[], Reader], clock: Callable[[], float] = time.monotonic) -> None:
        """``start`` starts a process, when it is first needed."""
        self._start = start
        self._clock = clock
        self._lock = Lock()
        self._waiting: list[_Task] = []
        self._running: dict[_Task, Reader | None] = {}
        self._idle: list[Reader] = []
        self._idle_of_slow: list[Reader] = []
        # When the last reading of an owner ended and how long it took, if it was slow.
        self._slow: dict[Hashable, tuple[float, float]] = {}
        self._closed = False

    def submit(self, owner: Hashable, request: Request) -> "Future[Results]":
        task = _Task(owner, request)
        with self._lock:
            self._waiting.append(task)
        self._begin()
        return task.future

    def warm_up(self) -> None:
        """Start a process, so that the first reading does not wait for it."""
        with self._lock:
            if not self._idle and not self._closed:
                self._idle.append(self._start())

    def close(self) -> None:
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            readers = [reader for reader in self._running.values() if reader]
            idle, self._idle, self._idle_of_slow = [*self._idle, *self._idle_of_slow], [], []
        for reader in readers:
            reader.stop()
        for reader in idle:
            reader.end()
        for task in waiting:
            task.future.set_result([task.stopped()])

    def _begin(self) -> None:
        """Begin what can begin now."""
        while True:
            with self._lock:
                if (task := self._next()) is None:
                    return
                self._waiting.remove(task)
                self._running[task] = None
            Thread(target=self._run, args=(task,), daemon=True).start()

    def _next(self) -> _Task | None:
        left = _MOST_PROCESSES - len(self._running)
        busy = {task.owner for task in self._running}
        full = any(map(_is_large, self._running))
        for task in self._waiting if left else ():
            if task.owner in busy or (full and _is_large(task)):
                continue
            if left > 1 or self._is_quick(task.owner):
                return task
        return None

    def _is_quick(self, owner: Hashable) -> bool:
        """Return whether an owner is quick, or much quicker than each who has a process now."""
        seconds = self._pace(owner)
        quickest = min((self._pace(task.owner) for task in self._running), default=0.0)
        return seconds <= _SLOW_SECONDS or seconds * _TIMES_SLOWER < quickest

    def _run(self, task: _Task) -> None:
        began = self._clock()
        try:
            settle = partial(task.future.set_result, self._read(task))
        except Exception as error:  # a bug of ours, for the one who waits for the results
            settle = partial(task.future.set_exception, error)
        with self._lock:
            reader = self._running.pop(task)
            self._note_pace(task.owner, self._clock() - began)
        try:
            is_kept = self._put_back(reader, task.owner)
        finally:
            settle()  # not before: whoever gets the results may send a request for the same process at once
        if reader and not is_kept:
            reader.end()
        self._begin()

    def _read(self, task: _Task) -> Results:
        with self._lock:
            if self._closed:
                return [task.stopped()]
            is_slow = self._is_slow(task.owner)
            kept = (self._idle_of_slow, self._idle) if is_slow else (self._idle, self._idle_of_slow)
            idle = next((readers.pop() for readers in kept if readers), None)
            reader = idle if idle and idle.is_alive() else self._start()
            self._running[task] = reader
            if is_slow and not self._idle:
                self._idle.append(self._start())  # others do not wait for one to start meanwhile
        if idle and idle is not reader:
            idle.end()
        return [self._explained(result, task) for result in reader.read(task.request)]

    def _explained(self, result: Fetched, task: _Task) -> Fetched:
        """Return the result; a process that ``close`` has stopped did not stop for what it read."""
        is_stopped = isinstance(result, ReadError) and result.fault is Fault.READING_STOPPED
        return task.stopped() if is_stopped and self._closed else result

    def _put_back(self, reader: Reader | None, owner: Hashable) -> bool:
        """Keep one process for the next reading, one for the next of a slow owner; return whether this one is."""
        if reader is None:
            return False
        is_alive = reader.is_alive()
        with self._lock:
            is_needed = not self._idle and not self._closed
            is_kept = not is_needed and is_alive and self._may_keep_for_slow(owner)
            if is_needed:
                self._idle.append(reader if is_alive else self._start())
            elif is_kept:
                self._idle_of_slow.append(reader)
        return is_alive and (is_needed or is_kept)

    def _may_keep_for_slow(self, owner: Hashable) -> bool:
        """Return whether a slow owner's process may be kept; with it there is at most one more than may run."""
        kept = len(self._running) + len(self._idle) + len(self._idle_of_slow)
        return not self._closed and self._is_slow(owner) and kept <= _MOST_PROCESSES

    def _is_slow(self, owner: Hashable) -> bool:
        return self._pace(owner) > _SLOW_SECONDS

    def _pace(self, owner: Hashable) -> float:
        """Return the seconds of an owner's last slow reading, 0 where it is long ago."""
        at, seconds = self._slow.get(owner, (0.0, 0.0))
        return seconds if self._clock() - at < _SLOW_FOR else 0.0

    def _note_pace(self, owner: Hashable, seconds: float) -> None:
        now = self._clock()
        self._slow = {known: pace for known, pace in self._slow.items() if now - pace[0] < _SLOW_FOR}
        if seconds > _SLOW_SECONDS:
            self._slow[owner] = (now, seconds)
            _log.info("a reading took %.1f s", seconds)


def _is_large(task: _Task) -> bool:
    return isinstance(task.request, FileRequest) and len(task.request.data) > _LARGE_BYTES


def open_readings(article_bytes: int) -> Readings:
    """Return a pool of processes, none started yet; ``article_bytes`` is the most that one article may have."""
    limits = ReadingLimits(article_bytes=article_bytes)
    return ReadingPool(lambda: ReadingProcess(limits))
