"""rank-bm25 unchanged, which looks at every paragraph for every word."""

import sys

import numpy as np
from rank_bm25 import BM25Okapi

from tools.bench.jobs import Results
from tools.bench.measuring import Measured, Stopwatch, peak_mib, time_questions
from tools.bench.place import LIMIT, Place
from tools.bench.rows import Row

_SMALL = 10_000  # paragraphs; larger libraries get fewer questions
_FEW = 20


def run(place: Place) -> Results:
    """Build and ask in one process, because it stores nothing on disk."""
    watch = Stopwatch()
    engine = BM25Okapi([[sys.intern(term) for term in body + title] for body, title in place.read_terms()])
    built = Measured(build_s=watch.seconds(), build_mib=peak_mib())
    questions = [question.terms for question in place.read_questions()]
    warm_up = place.warm_up
    if place.paragraphs > _SMALL:
        warm_up = 2
        questions = questions[: warm_up + _FEW]

    def search(terms: list[str]) -> object:
        scores = engine.get_scores(terms)
        best = np.argpartition(scores, -LIMIT)[-LIMIT:]
        return best[np.argsort(-scores[best])]

    asked = time_questions(search, questions, warm_up)
    return {Row.RANK_BM25: built.joined(asked).joined(Measured(ask_mib=peak_mib()))}
