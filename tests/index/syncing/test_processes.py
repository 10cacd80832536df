"""Sources are synced in processes of their own, one for each library, which read in processes of theirs."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.files.lock import locked
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.pool import ReadingPool
from index.ingestion.reading.process import ReadingProcess
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.errors import Fault, SourceError
from index.model.sources import NewSource
from index.syncing.new_source import follow, request_feed
from index.syncing.process import SourceProcess
from index.syncing.running import sync_until
from index.syncing.syncer import Syncer
from tests.conftest import PATIENCE
from tests.index.ingestion.fetching.site import HTML, Site, serving
from tests.publisher.clock import START
from tests.publisher.feeds import page, rss, story

NOWHERE = "http://127.0.0.1:9/feed"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(LibraryConfig(database=tmp_path / "kutip.db", derived=tmp_path)) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def test_a_process_syncs_what_is_due(library: Library) -> None:
    library.source_stores.sources.add("shared", NewSource(NOWHERE))
    with SourceProcess(library.source_stores, library.config.to_json()):
        end = time.monotonic() + PATIENCE
        while not library.source_stores.sources.get(1).failures and time.monotonic() < end:
            time.sleep(0.05)
    assert library.source_stores.sources.get(1).failures == 1


def test_one_process_at_a_time_syncs_a_library(library: Library, tmp_path: Path) -> None:
    with locked(tmp_path / "sources.lock"), pytest.raises(SourceError) as refused:
        sync_until(library.source_stores, library.config.syncing, lambda _: True, lambda: None)
    assert refused.value.fault is Fault.SOURCES_BUSY


@pytest.mark.slow
def test_a_feed_that_is_followed_now_answers_the_next_question(library: Library, site: Site) -> None:
    teaser = story(1, "kabar.example", START, teaser=True)
    teaser_here = teaser.link.replace("http://kabar.example", site.url)
    feed = rss([teaser]).replace(teaser.link.encode(), teaser_here.encode())
    site.answers |= {
        "/feed": (200, {"Content-Type": "application/rss+xml"}, feed),
        teaser_here.removeprefix(site.url): (200, HTML, page(teaser)),
    }
    pool = ReadingPool(lambda: ReadingProcess(ReadingLimits(), "tools.load.hostile.loopback_reader"))
    agent = library.config.agent
    asked = request_feed(library.source_stores, pool, f"{site.url}/feed", agent, "shared")
    assert asked is not None
    follow(library.source_stores, "shared", f"{site.url}/feed", asked.result())
    syncer = Syncer(library.source_stores, pool, agent)
    while library.source_stores.sources.get(1).waiting:
        time.sleep(min(syncer.sync_due(), 3))
    pool.close()
    assert (
        library.ask("apa laporan 1 dari kabar.example?").quotes[0].text.startswith("Laporan 1 dari kabar.example")
    )
    assert [path for path, _ in site.asked] == ["/feed", "/robots.txt", teaser_here.removeprefix(site.url)]
