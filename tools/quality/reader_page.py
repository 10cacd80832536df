"""Write docs/reader.md: what the reader is, and what it changes, on questions that it has not seen."""

from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.asking import OpenLibrary, ranked_and_hidden, unanswered
from index.evaluation.calibration.pools import Most, Pool, halves, pools
from index.evaluation.calibration.sources import sources
from index.evaluation.refusals import Refusals, refusals
from index.ranking.reranking import NO_RERANKER, reader_file
from index.ranking.reranking.reader import FILE
from index.retrieval.dense.base import Embedder
from tools.markdown import rendered
from tools.quality.answer_words import section_of
from tools.quality.marked_answers import unseen
from tools.quality.reading_weights import brought_reader

# Of the answerable questions, so many are refused where false answers are counted.
_REFUSED = 0.15
# All paragraphs of each set.
_ALL = 10**9


class Measured(NamedTuple):
    """A set with one reranker: the share of first quotes that are right, and how refusals do."""

    questions: int
    right: float
    hidden: Refusals | None
    unanswerable: Refusals | None


class Compared(NamedTuple):
    name: str
    without: Measured
    with_reader: Measured


def make(judged: Path, out: Path, most: int, embedder: Embedder) -> None:
    """Measure ``most`` questions of each set without the reader and with it, and write the page."""
    reader = brought_reader()
    # One of three questions has not been seen, and every second of these is measured on.
    everything = pools(sources(judged, cross_lingual=True), Most(6 * most, _ALL, 0))
    # These are made of the questions of others.
    asked = [one for one in everything if one.is_main and not one.name.endswith(("-mixed", "-headlines", "all"))]
    chosen = halves(unseen(asked, judged))[1]
    compared = [
        Compared(
            pool.name,
            *(_measured(pool, partial(judged_library, embedder, reranker=one)) for one in (NO_RERANKER, reader)),
        )
        for pool in chosen
    ]
    text = rendered(
        Path(__file__).with_name("reader.md.j2"),
        card=reader_file.read_card(FILE),
        size=FILE.stat().st_size / 1e6,
        compared=compared,
        refused=_REFUSED,
        words=section_of(out / "reader.md"),
    )
    out.mkdir(exist_ok=True)
    (out / "reader.md").write_text(text, encoding="utf-8")


def _measured(pool: Pool, opener: OpenLibrary) -> Measured:
    asked = list(ranked_and_hidden(pool, opener))
    present = [one.present.confidence for one in asked]
    hidden = [one.hidden.confidence for one in asked if one.hidden]
    unanswerable = [one.confidence for one in unanswered(pool, opener)] if pool.unanswerable else []
    return Measured(
        len(asked),
        fmean(one.is_right for one in asked),
        refusals(present, hidden, _REFUSED),
        refusals(present, unanswerable, _REFUSED),
    )
