"""Compute the measures of rankings with ir-measures, so that they compare with published ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from index.evaluation.asking import AskedQuestion
from index.model.errors import Fault, KutipError
from index.model.records import Verdict

# The field of Measured, and the name in ir-measures.
_MEASURES = {
    "hit_1": "Success@1",
    "hit_3": "Success@3",
    "mrr_10": "RR@10",
    "ndcg_10": "nDCG@10",
    "recall_100": "R@100",
}


@dataclass(frozen=True)
class Measured:
    """Means over questions, each from 0 to 1, and questions per second; ``refused`` is the share not found."""

    questions: int
    hit_1: float
    hit_3: float
    mrr_10: float
    ndcg_10: float
    recall_100: float
    refused: float
    per_second: float


def measure(asked: Sequence[AskedQuestion]) -> Measured:
    """Return the measures of these rankings. Raises KutipError if ir-measures is not installed."""
    ir_measures = _library()
    # Two tasks may ask the same question, so each is known by its position.
    qrels = {str(number): dict(one.judged) for number, one in enumerate(asked)}
    run = {str(number): _scores(one.ranked) for number, one in enumerate(asked)}
    name_of = {ir_measures.parse_measure(written): name for name, written in _MEASURES.items()}
    sums = dict.fromkeys(_MEASURES, 0.0)
    for metric in ir_measures.iter_calc(list(name_of), qrels, run):
        sums[name_of[metric.measure]] += metric.value
    return Measured(
        questions=len(asked),
        **{name: total / len(asked) for name, total in sums.items()},
        refused=sum(one.answer.verdict is Verdict.NOT_FOUND for one in asked if one.answer) / len(asked),
        per_second=len(asked) / sum(one.seconds for one in asked),
    )


def _library() -> ModuleType:
    try:
        import ir_measures  # belongs to the extra `evaluate`
    except ImportError:
        raise KutipError(Fault.MISSING_LIBRARY, library="ir-measures", extra="evaluate") from None
    return ir_measures


def _scores(ranked: Sequence[str]) -> dict[str, float]:
    """Return scores without ties, in the order of a ranking."""
    return {id_: float(len(ranked) - rank) for rank, id_ in enumerate(ranked)}
