"""Sync the sources of a library until nothing is due for a while, or until the end comes."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager

from index.files.lock import locked
from index.ingestion.reading.pool import open_readings
from index.model.errors import Fault, SourceError
from index.syncing.folders import FolderSyncer
from index.syncing.stores import Stores, SyncConfig
from index.syncing.syncer import Syncer

# Indexing a single article takes as long as indexing a hundred.
_INDEX_EVERY = 10.0
_SOON = 60.0
# Another process may follow a source at any time.
_LOOK_EVERY = 2.0
HasEnded = Callable[[float], bool]
"""Waits for the end for at most so many seconds, and returns whether it has come."""


def ends_after(
    seconds: float, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], None] = time.sleep
) -> HasEnded:
    """Return what waits for an end that comes in so many seconds."""
    end = clock() + seconds

    def has_ended(wait: float) -> bool:
        pause(max(0.0, min(wait, end - clock())))
        return clock() >= end

    return has_ended


def sync_until(
    stores: Stores,
    config: SyncConfig,
    has_ended: HasEnded,
    index: Callable[[], object],
    *,
    watch: bool = False,
    only: Collection[int] | None = None,
) -> None:
    """Sync until nothing is due within a minute or, with ``watch``, until the end comes.

    Args:
        index: brings the search index up to date.
        only: the numbers of the sources that are wanted; None for all.

    Raises SourceError if another process does this, or StoreError.
    """
    with _alone(config), closing(open_readings(config.article_bytes)) as readings:
        syncer = Syncer(stores, readings, config.agent, push_address=config.push_address, only=only)
        folders = FolderSyncer(stores, config.article_bytes, only=only)
        indexed_at = -_INDEX_EVERY  # the first articles of a new source are indexed at once
        while True:
            folders.sync_due(lambda: not has_ended(0))
            seconds = syncer.sync_due(lambda: not has_ended(0))
            if seconds > _INDEX_EVERY or time.monotonic() - indexed_at > _INDEX_EVERY:
                index()
                indexed_at = time.monotonic()
            if (seconds >= _SOON and not watch) or has_ended(min(seconds, _LOOK_EVERY)):
                index()
                return


@contextmanager
def _alone(config: SyncConfig) -> Iterator[None]:
    if config.folder is None:
        yield
        return
    try:
        with locked(config.folder / "sources.lock", wait=0):
            yield
    except TimeoutError:
        raise SourceError(Fault.SOURCES_BUSY) from None
