"""From which probability on the words that answer are shown."""

import math
from collections.abc import Mapping

from index.answering.answer_words.choosing import INPUTS, Basis, Choice
from index.evaluation.calibration.answer_words_fit import NEVER, Pointed, answer_words_coefficients
from index.model.records import Span
from index.query.answer_kinds.kinds import AnswerKind


def pointed(value: float, *, is_right: bool, kind: AnswerKind = AnswerKind.TIME) -> Pointed:
    inputs = {**dict.fromkeys(INPUTS[Basis.READER], 0.0), "pointed": value}
    return Pointed(Choice(Span(0, 1), kind, Basis.READER, inputs), is_right)


def rising(count: int, right_from: float, kind: AnswerKind = AnswerKind.TIME) -> list[Pointed]:
    """Return words that are right from this value on, which rises from -5 to 5."""
    values = [10 * place / count - 5 for place in range(count)]
    return [pointed(value, is_right=value >= right_from, kind=kind) for value in values]


def shown(coefficients: Mapping[str, float], one: Pointed) -> bool:
    logit = coefficients["pointed"] * one.choice.inputs["pointed"] + coefficients["constant"]
    return 1 / (1 + math.exp(-logit)) >= coefficients[f"{one.choice.kind}_shown_from"]


def thresholds(coefficients: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in coefficients.items() if name.endswith("_shown_from")}


def test_of_what_is_shown_nine_of_ten_are_right() -> None:
    read = rising(400, right_from=0.0)
    fitted = answer_words_coefficients(read, Basis.READER)
    assert fitted["pointed"] > 0
    told = [one.is_right for one in read if shown(fitted, one)]
    assert 200 <= len(told) < 230
    assert sum(told) / len(told) >= 0.9


def test_a_kind_that_is_never_sure_is_never_shown() -> None:
    wrong = [pointed(place % 10 - 5, is_right=place % 2 == 0, kind=AnswerKind.PLACE) for place in range(60)]
    fitted = answer_words_coefficients([*rising(800, 0.0), *wrong], Basis.READER)
    assert fitted["place_shown_from"] == fitted["name_shown_from"] == NEVER
    assert fitted["time_shown_from"] < 1


def test_with_few_or_only_wrong_words_nothing_is_shown() -> None:
    unsure = [pointed(1.0, is_right=place % 2 == 0) for place in range(400)]
    for some in (rising(10, 0.0), rising(400, 6.0), unsure, []):
        assert set(thresholds(answer_words_coefficients(some, Basis.READER)).values()) == {NEVER}


def test_a_basis_is_fitted_to_its_own_choices() -> None:
    assert set(thresholds(answer_words_coefficients(rising(400, 0.0), Basis.WORDS)).values()) == {NEVER}
