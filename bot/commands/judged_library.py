"""The library that judged questions are asked of, in a temporary folder."""

import gc
import math
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.runtime.app import library_config
from bot.runtime.memory import keep_loaded
from bot.runtime.settings import Settings
from index.indexing.engine_indexer import Progress, silent
from index.library import Library, open_library
from index.ranking.reranking.base import Reranker
from index.retrieval.dense import NO_EMBEDDER
from index.retrieval.dense.base import Embedder

_EnterProgress = Callable[[], AbstractContextManager[Progress]]


class JudgedLibrary:
    """A library that computes all vectors before the first question."""

    def __init__(self, library: Library, embeds: bool, embedding: _EnterProgress) -> None:
        self.add = library.add
        self.ask = library.ask
        self.ingest = library.ingest
        self.rank = library.rank
        self._library = library
        self._embeds = embeds
        self._embedding = embedding

    def prepare(self) -> None:
        """Index what was ingested, and compute its vectors.

        What is loaded by then stays, as the judged sets do: garbage collections that look through it take half of
        the time when many sets are asked.
        """
        self._library.sync()
        if self._embeds:
            with self._embedding() as report:
                self._library.embed(report)
        keep_loaded()


@contextmanager
def judged_library(
    embedder: Embedder | None,
    settings: Settings | None = None,
    ablated: Collection[str] = (),
    embedding: _EnterProgress = lambda: nullcontext(silent),
    today: date | None = None,
    reranker: str | Reranker | None = None,
) -> Iterator[JudgedLibrary]:
    """Open an empty library, whose questions are read however long it takes.

    Args:
        embedder: None to rank by words alone, as if "meaning" were ablated.
        ablated: the names in index.ranking.linear.FEATURE_GROUPS that the ranking ignores.
        embedding: entered while vectors are computed; its value is called with how many are done.
        today: the day of asking; None for the day on the clock.
        reranker: one, or its name in index.ranking.reranking; None for the one of the settings.
    """
    used = None if "meaning" in ablated else embedder
    with TemporaryDirectory(prefix="kutip-") as made:
        here = replace(settings or Settings(), kutip_data=Path(made))
        if used is None:
            here = replace(here, kutip_embedder=NO_EMBEDDER)
        config = library_config(here, embedder=used, ablated=ablated, today=today)
        config = replace(config, reranker=reranker or config.reranker, reading_seconds=math.inf)
        try:
            with open_library(config) as library:
                yield JudgedLibrary(library, used is not None, embedding)
        finally:
            gc.unfreeze()
