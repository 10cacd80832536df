"""How long the requests of one question may wait, all together."""

import pytest

from index.servers import patience
from index.servers.patience import sparing, spending, waiting_at_most


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(patience, "time", made)
    return made


def test_without_a_bound_a_request_has_its_own(clock: Clock) -> None:
    with spending(5) as seconds:
        assert seconds == 5


def test_requests_share_what_is_left(clock: Clock) -> None:
    with waiting_at_most(1):
        with spending(5) as seconds:
            assert seconds == 1
            clock.now += 0.75
        with spending(5) as seconds:
            assert seconds == 0.25


def test_a_part_has_no_more_than_the_whole_and_counts(clock: Clock) -> None:
    with waiting_at_most(1):
        with waiting_at_most(0.5), spending(5) as seconds:
            assert seconds == 0.5
            clock.now += 0.75
        with waiting_at_most(0.5), spending(5) as seconds:
            assert seconds == 0.25
            clock.now += 0.5
        with waiting_at_most(0.5), spending(5) as seconds:
            assert seconds < 0
    with spending(5) as seconds:
        assert seconds == 5


def test_some_of_it_can_be_spared(clock: Clock) -> None:
    with waiting_at_most(1):
        with sparing(0.25), spending(5) as seconds:
            assert seconds == 0.75
            clock.now += 0.75
        with sparing(0.25), spending(5) as seconds:
            assert seconds == 0
        with spending(5) as seconds:
            assert seconds == 0.25
    with sparing(0.25), spending(5) as seconds:
        assert seconds == 5
