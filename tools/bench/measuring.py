"""Measure one process: its time, memory and disk space."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The figures of one competitor at one size; None was not measured. Memory and disk are in MiB.

    Args:
        build_s: from the library or its terms to a finished index, in seconds.
        build_mib: the peak of the building process, plus that of the process that Kutip starts to index.
        disk_mib: the size of all files.
        open_s: from a started process to the first question, in seconds.
        idle_mib: resident memory after opening, before the first question.
        p50_ms: half of the questions took at most this long.
        p99_ms: 99 of 100 questions took at most this long.
        ask_mib: the peak of the asking process.
        questions: how many were timed.
        reread: how many of these a reranker read.
    """

    build_s: float | None = None
    build_mib: float | None = None
    disk_mib: float | None = None
    open_s: float | None = None
    idle_mib: float | None = None
    p50_ms: float | None = None
    p99_ms: float | None = None
    ask_mib: float | None = None
    questions: int | None = None
    reread: int | None = None

    def joined(self, other: "Measured") -> "Measured":
        """Return the figures of both; the other's take precedence."""
        return replace(self, **{name: value for name, value in asdict(other).items() if value is not None})


class Stopwatch:
    """A clock of the seconds since its creation."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    def seconds(self) -> float:
        return time.perf_counter() - self._started


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes."""
    watch = Stopwatch()
    ask()
    return watch.seconds() * 1000


def time_questions(ask: Callable[[T], object], questions: Sequence[T], warm_up: int) -> Measured:
    """Ask each question once, one after another. The warm-up is not counted."""
    for question in questions[:warm_up]:
        ask(question)
    return of_times([timed(partial(ask, question)) for question in questions[warm_up:]])


def of_times(milliseconds: Sequence[float]) -> Measured:
    p50, p99 = np.percentile(milliseconds, (50, 99), method="higher")
    return Measured(p50_ms=float(p50), p99_ms=float(p99), questions=len(milliseconds))


def peak_mib() -> float:
    """Return the peak resident memory of this process."""
    # On Linux, getrusage reports the parent's memory at the start of this process if that was more.
    found = _status("VmHWM")
    if found is not None:
        return found
    return _most_resident_mib(resource.RUSAGE_SELF)


def childrens_peak_mib() -> float:
    """Return the peak of the largest finished child process; 0 if there was none."""
    return _most_resident_mib(resource.RUSAGE_CHILDREN)


def resident_mib() -> float | None:
    """Return the current resident memory of this process; None without /proc."""
    return _status("VmRSS")


def disk_mib(path: Path) -> float:
    """Return the size of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / _MIB


def _most_resident_mib(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (_MIB if sys.platform == "darwin" else 1024)


def _status(name: str) -> float | None:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024  # from KiB
    return None
