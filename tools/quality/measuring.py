"""Evaluate one judged set, for the floors and for the page about quality."""

from collections.abc import Collection
from pathlib import Path

from bot.commands.judged_library import judged_library
from index.evaluation.evaluate import Evaluated, evaluate
from index.evaluation.newsroom import evaluate as newsroom
from index.evaluation.newsroom.evaluate import EvaluatedNewsroom
from index.evaluation.newsroom.questions import read_newsroom
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice
from index.ranking.reranking import NO_RERANKER
from index.retrieval.dense.base import Embedder


def measured(
    folder: Path,
    most: int | None,
    embedder: Embedder | None,
    cross: tuple[str, str] | None = None,
    ablated: Collection[str] = (),
    refusals: bool = False,
) -> Evaluated:
    """Evaluate ``most`` questions of a set, spread evenly, without a reranker; no embedder: by words alone."""
    judged = read_set(folder, crossing=cross is not None)
    with judged_library(embedder, ablated=ablated, reranker=NO_RERANKER) as library:
        return evaluate(library, judged, Choice(cross, most=most), with_refusals=refusals)


def measured_newsroom(folder: Path, embedder: Embedder | None, reranker: str) -> EvaluatedNewsroom:
    """Evaluate a newsroom's set on the day of asking that it names; without an embedder, by words alone."""
    judged = read_newsroom(folder)
    with judged_library(embedder, today=judged.today, reranker=reranker) as library:
        return newsroom.evaluate(library, judged)
