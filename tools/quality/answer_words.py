"""Fit when the words that answer are shown, and write what comes of it into docs/reader.md.

Each half of the marked questions is asked with what is fitted to the other one, so that every question is judged
by a fit that has not seen it. What ships is fitted to all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from index.answering.answer_words.certainty import are_shown
from index.answering.answer_words.choosing import Basis
from index.evaluation.calibration.answer_words_fit import answer_words_coefficients
from index.ranking.reranking import NO_RERANKER
from index.ranking.reranking.base import Reranker
from tools.markdown import rendered
from tools.quality.marked_answers import Asked, asked
from tools.quality.reading_weights import brought_reader
from tools.quality.weights import write

_SECTION = re.compile(r"## The words that answer\n.*?(?=\n## )", re.DOTALL)


class _Shown(NamedTuple):
    """A question, and whether the words that are shown are right; None where none are."""

    asked: Asked
    is_right: bool | None


class Row(NamedTuple):
    """Some questions: the shares that are found and have words, and the share of these that are right."""

    name: str
    questions: int
    found: float
    shown: float
    right: float | None


class Measured(NamedTuple):
    """What is shown with the reader or without it: of all questions, of each kind and of each set."""

    name: str
    all: Row
    kinds: Sequence[Row]
    sets: Sequence[Row]


def fit_answer_words(judged: Path, page: Path) -> None:
    """Write the coefficients and thresholds, and the section of the page on them."""
    rerankers: Mapping[Basis, str | Reranker] = {Basis.READER: brought_reader(), Basis.WORDS: NO_RERANKER}
    # The inputs may have changed since the last fit.
    _fit(dict.fromkeys(rerankers, ()), set())
    known = {basis: list(asked(judged, reranker)) for basis, reranker in rerankers.items()}
    measured: dict[Basis, list[_Shown]] = {basis: [] for basis in rerankers}
    for half in (0, 1):
        _fit(known, {half})
        for basis, some in known.items():
            measured[basis] += [_Shown(one, _is_shown_right(one)) for one in some if one.half != half]
    _fit(known, {0, 1})
    rows = [_measured(basis, some) for basis, some in measured.items()]
    section = rendered(Path(__file__).with_name("answer_words.md.j2"), measured=rows)
    text = page.read_text(encoding="utf-8")
    page.write_text(_SECTION.sub(lambda _: section.rstrip("\n") + "\n", text), encoding="utf-8")


def section_of(page: Path) -> str:
    """Return the section on these words, which another run of this program wrote into the page."""
    found = _SECTION.search(page.read_text(encoding="utf-8"))
    return found[0].rstrip("\n") if found else "## The words that answer\n"


def _fit(known: Mapping[Basis, Sequence[Asked]], halves: set[int]) -> None:
    """Write what is fitted to these halves: for each basis, to what was asked for it."""
    fitted = {}
    for basis, some in known.items():
        chosen = [pointed for one in some if one.half in halves for pointed in one.chosen]
        fitted[basis] = answer_words_coefficients(chosen, basis)
    write({"answer_words": fitted})


def _is_shown_right(one: Asked) -> bool | None:
    return next((pointed.is_right for pointed in one.chosen if are_shown(pointed.choice)), None)


def _measured(basis: Basis, some: Sequence[_Shown]) -> Measured:
    def rows(name_of: Callable[[Asked], str]) -> list[Row]:
        names = sorted({name_of(one.asked) for one in some})
        return [_row(name, [one for one in some if name_of(one.asked) == name]) for name in names]

    name = "with the reader" if basis is Basis.READER else "by words alone"
    kinds = rows(lambda one: one.kind or "a reason or a definition")
    return Measured(name, _row("all", some), kinds, rows(lambda one: one.library))


def _row(name: str, some: Sequence[_Shown]) -> Row:
    shown = [one.is_right for one in some if one.is_right is not None]
    found = fmean(one.asked.is_found for one in some)
    return Row(name, len(some), found, len(shown) / len(some), fmean(shown) if shown else None)
