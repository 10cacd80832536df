"""Open a library to ask the questions of a newsroom's set."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.errors import AddError
from index.model.records import AddResult, Answer
from index.retrieval.dense import NO_EMBEDDER


class OpenLibrary:
    """A library that indexes what it is asked, and embeds it if that is wanted."""

    def __init__(self, library: Library, embeds: bool) -> None:
        self._library = library
        self._embeds = embeds

    def add(self, names: Sequence[str]) -> Iterator[AddResult | AddError]:
        return self._library.add(names)

    def prepare(self) -> None:
        self._library.sync()
        if self._embeds:
            self._library.embed()

    def ask(self, question: str) -> Answer:
        return self._library.ask(question)


@contextmanager
def opened(data: Path, embedder: str, today: date | None = None) -> Iterator[OpenLibrary]:
    """Open an empty library in a folder, with an embedder or without one."""
    settings = Settings(kutip_data=data, kutip_embedder=embedder)
    with open_configured_library(settings, today=today) as library:
        yield OpenLibrary(library, embedder != NO_EMBEDDER)
