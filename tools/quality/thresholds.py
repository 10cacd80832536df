"""Fit the thresholds of found and weak answers, in libraries of each size, on top of all weights."""

import sys

from index.evaluation.calibration.cases import confidence_cases
from index.evaluation.calibration.confidence_fit import thresholds
from index.ranking.weights import JUDGED_BY
from index.retrieval.dense.base import Embedder
from tools.quality.marked_answers import unseen
from tools.quality.reading_weights import ReadOnce, brought_reader
from tools.quality.weights import Chosen, known, openers, write


def fit_thresholds(chosen: Chosen, embedder: Embedder) -> None:
    """Write the thresholds of answers by words, by meaning, and of those that the reader has read."""
    # Without thresholds, every answer is found that nothing else speaks against.
    write({"thresholds": {"weak": 0.0, "found": {name: {"1": 0.0} for name in JUDGED_BY}}})
    words, meaning = openers(embedder)
    _, read = openers(embedder, ReadOnce(brought_reader()))
    across = chosen.fitted(cross_lingual=True)
    main = [one for one in across if one.is_main]  # all of them would take hours to read
    asked = (chosen.fitted(cross_lingual=False), words), (across, meaning), (unseen(main, chosen.judged), read)
    weights = known()
    found, weak = dict[str, dict[str, float]](), list[float]()
    for name, (pools, opening) in zip(JUDGED_BY, asked, strict=True):
        readings = weights["reading"]["confidence"] if opening is read else {}
        by_size = {size: list(some.values()) for size, some in confidence_cases(pools, opening).items()}
        found[name] = {
            str(size): thresholds(cases, weights["confidence"], readings)["found"]
            for size, cases in by_size.items()
        }
        every = [one for cases in by_size.values() for one in cases]
        weak.append(thresholds(every, weights["confidence"], readings)["weak"])
        sys.stdout.write(f"{name}: found from {found[name]}, weak from {weak[-1]}\n")
    # A refusal may hide what is right, so the lowest one holds for all.
    write({"thresholds": {"weak": min(weak), "found": found}})
