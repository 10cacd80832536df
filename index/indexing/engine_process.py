"""The work of a process that keeps an engine in step with a store while another process adds to the store.

Analysing takes as long as reading and storing, and a Python process does one thing at a time: with two processes,
adding a million paragraphs takes two thirds of the time. The next sync repairs what a killed process left undone.
"""

from collections.abc import Callable

from index.indexing.engine_indexer import COMMIT_SECONDS, EngineIndexer
from index.retrieval.bm25.base import Engine

SYNC_ENGINE = "engine"
"""The name of the task among those of index.__main__."""


def sync_until(has_ended: Callable[[float], bool], indexer: EngineIndexer, engine: Engine) -> None:
    """Sync again and again, and once more at the end.

    ``has_ended`` waits at most so many seconds for the end, and returns whether it has come.
    """
    # The lock is held throughout: an engine that stays open for writing merges its segments meanwhile.
    with engine.writing():
        while not has_ended(COMMIT_SECONDS):
            indexer.sync()
        indexer.sync()
