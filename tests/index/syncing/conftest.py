from collections.abc import Iterator

import pytest

from tests.publisher.clock import FakeClock
from tests.publisher.feeds import story
from tests.publisher.publisher import Feed, Publisher
from tests.publisher.reader import Reader, reading

HOST = "kabar.example"
URL = f"http://{HOST}/feed"
HOUR, DAY = 3600.0, 86_400.0


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """Yield a publisher with one feed of three stories. At the end, assert that every request was polite."""
    made = Publisher(FakeClock())
    made.add_feed(URL, Feed())
    for number in range(3):
        made.publish(URL, story(number, HOST, made.clock.now))
    yield made
    assert not made.impolite, "\n".join(made.impolite)


@pytest.fixture
def reader(publisher: Publisher) -> Iterator[Reader]:
    with reading(publisher) as made:
        yield made


@pytest.fixture
def feed(publisher: Publisher) -> Feed:
    return publisher.feeds[URL]
