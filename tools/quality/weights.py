"""Fit index/ranking/weights.json: first the weights of the ranking, then the confidence, which depends on them."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.asking import OpenLibrary
from index.evaluation.calibration.cases import (
    FEATURES,
    WORD_FEATURES,
    confidence_cases,
    ranking_cases,
)
from index.evaluation.calibration.confidence_fit import confidence_coefficients
from index.evaluation.calibration.pools import Most, Pool, halves, pools
from index.evaluation.calibration.ranking_fit import ranking_weights, weights_by_language
from index.evaluation.calibration.sources import sources
from index.ranking import weights
from index.ranking.reranking import NO_RERANKER
from index.ranking.reranking.base import Reranker
from index.retrieval.dense.base import Embedder
from tools.quality.marked_answers import unseen

_FILE = Path(__file__).parents[2] / "index" / "ranking" / "weights.json"


class Chosen(NamedTuple):
    """The folder of judged sets, and how many questions and paragraphs of each to use."""

    judged: Path
    most: Most

    def unseen(self, *, cross_lingual: bool) -> list[Pool]:
        """Return as many questions to fit to that no reader was trained on: one of three has not been seen."""
        more = self._replace(most=self.most._replace(questions=3 * self.most.questions))
        return unseen(more.fitted(cross_lingual=cross_lingual), self.judged)

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
    words, meaning = openers(embedder)
    by_words = ranking_cases(chosen.fitted(cross_lingual=False), words)
    by_meaning = ranking_cases(chosen.fitted(cross_lingual=True), meaning)
    names = [name for name in FEATURES if name != "other_language"]
    own, other = weights_by_language(by_meaning, names)
    write({"ranking": {"words": ranking_weights(by_words, WORD_FEATURES), "meaning": own, "across": other}})


def fit_confidence(chosen: Chosen, embedder: Embedder) -> None:
    """Write the coefficients of the confidence."""
    words, meaning = openers(embedder)
    asked = ((chosen.fitted(cross_lingual=False), words), (chosen.fitted(cross_lingual=True), meaning))
    by_size = [some for pools, opening in asked for some in confidence_cases(pools, opening).values()]
    write({"confidence": confidence_coefficients([cases for some in by_size for cases in some.values()])})


def openers(embedder: Embedder, reranker: str | Reranker = NO_RERANKER) -> tuple[OpenLibrary, OpenLibrary]:
    """Return what opens a library that is asked by words, and one that is asked by meaning, too."""
    words, meaning = (partial(judged_library, one, reranker=reranker) for one in (None, embedder))
    return words, meaning


def known() -> dict[str, Any]:
    """Return the weights that are in the file."""
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


def write(fitted: Mapping[str, object]) -> None:
    """Write these weights in place of those of the same names, and use them from now on."""
    _FILE.write_text(json.dumps({**known(), **fitted}, indent=2) + "\n", encoding="utf-8")
    weights.forget()
