"""The thresholds of found and weak answers, by the size of the library and what judged the answer."""

import pytest

from index.ranking.weights import JUDGED_BY, Thresholds, thresholds


@pytest.mark.parametrize("judged_by", JUDGED_BY)
def test_thresholds_change_evenly_with_the_logarithm_of_the_size(judged_by: str) -> None:
    ten, between, hundred = (thresholds(judged_by, size) for size in (10, 32, 100))
    share = 0.505  # of the way from 10 to 100, in logarithms
    assert between.found == pytest.approx(ten.found + share * (hundred.found - ten.found), abs=1e-3)
    assert between.weak == pytest.approx(ten.weak + share * (hundred.weak - ten.weak), abs=1e-3)


@pytest.mark.parametrize("judged_by", JUDGED_BY)
def test_beyond_the_sizes_that_were_measured_nothing_changes(judged_by: str) -> None:
    assert thresholds(judged_by, 0) == thresholds(judged_by, 10)
    assert thresholds(judged_by, 1_000_000) == thresholds(judged_by, 1000)


@pytest.mark.parametrize("judged_by", JUDGED_BY)
@pytest.mark.parametrize("size", [1, 10, 70, 100, 400, 1000, 5000])
def test_what_is_found_is_at_least_weak(judged_by: str, size: int) -> None:
    limits: Thresholds = thresholds(judged_by, size)
    assert 0 < limits.weak <= limits.found < 1


def test_a_larger_library_has_more_that_is_like_an_answer() -> None:
    for judged_by in ("meaning", "reading"):
        found = [thresholds(judged_by, size).found for size in (10, 100, 1000)]
        assert found == sorted(found)
