"""Fit index/ranking/weights.json: first the weights of the ranking, then the confidence, which depends on them.

After that, and on top of it, what the readings of the reader count for in both.
"""

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.answer_words_fit import answer_words_coefficients
from index.evaluation.calibration.asking import OpenLibrary
from index.evaluation.calibration.cases import (
    FEATURES,
    WORD_FEATURES,
    Case,
    confidence_cases,
    ranking_cases,
    unanswerable_cases,
)
from index.evaluation.calibration.confidence_fit import confidence_coefficients, thresholds
from index.evaluation.calibration.pools import Most, Pool, halves, pools
from index.evaluation.calibration.ranking_fit import ranking_weights, weights_by_language
from index.evaluation.calibration.reading_fit import reading_coefficients, reading_weight
from index.evaluation.calibration.sources import LANGUAGE_PAIRS, cross_lingual_name, sources
from index.ranking.reranking import NO_RERANKER, READER
from index.retrieval.dense.base import Embedder
from tools.quality.marked_answers import pointed, unseen

_FILE = Path(__file__).parents[2] / "index" / "ranking" / "weights.json"


class _Pools(Protocol):
    def __call__(self, *, cross_lingual: bool) -> list[Pool]: ...


class Chosen(NamedTuple):
    """The folder of judged sets, and how many questions and paragraphs of each to use."""

    judged: Path
    most: Most

    def unseen(self, *, cross_lingual: bool) -> list[Pool]:
        """Return of the half to fit to the questions that no reader was trained on."""
        return unseen(self.fitted(cross_lingual=cross_lingual), self.judged)

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
    words, meaning = _openers(embedder, NO_RERANKER)
    by_words = ranking_cases(chosen.fitted(cross_lingual=False), words)
    by_meaning = ranking_cases(chosen.fitted(cross_lingual=True), meaning)
    names = [name for name in FEATURES if name != "other_language"]
    own, other = weights_by_language(by_meaning, names)
    _write({"ranking": {"words": ranking_weights(by_words, WORD_FEATURES), "meaning": own, "across": other}})


def fit_confidence(chosen: Chosen, embedder: Embedder) -> None:
    """Write the coefficients and thresholds of the confidence."""
    by_words, by_meaning = _confidence_cases(chosen.fitted, embedder, NO_RERANKER)
    coefficients = confidence_coefficients([*by_words, *by_meaning])
    limits = thresholds((by_words, by_meaning), coefficients)
    _write({"confidence": coefficients, "thresholds": _told(limits)})


def fit_reading_weights(chosen: Chosen, embedder: Embedder) -> None:
    """Write what the readings of the reader count for in the ranking; all other weights stay."""
    words, meaning = _openers(embedder, READER)
    by_words = reading_weight(ranking_cases(chosen.unseen(cross_lingual=False), words))
    cases = ranking_cases(chosen.unseen(cross_lingual=True), meaning)
    # It was trained far less across languages, so it counts less there. Mixed libraries have candidates of both.
    pairs = {cross_lingual_name(*pair) for pair in LANGUAGE_PAIRS}
    across = reading_weight({name: some for name, some in cases.items() if name in pairs})
    own = reading_weight({name: some for name, some in cases.items() if not name.startswith(tuple(pairs))})
    weights = {"words": by_words, "meaning": own, "across": across}
    _write({"reading": {**_known()["reading"], "ranking": weights}})


def fit_reading_confidence(chosen: Chosen, embedder: Embedder) -> None:
    """Write what they count for in the confidence, and the thresholds; all other coefficients stay."""
    by_words, by_meaning = _confidence_cases(chosen.unseen, embedder, READER)
    known = _known()
    unanswerable = _unanswerable_cases(chosen, embedder)
    readings = reading_coefficients([*by_words, *by_meaning, *unanswerable], known["confidence"])
    limits = thresholds((by_words, by_meaning), known["confidence"], readings)
    _write({"reading": {**known["reading"], "confidence": readings}, "thresholds": _told(limits)})


def fit_answer_words(chosen: Chosen, embedder: Embedder) -> None:
    """Write how sure the reader has to be of the words that answer."""
    _, meaning = _openers(embedder, READER)
    fitted = answer_words_coefficients(list(pointed(chosen.unseen(cross_lingual=False), chosen.judged, meaning)))
    _write({"reading": {**_known()["reading"], "answer_words": fitted}})


def _openers(embedder: Embedder, reranker: str) -> tuple[OpenLibrary, OpenLibrary]:
    """Return what opens a library that is asked by words, and one that is asked by meaning, too."""
    return tuple(partial(judged_library, one, reranker=reranker) for one in (None, embedder))  # type: ignore[return-value]


def _confidence_cases(
    pools_of: _Pools, embedder: Embedder, reranker: str
) -> tuple[list[list[Case]], list[list[Case]]]:
    words, meaning = _openers(embedder, reranker)
    by_words = confidence_cases(pools_of(cross_lingual=False), words)
    by_meaning = confidence_cases(pools_of(cross_lingual=True), meaning)
    return list(by_words.values()), list(by_meaning.values())


def _unanswerable_cases(chosen: Chosen, embedder: Embedder) -> list[list[Case]]:
    asked = chosen.unseen(cross_lingual=False)
    return [cases for opener in _openers(embedder, READER) for cases in unanswerable_cases(asked, opener).values()]


def _told(limits: Mapping[str, float]) -> Mapping[str, float]:
    sys.stdout.write(f"found from {limits['found']}, weak from {limits['weak']}\n")
    return limits


def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return known


def _write(fitted: Mapping[str, object]) -> None:
    weights = {**_known(), **fitted}
    _FILE.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
