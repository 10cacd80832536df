"""Time the stages of a question, for those who look where its time goes.

The stages follow one another, so that each moment of a question belongs to one of them: ``lap`` ends a stage, and
counts the time since the stage before. Where nobody watches, it takes 0.1 µs.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum


class Stage(StrEnum):
    """A part of the work on a question."""

    SYNCING = "syncing"
    """Looking for articles that are not indexed yet."""
    UNDERSTANDING = "understanding"
    """Parsing the question, and weighing its words."""
    ENGINE = "engine"
    """Searching for paragraphs by words."""
    READING = "reading"
    """Reading these paragraphs and their articles from the store."""
    ANALYSING = "analysing"
    """Finding the words of the question in them."""
    MEASURING = "measuring"
    """Computing their features and scores, and ordering them."""
    VECTORS = "vectors"
    """Embedding the question, and comparing it with paragraphs."""
    COPIES = "copies"
    """Grouping near-duplicates."""
    MARKING = "marking"
    """Finding the sentences to mark, and making the quotes."""
    REREADING = "rereading"
    """Putting the first paragraphs in the order of a reranker, if there is one."""
    JUDGING = "judging"
    """Deciding how sure the answer is, and whether it lacks something."""
    RENDERING = "rendering"
    """Making the text that is shown."""


Seconds = Mapping[Stage, float]
Clock = Callable[[], float]
_of_thread = threading.local()


class _Timer:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before = clock()
        self.seconds: dict[Stage, float] = {}

    def lap(self, stage: Stage) -> None:
        now = self._clock()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._before
        self._before = now


def lap(stage: Stage) -> None:
    """Count the time since the stage before as time of this one, if somebody watches this thread."""
    timer = getattr(_of_thread, "timer", None)
    if timer is not None:
        timer.lap(stage)


class StageWatch:
    """Who wants to know the seconds of each stage: nobody, until ``report`` is set. Safe in any thread."""

    def __init__(self) -> None:
        self.report: Callable[[Seconds], None] | None = None
        """Is called in the thread of each question, after it."""
        self.clock: Clock = time.perf_counter

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time the laps inside the block, in this thread."""
        report = self.report
        if report is None:
            yield
            return
        timer = _of_thread.timer = _Timer(self.clock)
        try:
            yield
        finally:
            _of_thread.timer = None
        report(timer.seconds)
