"""The stages of a question: each moment belongs to one of them, and nobody pays who does not watch."""

import threading
from itertools import count

import pytest

from index.library import Library
from index.model.stages import Seconds, Stage, StageWatch, lap


@pytest.fixture
def watch() -> StageWatch:
    """Return a watch whose clock goes on by a second whenever it is read."""
    watch, seconds = StageWatch(), count()
    watch.clock = lambda: float(next(seconds))
    return watch


def test_each_lap_counts_the_time_since_the_one_before(watch: StageWatch) -> None:
    reports: list[Seconds] = []
    watch.report = reports.append
    with watch.watching():
        lap(Stage.READING)
        lap(Stage.MARKING)
        lap(Stage.READING)
    assert reports == [{Stage.READING: 2.0, Stage.MARKING: 1.0}]


def test_laps_outside_of_a_watched_block_or_in_another_thread_count_for_nobody(watch: StageWatch) -> None:
    reports: list[Seconds] = []
    with watch.watching():
        lap(Stage.READING)
    watch.report = reports.append
    lap(Stage.READING)
    with watch.watching():
        other = threading.Thread(target=lap, args=(Stage.READING,))
        other.start()
        other.join()
    lap(Stage.READING)
    assert reports == [{}]


def test_what_fails_is_not_reported_and_the_next_question_is(watch: StageWatch) -> None:
    reports: list[Seconds] = []
    watch.report = reports.append
    with pytest.raises(LookupError), watch.watching():
        raise LookupError
    lap(Stage.READING)
    with watch.watching():
        lap(Stage.MARKING)
    assert reports == [{Stage.MARKING: 1.0}]


def test_a_question_goes_through_its_stages(examples: Library) -> None:
    reports: list[Seconds] = []
    examples.stages.report = reports.append
    examples.ask("what was agreed?")
    (seconds,) = reports
    assert list(seconds)[:3] == [Stage.SYNCING, Stage.UNDERSTANDING, Stage.ENGINE]
    assert {*Stage} - seconds.keys() <= {Stage.VECTORS, Stage.REREADING, Stage.RENDERING}
