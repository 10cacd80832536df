"""Nobody waits for the readings of others, but for those before in the same hands. Time passes only where told."""

from concurrent.futures import Future
from threading import Event, Thread

import pytest

from index.ingestion.reading.pool import ReadingPool, Results
from index.ingestion.reading.requests import Fetched, FileRequest, PageRequest, Request
from index.model.errors import Fault, ReadError
from tests.conftest import PATIENCE


class Held:
    """A reader whose readings go on until they are let go, or stopped."""

    def __init__(self, site: "Site") -> None:
        self._site = site
        self._stopped = False
        self._going: Event | None = None

    def read(self, request: Request) -> Results:
        self._going = self._site.event(request.source)
        self._site.begun(request.source).set()
        assert self._going.wait(PATIENCE)
        if self._stopped:
            return [ReadError(Fault.READING_STOPPED, source=request.source)]
        return [ReadError(Fault.EMPTY, source=request.source)]

    def is_alive(self) -> bool:
        return not self._stopped

    def stop(self) -> None:
        self._stopped = True
        if self._going:
            self._going.set()

    def end(self) -> None:
        self._site.ended += 1


class Site:
    def __init__(self) -> None:
        self.now = 0.0
        self.started = self.ended = 0
        self._events: dict[str, Event] = {}

    def start(self) -> Held:
        self.started += 1
        return Held(self)

    def event(self, name: str) -> Event:
        return self._events.setdefault(name, Event())

    def begun(self, name: str) -> Event:
        return self.event(f"begun {name}")

    def let_go(self, name: str) -> None:
        self.event(name).set()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def pool(site: Site) -> ReadingPool:
    return ReadingPool(site.start, lambda: site.now)


def result(future: "Future[Results]") -> Fetched:
    (found,) = future.result(PATIENCE)
    return found


def fault(future: "Future[Results]") -> Fault:
    error = result(future)
    assert isinstance(error, ReadError)
    return error.fault


def test_the_readings_of_one_person_wait_for_each_other_and_nobody_else_does(
    pool: ReadingPool, site: Site
) -> None:
    links = [pool.submit("eve", PageRequest(f"lambat{number}")) for number in range(5)]
    assert site.begun("lambat0").wait(PATIENCE)
    ana = pool.submit("ana", PageRequest("cepat"))
    site.let_go("cepat")
    assert fault(ana) is Fault.EMPTY
    assert not site.begun("lambat1").is_set()
    for number, link in enumerate(links):
        assert site.begun(f"lambat{number}").wait(PATIENCE)
        site.let_go(f"lambat{number}")
        assert fault(link) is Fault.EMPTY


def test_those_who_were_slow_leave_a_process_to_the_others(pool: ReadingPool, site: Site) -> None:
    for owner in ("eve", "mal", "sly"):
        future = pool.submit(owner, PageRequest(owner))
        assert site.begun(owner).wait(PATIENCE)
        site.now += 3.0
        site.let_go(owner)
        assert fault(future) is Fault.EMPTY
        assert pool.submit(f"after {owner}", PageRequest(owner)).result(PATIENCE)  # until the pace is noted
    slow = [pool.submit(owner, PageRequest(f"{owner} again")) for owner in ("eve", "mal", "sly")]
    assert site.begun("eve again").wait(PATIENCE)
    assert site.begun("mal again").wait(PATIENCE)
    ana = pool.submit("ana", PageRequest("cepat"))
    site.let_go("cepat")
    assert fault(ana) is Fault.EMPTY
    assert not site.begun("sly again").is_set()
    for owner in ("eve", "mal", "sly"):
        site.let_go(f"{owner} again")
    assert [fault(future) for future in slow] == [Fault.EMPTY] * 3


def test_large_files_are_read_one_at_a_time_and_small_ones_beside_them(pool: ReadingPool, site: Site) -> None:
    large = b"a" * 1_000_000
    eve = pool.submit("eve", FileRequest(large, "besar"))
    mal = pool.submit("mal", FileRequest(large, "besar juga"))
    assert site.begun("besar").wait(PATIENCE)
    ana = pool.submit("ana", FileRequest(b"a" * 1000, "kecil"))
    site.let_go("kecil")
    assert fault(ana) is Fault.EMPTY
    assert not site.begun("besar juga").is_set()
    site.let_go("besar")
    assert fault(eve) is Fault.EMPTY
    site.let_go("besar juga")
    assert fault(mal) is Fault.EMPTY


