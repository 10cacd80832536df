"""Fit what readings count for, on top of all other weights, on questions that the reader has not seen."""

from collections.abc import Sequence

from index.evaluation.calibration.cases import Case, hidden_cases, ranking_cases, unanswerable_cases
from index.evaluation.calibration.reading_fit import reading_coefficients, reading_weight
from index.evaluation.calibration.sources import LANGUAGE_PAIRS, cross_lingual_name
from index.model.features import Reading
from index.ranking.reranking.base import Passage, Reranker
from index.ranking.reranking.reader import open_reader
from index.retrieval.dense.base import Embedder
from tools.quality.weights import UNSEEN, Chosen, known, openers, with_newsrooms, write


class ReadOnce:
    """A reranker that reads each passage once for a question, however often it is asked to."""

    def __init__(self, reranker: Reranker) -> None:
        self.name = reranker.name
        self.points_at_words = reranker.points_at_words
        self.load = reranker.load
        self._reranker = reranker
        self._known: dict[tuple[str, Passage], Reading] = {}

    def read(self, question: str, passages: Sequence[Passage], deadline: float) -> list[Reading] | None:
        keys = [(question, one._replace(words=tuple(one.words))) for one in passages]
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        readings = self._reranker.read(question, [passage for _, passage in new], deadline)
        if readings is None:
            return None
        self._known |= zip(new, readings, strict=True)
        return [self._known[key] for key in keys]


def fit_reading(chosen: Chosen, embedder: Embedder) -> None:
    """Write what readings count for in the ranking, then in the confidence."""
    openings = openers(embedder, ReadOnce(brought_reader()))
    words, meaning = openings
    by_words = with_newsrooms(ranking_cases(chosen.unseen(cross_lingual=False), words), words, UNSEEN)
    by_meaning = with_newsrooms(ranking_cases(chosen.unseen(cross_lingual=True), meaning), meaning, UNSEEN)
    # It was trained far less across languages, so it counts less there. Mixed libraries have candidates of both.
    pairs = {cross_lingual_name(*pair) for pair in LANGUAGE_PAIRS}
    across = {name: some for name, some in by_meaning.items() if name in pairs}
    own = {name: some for name, some in by_meaning.items() if not name.startswith(tuple(pairs))}
    ranked = {"words": by_words, "meaning": own, "across": across}
    _write("ranking", {name: reading_weight(cases) for name, cases in ranked.items()})

    asked = [chosen.unseen(cross_lingual=crosses) for crosses in (False, True)]
    cases: list[Sequence[Case]] = []
    for pools, opening in zip(asked, openings, strict=True):
        cases += with_newsrooms(hidden_cases(pools, opening), opening, UNSEEN).values()
        cases += unanswerable_cases(pools, opening).values()
    _write("confidence", reading_coefficients(cases, known()["confidence"]))


def brought_reader() -> Reranker:
    """Return the reader that Kutip brings. Ends the program where there is none."""
    reader = open_reader()
    if reader is None:
        raise SystemExit("there is no reader: run 'make reader' and 'make reader-file' first")
    return reader


def _write(name: str, fitted: object) -> None:
    write({"reading": {**known()["reading"], name: fitted}})
