"""Which paragraphs look like an answer by their words: BM25 as in Lucene, over the product's own terms."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis

_K1, _B = 1.2, 0.75


class Similar:
    """Paragraphs of one language, to be looked up by questions."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._language = language
        counts = [Counter(analysis.terms(text, language)) for text in texts]
        lengths = np.array([sum(one.values()) for one in counts], float)
        norms = _K1 * (1 - _B + _B * lengths / max(1.0, float(lengths.mean())))
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(counts):
            for term, count in one.items():
                found[term].append((number, count))
        self._size = len(texts)
        self._weights = {term: self._scored(places, norms) for term, places in found.items()}

    def best(self, question: str, most: int) -> list[int]:
        """Return the numbers of the paragraphs that share most with a question, best first."""
        scores = np.zeros(self._size)
        for term in set(analysis.terms(question, self._language)):
            if term in self._weights:
                places, weights = self._weights[term]
                scores[places] += weights
        order = np.argsort(-scores, kind="stable")[:most]
        return [int(number) for number in order if scores[number] > 0]

    def _scored(
        self, places: Sequence[tuple[int, int]], norms: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        numbers = np.array([number for number, _ in places])
        counts = np.array([count for _, count in places], float)
        idf = math.log(1 + (self._size - len(places) + 0.5) / (len(places) + 0.5))
        return numbers, idf * counts * (_K1 + 1) / (counts + norms[numbers])
