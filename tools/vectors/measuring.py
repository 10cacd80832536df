"""Time both ways in turn, each in a process of its own, so that its memory is seen and both meet the same load."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from tools.bench.measuring import peak_mib, resident_mib
from tools.vectors.ways import KUTIP, PACKAGE, Way, embedded, opened

Floats = NDArray[np.float32]
_QUESTIONS = 40
_opened: dict[str, Way] = {}


@dataclass(frozen=True)
class Measured:
    """The best round of one way.

    Args:
        elapsed: seconds on the clock, for all paragraphs.
        processor: seconds of all cores together.
        question: seconds for one question, on the clock.
        loaded: MiB of memory when the model is loaded, without Python and NumPy.
        peak: the same, at most.
    """

    name: str
    elapsed: float
    processor: float
    question: float
    loaded: float
    peak: float


@dataclass(frozen=True, eq=False)
class _Round:
    elapsed: float
    processor: float
    question: float
    peak: float
    vectors: Floats


def compared(texts: Sequence[str], rounds: int) -> tuple[list[Measured], Floats]:
    """Measure both ways; also return the cosines of their vectors of each text."""
    context = get_context("spawn")
    pools = {name: ProcessPoolExecutor(1, mp_context=context) for name in (PACKAGE, KUTIP)}
    try:
        memory = {name: pool.submit(_load, name).result() for name, pool in pools.items()}
        done: dict[str, list[_Round]] = {name: [] for name in pools}
        for _ in range(rounds):
            for name, pool in pools.items():
                done[name].append(pool.submit(_round, name, texts).result())
    finally:
        for pool in pools.values():
            pool.shutdown()
    found = [_best(name, done[name], *memory[name]) for name in pools]
    cosines = (done[PACKAGE][0].vectors * done[KUTIP][0].vectors).sum(axis=1)
    return found, np.asarray(cosines, np.float32)


def _load(name: str) -> tuple[float, float]:
    before = resident_mib() or 0.0
    _opened[name] = opened(name)
    return before, (resident_mib() or 0.0) - before


def _round(name: str, texts: Sequence[str]) -> _Round:
    way = _opened[name]
    started, processor = time.perf_counter(), time.process_time()
    vectors = embedded(way, texts)
    elapsed, processor = time.perf_counter() - started, time.process_time() - processor
    return _Round(elapsed, processor, _question_seconds(way, texts), peak_mib(), vectors)


def _question_seconds(way: Way, texts: Sequence[str]) -> float:
    """Return the median time of texts as long as questions are."""
    taken = []
    for text in texts[:_QUESTIONS]:
        started = time.perf_counter()
        way.question(text[:60])
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def _best(name: str, rounds: Sequence[_Round], before: float, loaded: float) -> Measured:
    return Measured(
        name,
        min(one.elapsed for one in rounds),
        min(one.processor for one in rounds),
        min(one.question for one in rounds),
        loaded,
        max(one.peak for one in rounds) - before,
    )
