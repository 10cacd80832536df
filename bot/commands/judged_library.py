"""The library that judged questions are asked of: like any other, in a folder that goes away."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.indexing.engine_indexer import Progress, silent
from index.library import Library
from index.retrieval.dense import NO_EMBEDDER
from index.retrieval.dense.base import Embedder

_Reporting = Callable[[], AbstractContextManager[Progress]]


class JudgedLibrary:
    """A library that has its vectors before the first question."""

    def __init__(self, library: Library, embeds: bool, embedding: _Reporting) -> None:
        self.ingest = library.ingest
        self.rank = library.rank
        self._library = library
        self._embeds = embeds
        self._embedding = embedding

    def prepare(self) -> None:
        self._library.sync()
        if self._embeds:
            with self._embedding() as report:
                self._library.embed(report)


@contextmanager
def judged_library(
    embedder: Embedder | None,
    settings: Settings | None = None,
    without: Collection[str] = (),
    embedding: _Reporting = lambda: nullcontext(silent),
) -> Iterator[JudgedLibrary]:
    """Open an empty library; without an embedder, or without "meaning", it is asked by words alone.

    ``embedding`` is entered while vectors are made, and gives what is told how many are done.
    """
    used = None if "meaning" in without else embedder
    with TemporaryDirectory(prefix="kutip-") as made:
        here = replace(settings or Settings(), kutip_data=Path(made))
        if used is None:
            here = replace(here, kutip_embedder=NO_EMBEDDER)
        with open_configured_library(here, embedder=used, without=without) as library:
            yield JudgedLibrary(library, used is not None, embedding)
