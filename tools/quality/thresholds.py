"""Fit the thresholds of found and weak answers, in libraries of each size, on top of all weights."""

import sys
from collections.abc import Mapping

from index.evaluation.calibration.cases import confidence_cases
from index.evaluation.calibration.confidence_fit import thresholds
from index.ranking.weights import JUDGED_BY
from index.retrieval.dense.base import Embedder
from tools.quality.marked_answers import unseen
from tools.quality.reading_weights import ReadOnce, brought_reader
from tools.quality.weights import Chosen, known, openers, write

_NONE = {"found": 0.0, "weak": 0.0}


def fit_thresholds(chosen: Chosen, embedder: Embedder) -> None:
    """Write the thresholds of answers by words, by meaning, and of those that the reader has read."""
    # Without thresholds, every answer is found that nothing else speaks against.
    write({"thresholds": {name: {"1": _NONE} for name in JUDGED_BY}})
    words, meaning = openers(embedder)
    _, read = openers(embedder, ReadOnce(brought_reader()))
    across = chosen.fitted(cross_lingual=True)
    main = [one for one in across if one.is_main]  # all of them would take hours to read
    asked = (chosen.fitted(cross_lingual=False), words), (across, meaning), (unseen(main, chosen.judged), read)
    weights = known()
    limits: dict[str, Mapping[str, Mapping[str, float]]] = {}
    for name, (pools, opening) in zip(JUDGED_BY, asked, strict=True):
        readings = weights["reading"]["confidence"] if opening is read else {}
        by_size = confidence_cases(pools, opening)
        limits[name] = {
            str(size): thresholds(list(some.values()), weights["confidence"], readings)
            for size, some in by_size.items()
        }
        sys.stdout.write(f"{name}: {limits[name]}\n")
    write({"thresholds": limits})
