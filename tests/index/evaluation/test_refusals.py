import pytest

from index.evaluation.refusals import curve, refusals


def test_auroc_says_how_well_the_confidence_separates_the_two() -> None:
    for answerable, unanswerable, auroc, false_answers in (
        ([0.8, 0.9], [0.1, 0.2], 1.0, 0.0),
        ([0.1, 0.2], [0.8, 0.9], 0.0, 1.0),
        ([0.5, 0.5], [0.5, 0.5], 0.5, 1.0),
        ([0.9, 0.4], [0.5, 0.1], 0.75, 0.5),
    ):
        found = refusals(answerable, unanswerable)
        assert found
        assert found.auroc == pytest.approx(auroc)
        assert found.false_answers == pytest.approx(false_answers)


def test_a_twentieth_of_the_answerable_questions_may_be_refused() -> None:
    answerable = [0.1, *[0.9] * 19]
    found = refusals(answerable, [0.5] * 4)
    assert found
    assert found.false_answers == 0
    found = refusals([0.1, 0.2, 0.6, 0.9], [0.5, 0.7], refused=0.5)
    assert found
    assert found.false_answers == 0.5


def test_there_is_no_measure_without_both_kinds_of_questions() -> None:
    assert refusals([], [0.1]) is None
    assert refusals([0.1], []) is None


def test_the_curve_runs_from_answering_everything_to_refusing_everything_unanswerable() -> None:
    assert curve([0.9, 0.4], [0.5, 0.1]) == [(0.0, 1.0), (0.0, 0.5), (0.5, 0.5), (0.5, 0.0)]
