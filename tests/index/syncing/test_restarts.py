"""A restart, a crash and a clock that jumps lose nothing, add nothing twice and are not impolite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.syncing.conftest import DAY, HOST, HOUR, URL
from tests.publisher.clock import FakeClock
from tests.publisher.feeds import story
from tests.publisher.publisher import Publisher
from tests.publisher.reader import Reader, reading
from tests.publisher.requests import Asked


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def reader(publisher: Publisher, tmp_path: Path) -> Iterator[Reader]:
    with reading(publisher, tmp_path / "kutip.db") as made:
        yield made


def test_a_restart_asks_for_nothing(publisher: Publisher, reader: Reader) -> None:
    reader.follow(URL)
    reader.run(60)
    count = len(publisher.asked)
    for _ in range(5):
        reader.restart()
        reader.run(60)
    assert len(publisher.asked) == count


@pytest.mark.parametrize("number", range(1, 9))
def test_a_crash_during_a_request_loses_nothing(number: int, publisher: Publisher, reader: Reader) -> None:
    for extra in range(10, 13):
        publisher.publish(URL, story(extra, HOST, publisher.clock.now, teaser=True))

    def crash(_asked: Asked) -> None:
        if len(publisher.asked) == number:
            raise Killed

    publisher.on_request = crash
    reader.follow(URL)
    for _ in range(2):
        try:
            reader.run(2 * HOUR)
        except Killed:
            publisher.network.open.clear()
            reader.restart()
    reader.run(2 * HOUR)
    assert len(reader.articles()) == 6
    assert len({article.title for article in reader.articles()}) == 6


@pytest.mark.parametrize("hours", [-48, -2, 2, 48, 24 * 400])
def test_a_clock_that_jumps_and_comes_back_does_no_harm(hours: int, publisher: Publisher, tmp_path: Path) -> None:
    own = FakeClock()
    reader = Reader(publisher, tmp_path / "kutip.db", own)
    reader.follow(URL)
    reader.run(HOUR / 4)
    own.advance(hours * HOUR)
    reader.run(3 * HOUR)
    own.advance(-hours * HOUR)
    publisher.publish(URL, story(9, HOST, publisher.clock.now))
    reader.run(DAY)
    assert len(reader.articles()) == 4
    reader.database.close()
    # A clock that jumps forwards cannot be told from a machine that slept.
    too_soon = [breach for breach in publisher.impolite if "a feed is asked for after" in breach]
    assert len(too_soon) <= 1
    publisher.manners.complaints[:] = [breach for breach in publisher.impolite if breach not in too_soon]
