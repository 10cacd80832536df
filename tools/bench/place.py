"""The files of one run, for one size of library."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.runtime.settings import Settings
from index.ranking.reranking import NO_RERANKER
from index.retrieval.dense import NO_EMBEDDER

LIMIT = 20
"""The number of paragraphs that a search returns, as in the program."""


class Question(NamedTuple):
    """A question as typed, and its terms as the program makes them."""

    text: str
    terms: list[str]


@dataclass(frozen=True)
class Facts:
    """The size of a library, and the shares of its questions' words.

    Args:
        text_bytes: the size of titles and paragraphs in UTF-8.
        shares: the shares of paragraphs that contain a question's word, at questions.PERCENTILES.
    """

    articles: int
    paragraphs: int
    words: int
    text_bytes: int
    shares: list[float]


@dataclass(frozen=True)
class Place:
    """The files and folders that jobs share.

    Args:
        folder: a temporary folder.
        paragraphs: the size of the library.
        engine: Kutip's engine.
        backend: the backend of bm25s; "numba" is the fastest.
        warm_up: the number of questions that are asked first and not timed.
        timed: the number of questions that are timed.
    """

    folder: Path
    paragraphs: int
    engine: str = "disk"
    backend: str = "numba"
    warm_up: int = 50
    timed: int = 300

    @property
    def library(self) -> Path:
        return self.folder / "library.jsonl"

    @property
    def more(self) -> Path:
        """The file of a second library of the same size, to be added while questions are asked."""
        return self.folder / "more.jsonl"

    @property
    def terms(self) -> Path:
        """The file of terms, one paragraph per line: the terms of its text, a tab, the terms of its title."""
        return self.folder / "terms.txt"

    @property
    def questions(self) -> Path:
        return self.folder / "questions.json"

    @property
    def facts(self) -> Path:
        """The file of the library's Facts."""
        return self.folder / "facts.json"

    @property
    def settings(self) -> Settings:
        """The settings of Kutip, with a data folder of its own; it answers by words alone."""
        return Settings(
            kutip_data=self.folder / "data",
            kutip_engine=self.engine,
            kutip_embedder=NO_EMBEDDER,
            kutip_reranker=NO_RERANKER,
        )

    def index(self, name: str) -> Path:
        """Return the folder of a competitor's index."""
        return self.folder / name

    def read_terms(self) -> Iterator[tuple[list[str], list[str]]]:
        """Yield the terms of each paragraph and of its title."""
        with self.terms.open(encoding="utf-8") as file:
            for line in file:
                body, title = line.rstrip("\n").split("\t")
                yield body.split(), title.split()

    def read_facts(self) -> Facts:
        return Facts(**json.loads(self.facts.read_text()))

    def read_questions(self) -> list[Question]:
        return [Question(*fields) for fields in json.loads(self.questions.read_text())]
