"""Which rows of a table of vectors lie nearest to a vector, by comparing all of those in scope.

Of 100,000 vectors this takes 2 ms, of a million 16 ms. SimSIMD multiplies bytes ten times as fast as NumPy turns
them into floats. faiss (8 ms of 100,000) and usearch (5 ms) are slower at it; their graphs would be faster of a
million, but take minutes to build, twice the memory, and miss some.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from simsimd import cdist

from index.retrieval.dense.vector_files import Columns, Ids, quantised

# Rows that are compared at a time, 25 MB; other threads have their turn in between.
_AT_A_TIME = 65_536
# Below this share of rows in scope, it is faster to gather them than to compare all.
_FEW = 1 / 8

Floats = NDArray[np.float32]


def numbers_of(names: Sequence[str], libraries: Iterable[str]) -> list[int]:
    """Return the numbers of those libraries that have one."""
    return [names.index(name) + 1 for name in libraries if name in names]


def in_scope(column: NDArray[np.int32], numbers: Sequence[int]) -> NDArray[np.bool_]:
    return np.asarray(column == numbers[0] if len(numbers) == 1 else np.isin(column, numbers))


def nearest(columns: Columns, vector: Floats, numbers: Sequence[int], limit: int) -> Ids:
    """Return the ids of about ``limit`` vectors with the largest cosines, in no order, of these libraries.

    The vector is taken as bytes, too.
    """
    question = quantised(vector[None])[0]
    ids, scores, floor = np.zeros(0, np.int64), np.zeros(0), -np.inf
    for start in range(0, len(columns.libraries), _AT_A_TIME):
        rows, found = _scores(columns.part(start, start + _AT_A_TIME), question, numbers)
        above = np.flatnonzero(found > floor)
        ids = np.concatenate((ids, start + (above if rows is None else rows[above])))
        scores = np.concatenate((scores, found[above]))
        if len(ids) > limit:
            best = np.argpartition(scores, -limit)[-limit:]
            ids, scores = ids[best], scores[best]
            floor = scores.min()
    return ids


def cosines(columns: Columns, vector: Floats, ids: Ids) -> Floats:
    """Return the cosine of each of these rows, with the vector as it is."""
    return np.asarray(columns.codes[ids].astype(np.float32) @ vector * columns.scales[ids], dtype=np.float32)


def _scores(
    part: Columns, question: NDArray[np.int8], numbers: Sequence[int]
) -> tuple[Ids | None, NDArray[np.float64]]:
    """Return scores that rise with the cosines, and the rows they are of: None for all, one after the other."""
    there = in_scope(part.libraries, numbers)
    count = np.count_nonzero(there)
    if count < len(there) * _FEW:
        rows = np.flatnonzero(there)
        return rows, _products(part.codes[rows], question) * part.scales[rows]
    scores = _products(part.codes, question) * part.scales
    return None, np.where(there, scores, -np.inf) if count < len(there) else scores


def _products(codes: NDArray[np.int8], question: NDArray[np.int8]) -> NDArray[np.float64]:
    if not len(codes):
        return np.zeros(0)
    products: NDArray[np.float64] = np.asarray(cdist(question, codes, metric="dot"))[0]
    return products
