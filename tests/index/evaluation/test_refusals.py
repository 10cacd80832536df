import pytest

from index.evaluation.refusals import curve, refusals


def test_told_apart_always_and_never_and_by_chance() -> None:
    for right, wrong, auroc, false in (
        ([0.8, 0.9], [0.1, 0.2], 1.0, 0.0),
        ([0.1, 0.2], [0.8, 0.9], 0.0, 1.0),
        ([0.5, 0.5], [0.5, 0.5], 0.5, 1.0),
        ([0.9, 0.4], [0.5, 0.1], 0.75, 0.5),
    ):
        found = refusals(right, wrong)
        assert found
        assert found.auroc == pytest.approx(auroc)
        assert found.false_answers == pytest.approx(false)


def test_a_twentieth_of_the_right_ones_may_be_refused() -> None:
    right = [0.1, *[0.9] * 19]
    found = refusals(right, [0.5] * 4)
    assert found
    assert found.false_answers == 0


def test_with_nothing_to_compare_there_is_no_number() -> None:
    assert refusals([], [0.1]) is None
    assert refusals([0.1], []) is None


def test_the_curve_goes_from_answering_all_to_refusing() -> None:
    assert curve([0.9, 0.4], [0.5, 0.1]) == [(0.0, 1.0), (0.0, 0.5), (0.5, 0.5), (0.5, 0.0)]
