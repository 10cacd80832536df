"""From which probability on the words that answer are shown."""

import math

from index.answering.certainty.answer_words import probability
from index.evaluation.calibration.answer_words_fit import NEVER, Pointed, answer_words_coefficients
from index.model.features import Reading


def readings(count: int, right_from: float) -> list[Pointed]:
    """Return readings that are right if their logit is at least this, which rises from -5 to 5."""
    logits = [10 * place / count - 5 for place in range(count)]
    return [Pointed(Reading(logit, (0, 1), 0.5), logit >= right_from) for logit in logits]


def shown(coefficients: dict[str, float], reading: Reading) -> bool:
    logit = coefficients["answers"] * reading.answers + coefficients["constant"]
    return 1 / (1 + math.exp(-logit)) >= coefficients["shown_from"]


def test_of_what_is_shown_nine_of_ten_are_right() -> None:
    read = readings(400, right_from=0.0)
    fitted = answer_words_coefficients(read)
    assert fitted["answers"] > 0
    told = [one.is_right for one in read if shown(fitted, one.reading)]
    assert 200 <= len(told) < 230
    assert sum(told) / len(told) >= 0.9


def test_with_few_or_only_wrong_readings_nothing_is_shown() -> None:
    assert answer_words_coefficients(readings(40, right_from=0.0)) == NEVER
    assert answer_words_coefficients(readings(400, right_from=6.0)) == NEVER
    unsure = [Pointed(Reading(1.0, (0, 1), 0.5), place % 2 == 0) for place in range(400)]
    assert answer_words_coefficients(unsure)["shown_from"] == 1.0


def test_without_a_fit_no_words_are_sure_enough() -> None:
    assert probability(Reading(50.0, (0, 1), 1.0)) < NEVER["shown_from"]
