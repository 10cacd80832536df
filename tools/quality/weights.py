"""Fit index/ranking/weights.json: first the weights of the ranking, then the confidence, which depends on them."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bot.commands.judged_library import JudgedLibrary, judged_library
from index.evaluation.calibration.cases import (
    FEATURES,
    WORD_FEATURES,
    Case,
    confidence_cases,
    newsroom_cases,
    ranking_cases,
)
from index.evaluation.calibration.confidence_fit import confidence_coefficients
from index.evaluation.calibration.pools import Most, Pool, halves, pools
from index.evaluation.calibration.ranking_fit import ranking_weights, weights_by_language
from index.evaluation.calibration.sources import sources
from index.evaluation.newsroom.questions import read_newsroom
from index.ranking import weights
from index.ranking.reranking import NO_RERANKER
from index.ranking.reranking.base import Reranker
from index.retrieval.dense.base import Embedder
from tools.quality.marked_answers import unseen

_ROOT = Path(__file__).parents[2]
_FILE = _ROOT / "index" / "ranking" / "weights.json"
_NEWSROOMS = _ROOT / "tests" / "data" / "newsrooms"
UNSEEN = ("fitting",)
"""The newsrooms that no reader was trained on."""
Opening = Callable[..., AbstractContextManager[JudgedLibrary]]
"""Opens an empty library."""


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
    by_words = with_newsrooms(ranking_cases(chosen.fitted(cross_lingual=False), words), words)
    by_meaning = with_newsrooms(ranking_cases(chosen.fitted(cross_lingual=True), meaning), meaning)
    names = [name for name in FEATURES if name != "other_language"]
    own, other = weights_by_language(by_meaning, names)
    write({"ranking": {"words": ranking_weights(by_words, WORD_FEATURES), "meaning": own, "across": other}})


def fit_confidence(chosen: Chosen, embedder: Embedder) -> None:
    """Write the coefficients of the confidence."""
    words, meaning = openers(embedder)
    sets: list[Sequence[Case]] = []
    for crosses, opening in ((False, words), (True, meaning)):
        by_size = confidence_cases(chosen.fitted(cross_lingual=crosses), opening)
        judged = {f"{name}-{size}": some for size, cases in by_size.items() for name, some in cases.items()}
        sets += with_newsrooms(judged, opening).values()
    write({"confidence": confidence_coefficients(sets)})


def with_newsrooms(
    judged: Mapping[str, Sequence[Case]], opening: Opening, parts: Sequence[str] = ("training", *UNSEEN)
) -> dict[str, Sequence[Case]]:
    """Return these sets with those of newsrooms, which count half as much as they do together."""
    newsrooms = [read_newsroom(one) for part in parts for one in sorted((_NEWSROOMS / part).iterdir())]
    counted = sum(cases[0].weight for cases in judged.values() if cases)
    return {**judged, **newsroom_cases(newsrooms, opening, counted / 2 / len(newsrooms))}


def openers(embedder: Embedder, reranker: str | Reranker = NO_RERANKER) -> tuple[Opening, Opening]:
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
