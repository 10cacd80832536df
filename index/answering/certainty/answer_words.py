"""The words of a paragraph that answer, where a reranker that has read them is sure."""

import math

from index.model.features import Reading
from index.model.records import Span
from index.ranking.weights import answer_words_coefficients

# The certainty is a probability; its logarithm stays finite.
_LEAST, _MOST = 1e-6, 1 - 1e-6


def answer_words(reading: Reading | None) -> Span | None:
    """Return the range of characters that answers; None where no reranker is sure of one."""
    if reading is None or reading.words is None:
        return None
    coefficients = answer_words_coefficients()
    is_sure = probability(reading) >= coefficients["shown_from"]
    return Span(*reading.words) if is_sure else None


def probability(reading: Reading) -> float:
    """Return the probability that the words of a reading answer, or overlap with those that do."""
    coefficients = answer_words_coefficients()
    logit = sum(coefficients[name] * value for name, value in inputs(reading).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def inputs(reading: Reading) -> dict[str, float]:
    """Return what the probability depends on, by the names of its coefficients."""
    certainty = min(_MOST, max(_LEAST, reading.certainty))
    return {"answers": reading.answers, "certainty": math.log(certainty / (1 - certainty)), "constant": 1.0}
