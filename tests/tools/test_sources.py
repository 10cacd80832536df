"""A simulated day of feeds: nothing is missed, added twice or out of date, and nobody is asked impolitely."""

from pathlib import Path

import pytest

from tools.sources.run import run


@pytest.mark.parametrize(("kills", "seed"), [(0, 1), (20, 2)])
def test_a_day_of_feeds_goes_well(kills: int, seed: int, tmp_path: Path) -> None:
    result = run(tmp_path, feeds=10, days=1, kills=kills, seed=seed)
    assert result.published > 5
    assert result.kills == kills
    assert result.requests < 10 * 40
    assert (result.missed, result.twice, result.stale, result.impolite) == ([], [], [], [])
