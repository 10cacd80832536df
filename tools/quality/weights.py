"""Fit index/ranking/weights.json: first the weights of the ranking, then the confidence, which depends on them."""

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.cases import FEATURES, WORD_FEATURES, confidence_cases, ranking_cases
from index.evaluation.calibration.confidence_fit import confidence_coefficients, thresholds
from index.evaluation.calibration.pools import Most, Pool, halves, pools
from index.evaluation.calibration.ranking_fit import ranking_weights, weights_by_language
from index.evaluation.calibration.sources import sources
from index.retrieval.dense.base import Embedder

_FILE = Path(__file__).parents[2] / "index" / "ranking" / "weights.json"


class Chosen(NamedTuple):
    """The folder of judged sets, and how many questions and paragraphs of each to use."""

    judged: Path
    most: Most

    def fitted(self, *, cross_lingual: bool) -> list[Pool]:
        """Return the half of the questions to fit to."""
        return self._halves(cross_lingual)[0]

    def measured(self, *, cross_lingual: bool) -> list[Pool]:
        """Return the half of the questions that nothing is fitted to."""
        return self._halves(cross_lingual)[1]

    def _halves(self, cross_lingual: bool) -> tuple[list[Pool], list[Pool]]:
        return halves(pools(sources(self.judged, cross_lingual=cross_lingual), self.most))


def fit_ranking(chosen: Chosen, embedder: Embedder) -> None:
    """Write the weights of the features."""
    by_words = ranking_cases(chosen.fitted(cross_lingual=False), partial(judged_library, None))
    by_meaning = ranking_cases(chosen.fitted(cross_lingual=True), partial(judged_library, embedder))
    names = [name for name in FEATURES if name != "other_language"]
    own, other = weights_by_language(by_meaning, names)
    _write({"ranking": {"words": ranking_weights(by_words, WORD_FEATURES), "meaning": own, "across": other}})


def fit_confidence(chosen: Chosen, embedder: Embedder) -> None:
    """Write the coefficients and thresholds of the confidence."""
    by_words = list(confidence_cases(chosen.fitted(cross_lingual=False), partial(judged_library, None)).values())
    by_meaning = list(
        confidence_cases(chosen.fitted(cross_lingual=True), partial(judged_library, embedder)).values()
    )
    coefficients = confidence_coefficients([*by_words, *by_meaning])
    limits = thresholds((by_words, by_meaning), coefficients)
    sys.stdout.write(f"found from {limits['found']}, weak from {limits['weak']}\n")
    _write({"confidence": coefficients, "thresholds": limits})


def _write(fitted: Mapping[str, object]) -> None:
    weights = json.loads(_FILE.read_text(encoding="utf-8")) | fitted
    _FILE.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
