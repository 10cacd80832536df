"""Where the files of one run are, for one size of library."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.runtime.settings import Settings

LIMIT = 20
"""How many paragraphs a question is answered with, as in the product."""


class Question(NamedTuple):
    """A question as it is typed, and its terms as the product makes them."""

    text: str
    terms: list[str]


@dataclass(frozen=True)
class Facts:
    """What a library and the questions to it are.

    Args:
        text_bytes: of titles and paragraphs in UTF-8.
        shares: of paragraphs that have a question's word, at questions.PERCENTILES.
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
        folder: a temporary one.
        paragraphs: the size of the library.
        engine: the engine of the product.
        backend: of bm25s; "numba" is its fastest.
        warm_up: how many questions are asked first and not timed.
        timed: how many are asked then.
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
        """A second library of the same size, to be added while questions are asked."""
        return self.folder / "more.jsonl"

    @property
    def terms(self) -> Path:
        """A paragraph a line: the terms of its text, a tab, the terms of its title."""
        return self.folder / "terms.txt"

    @property
    def questions(self) -> Path:
        return self.folder / "questions.json"

    @property
    def facts(self) -> Path:
        """What the library is: a Facts."""
        return self.folder / "facts.json"

    @property
    def settings(self) -> Settings:
        """Of the product, with a data folder of its own."""
        return Settings(kutip_data=self.folder / "data", kutip_engine=self.engine)

    def index(self, name: str) -> Path:
        """Return where a competitor keeps what it builds."""
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
