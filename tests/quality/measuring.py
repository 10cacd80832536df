"""One judged set through the product: what the floors and the page about quality are made from."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import App, open_app
from bot.settings import Settings
from index.embeddings import NO_EMBEDDER, Embedder
from index.evaluation.evaluate import Evaluated, evaluate
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice
from index.indexing import silent


class _Library:
    """An app that has its vectors before the first question."""

    def __init__(self, app: App, embeds: bool) -> None:
        self.ingest, self.rank = app.ingest, app.rank
        self._app, self._embeds = app, embeds

    def prepare(self) -> None:
        self._app.prepare()
        if self._embeds:
            self._app.embed(silent)


def measured(
    folder: Path,
    most: int | None,
    embedder: Embedder | None,
    cross: tuple[str, str] | None = None,
    without: Collection[str] = (),
    refusals: bool = False,
) -> Evaluated:
    """Returns how a set is answered: its first ``most`` questions, by meaning if there is an embedder."""
    judged = read_set(folder, crossing=cross is not None)
    with TemporaryDirectory(prefix="kutip-") as made:
        settings = replace(Settings(), kutip_data=Path(made))
        if embedder is None or "meaning" in without:
            settings, embedder = replace(settings, kutip_embedder=NO_EMBEDDER), None
        with open_app(settings, embedder=embedder, without=without) as app:
            library = _Library(app, embedder is not None)
            return evaluate(library, judged, Choice(cross, most=most), with_refusals=refusals)