def be_slow(pool: ReadingPool, site: Site, owner: str, seconds: float) -> None:
    """Let a reading of an owner take so many seconds."""
    future = pool.submit(owner, PageRequest(f"{owner} was"))
    assert site.begun(f"{owner} was").wait(PATIENCE)
    site.now += seconds
    site.let_go(f"{owner} was")
    assert fault(future) is Fault.EMPTY


def test_where_all_are_slow_those_who_are_much_slower_leave_a_process(pool: ReadingPool, site: Site) -> None:
    for owner, seconds in (("eve", 20.0), ("mal", 15.0), ("sly", 9.0), ("ana", 4.0)):
        be_slow(pool, site, owner, seconds)
    slow = [pool.submit(owner, PageRequest(owner)) for owner in ("eve", "mal", "sly")]
    assert site.begun("mal").wait(PATIENCE)
    ana = pool.submit("ana", PageRequest("ana"))
    site.let_go("ana")
    assert fault(ana) is Fault.EMPTY
    assert not site.begun("sly").is_set()
    for owner in ("eve", "mal", "sly"):
        site.let_go(owner)
    assert [fault(future) for future in slow] == [Fault.EMPTY] * 3


def test_nobody_waits_for_a_process_to_start_because_a_slow_one_has_taken_it(
    pool: ReadingPool, site: Site
) -> None:
    be_slow(pool, site, "eve", 3.0)
    eve = pool.submit("eve", PageRequest("eve"))
    assert site.begun("eve").wait(PATIENCE)
    assert site.started == 2  # one reads, and one waits for the others
    ana = pool.submit("ana", PageRequest("ana"))
    site.let_go("ana")
    assert fault(ana) is Fault.EMPTY
    assert site.started == 2
    site.let_go("eve")
    assert fault(eve) is Fault.EMPTY
    pool.close()


def test_a_process_that_a_slow_one_has_used_is_kept_for_the_next_slow_reading(
    pool: ReadingPool, site: Site
) -> None:
    """Otherwise each reading had to start from nothing, and stayed slow for that reason."""
    be_slow(pool, site, "eve", 3.0)
    for number in range(5):
        site.let_go(f"eve {number}")
        assert fault(pool.submit("eve", PageRequest(f"eve {number}"))) is Fault.EMPTY
        site.let_go(f"ana {number}")
        assert fault(pool.submit("ana", PageRequest(f"ana {number}"))) is Fault.EMPTY
    assert site.started == 2
    pool.close()
    assert site.ended == 2


def test_a_process_is_kept_for_the_next_reading_and_one_that_died_is_replaced(
    pool: ReadingPool, site: Site
) -> None:
    pool.warm_up()
    for name in ("a", "b", "c"):
        site.let_go(name)
        assert fault(pool.submit("ana", PageRequest(name))) is Fault.EMPTY
    assert site.started == 1
    pool.close()
    assert site.ended == 1


def test_closing_stops_what_is_read_and_what_waits(pool: ReadingPool, site: Site) -> None:
    running, waiting = pool.submit("eve", PageRequest("a")), pool.submit("eve", PageRequest("b"))
    assert site.begun("a").wait(PATIENCE)
    pool.close()
    assert fault(running) is fault(waiting) is Fault.READING_ENDED
    assert fault(pool.submit("ana", PageRequest("c"))) is Fault.READING_ENDED


def test_a_bug_reaches_the_one_who_waits_and_costs_nobody_a_process(site: Site) -> None:
    class Broken(Held):
        def read(self, request: Request) -> Results:
            raise RuntimeError(request.source)

    pool = ReadingPool(lambda: Broken(site))
    for number in range(5):
        with pytest.raises(RuntimeError):
            pool.submit("eve", PageRequest(str(number))).result(PATIENCE)


def test_many_threads_may_submit_at_once(pool: ReadingPool, site: Site) -> None:
    site.let_go("a")
    futures: list[Future[Results]] = []
    threads = [
        Thread(target=lambda number=number: futures.append(pool.submit(number % 7, PageRequest("a"))))
        for number in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert {fault(future) for future in futures} == {Fault.EMPTY}
    assert site.started <= 50
