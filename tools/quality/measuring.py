"""One judged set through the product: what the floors and the page about quality are made from."""

from collections.abc import Collection
from pathlib import Path

from bot.commands.judged_library import judged_library
from index.evaluation.evaluate import Evaluated, evaluate
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice
from index.retrieval.dense.base import Embedder


def measured(
    folder: Path,
    most: int | None,
    embedder: Embedder | None,
    cross: tuple[str, str] | None = None,
    without: Collection[str] = (),
    refusals: bool = False,
) -> Evaluated:
    """Return how a set is answered: its first ``most`` questions, by meaning if there is an embedder."""
    judged = read_set(folder, crossing=cross is not None)
    with judged_library(embedder, ablated=without) as library:
        return evaluate(library, judged, Choice(cross, most=most), with_refusals=refusals)
