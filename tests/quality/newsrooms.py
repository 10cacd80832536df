"""Ask the questions of a newsroom's set."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.evaluation.newsroom.evaluate import EvaluatedNewsroom, evaluate
from index.evaluation.newsroom.questions import read_newsroom
from index.library import Library
from index.model.errors import AddError
from index.model.records import AddResult, Answer
from index.retrieval.dense import NO_EMBEDDER
from index.retrieval.dense.base import Embedder
from tests.conftest import DATA, EXAMPLES, SHARED

_ARTICLES = {"newsroom-id": SHARED / "data" / "newsroom-id" / "articles", "examples": EXAMPLES}


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
def opened(data: Path, embedder: Embedder | None, today: date | None = None) -> Iterator[OpenLibrary]:
    """Open an empty library in a folder, with an embedder or without one."""
    settings = Settings(kutip_data=data, kutip_embedder=NO_EMBEDDER)
    with open_configured_library(settings, embedder=embedder, today=today) as library:
        yield OpenLibrary(library, embedder is not None)


def evaluated(name: str, questions: str, folder: Path, embedder: Embedder | None) -> EvaluatedNewsroom:
    """Ask questions of tests/data/newsroom about these articles. Skip the test where the articles are absent."""
    if not _ARTICLES[name].is_dir():
        pytest.skip(f"the articles of {name} are not beside this checkout (../shared/data)")
    newsroom = folder / "newsroom"
    newsroom.mkdir()
    (newsroom / "articles").symlink_to(_ARTICLES[name].resolve())
    copy(DATA / "newsroom" / f"{questions}.jsonl", newsroom / "questions.jsonl")
    copy(DATA / "newsroom" / "README.md", newsroom / "README.md")
    read = read_newsroom(newsroom)
    with opened(folder / "data", embedder, read.today) as library:
        return evaluate(library, read)
