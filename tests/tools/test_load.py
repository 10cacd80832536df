"""No answer is lost, repeated or out of order under load and faults, and after kill -9."""

from pathlib import Path

import pytest

from tools.load.plan import Load
from tools.load.run import run

_MOST_IN_FLIGHT = 3


@pytest.mark.slow
@pytest.mark.parametrize("kill", [False, True], ids=["faults", "faults and kill -9"])
async def test_every_question_is_answered_once_and_in_its_turn(tmp_path: Path, kill: bool) -> None:
    figures = await run(Load(cache=tmp_path, seconds=8, paragraphs=2000, kill=kill))
    counts = figures.counts
    assert counts.asked > 150
    assert counts.is_right(), counts
    assert counts.twice_over_kill <= (_MOST_IN_FLIGHT if kill else 0), counts
    assert figures.floods.after_first_second == 0, figures.floods
    assert figures.refused == 0
