"""Precision and recall of the paragraphs that are read from the made-up pages of the tests."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from index.ingestion.readers.html import Extraction, parse_page
from index.model.errors import ReadError
from tests.pages.render import MadePage

FOCUSES = ("balanced", "precision", "recall")


@dataclass(frozen=True)
class Score:
    """How many paragraphs are read, how many of them are right, and how many should be read."""

    read: int
    right: int
    wanted: int
    pages: int
    whole: int
    seconds: float

    @property
    def precision(self) -> float:
        return self.right / max(1, self.read)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds / max(1, self.pages)


@dataclass(frozen=True)
class Measured:
    """A combination of settings and its score; ``focus`` is one of FOCUSES."""

    focus: str
    extraction: Extraction
    score: Score

    @property
    def is_chosen(self) -> bool:
        return self.extraction == Extraction()


def combinations() -> Iterable[tuple[str, Extraction]]:
    """Yield the settings to measure, trafilatura's own first."""
    for focus, fast, shortest in product(FOCUSES, (False, True), (250, 100, 50, 10)):
        favours = {"favor_precision": focus == "precision", "favor_recall": focus == "recall"}
        yield focus, Extraction(fast=fast, shortest=shortest, **favours)


def measure(pages: Sequence[MadePage], extraction: Extraction) -> Score:
    """Return the score of some pages. A paragraph is right if it is one of the page, word for word."""
    read = right = wanted = whole = 0
    began = time.process_time()
    for page in pages:
        found = _texts(page, extraction)
        read += len(found)
        right += sum(text in page.paragraphs for text in found)
        wanted += len(page.paragraphs)
        whole += found == page.paragraphs
    return Score(read, right, wanted, len(pages), whole, time.process_time() - began)


def _texts(page: MadePage, extraction: Extraction) -> tuple[str, ...]:
    try:
        return parse_page(page.html.decode(), page.name, extraction=extraction).texts
    except ReadError:
        return ()
