"""The library that judged questions are asked of: like any other, in a folder that goes away."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.runtime.app import App, open_app
from bot.runtime.settings import Settings
from index.indexing.engine_indexer import Progress, silent
from index.retrieval.dense import NO_EMBEDDER
from index.retrieval.dense.base import Embedder

_Reporting = Callable[[], AbstractContextManager[Progress]]


class JudgedLibrary:
    """An app that has its vectors before the first question."""

    def __init__(self, app: App, embeds: bool, embedding: _Reporting) -> None:
        self.ingest = app.ingest
        self.rank = app.rank
        self._app = app
        self._embeds = embeds
        self._embedding = embedding

    def prepare(self) -> None:
        self._app.prepare()
        if self._embeds:
            with self._embedding() as report:
                self._app.embed(report)


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
        with open_app(here, embedder=used, without=without) as app:
            yield JudgedLibrary(app, used is not None, embedding)
