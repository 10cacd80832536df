"""Cases are collected from judged sets, and weights are fitted to them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.answering.confidence import INPUTS, Basis
from index.evaluation.calibration.cases import FEATURES, WORD_FEATURES, Case, ConfidenceInputs, Purpose, collect
from index.evaluation.calibration.fitting import (
    confidence_coefficients,
    ranking_weights,
    shares,
    thresholds,
    weights_by_language,
)
from index.evaluation.calibration.pools import libraries, pools
from index.library import open_library
from index.library_config import LibraryConfig
from tests.index.evaluation import judged


class JudgedLibrary:
    """A library in memory that is asked by words alone."""

    def __init__(self) -> None:
        self._opened = open_library(LibraryConfig())
        library = self._opened.__enter__()
        self.ingest, self.prepare, self.rank = library.ingest, library.sync, library.rank

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


@contextmanager
def judged_library() -> Iterator[JudgedLibrary]:
    library = JudgedLibrary()
    yield library
    library.close()


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Write one judged set, and return its folder alone."""
    return [judged.write(tmp_path / "set")]


def test_a_case_has_the_features_of_each_candidate_and_says_which_are_relevant(folders: list[Path]) -> None:
    found = collect(pools(folders, 10, 100, cross_lingual=False), judged_library, Purpose.RANKING)
    assert {name: len(some) for name, some in found.items()} == {"set-id-3": 2, "set-en-1": 1}
    first = found["set-id-3"][0]
    assert first.features.shape == (2, len(FEATURES))
    assert first.relevant.tolist() == [True, False]
    assert not first.unanswerable


def test_for_the_confidence_each_question_is_also_asked_without_its_answer(folders: list[Path]) -> None:
    found = collect(pools(folders, 10, 100, cross_lingual=False), judged_library, Purpose.CONFIDENCE)
    assert list(found) == ["set-id-10", "set-en-10"]
    first = found["set-id-10"][0]
    assert first.present
    coverage = INPUTS.index("coverage")
    assert first.unanswerable[0].values[coverage] < first.present.values[coverage]


def test_a_pool_is_divided_into_libraries_of_whole_articles(folders: list[Path]) -> None:
    (pool, _) = pools(folders, 1, 100, cross_lingual=False)
    assert len(pool.questions) == 1
    assert libraries(pool, 100) == {"a": 0, "b": 0}
    assert set(libraries(pool, 2).values()) == {0, 1}


def case(rows: Sequence[tuple[float, float]], present: ConfidenceInputs, *unanswerable: ConfidenceInputs) -> Case:
    """Return a case with rows of the features body and title, of which the first is relevant."""
    features = np.zeros((len(rows), len(FEATURES)))
    features[:, :2] = rows
    return Case(features, np.arange(len(rows)) == 0, present, unanswerable)


def inputs(coverage: float, basis: Basis = Basis.WORDS) -> ConfidenceInputs:
    """Return inputs of the confidence that are all 0 but the coverage and the constant."""
    values = {"coverage": coverage, "constant": 1.0}
    return ConfidenceInputs(basis, tuple(values.get(name, 0.0) for name in INPUTS))


def test_only_features_that_relevant_candidates_have_get_a_weight() -> None:
    some = [case(rows, inputs(1), inputs(0)) for rows in ([(1, 0), (0, 1)], [(2, 1), (1, 1)])]
    weights = ranking_weights({"set": some}, WORD_FEATURES)
    assert list(weights) == ["body"]
    assert weights["body"] > 1


def test_paragraphs_in_another_language_get_weights_of_their_own() -> None:
    some = [case([(1, 0), (5, 0)], inputs(1)), case([(1, 1), (0, 1)], inputs(1))]
    language = FEATURES.index("other_language")
    some[0].features[1, language] = 1
    own, other = weights_by_language({"set": some}, ["body", "title"])
    assert own["body"] > 0
    assert other["other_language"] + 5 * other.get("body", 0) < own["body"]


def test_the_confidence_rises_with_what_answerable_questions_have_more_of() -> None:
    some = [
        case([(1, 0)], inputs(0.5 + number / 100, basis), inputs(number / 100, basis))
        for number in range(40)
        for basis in Basis
    ]
    coefficients = confidence_coefficients([some])
    assert list(coefficients) == list(Basis)
    assert coefficients["words"]["coverage"] > 0
    assert coefficients["words"]["lead_3"] == 0
    limits = thresholds([some], coefficients)
    assert 0 < limits["weak"] <= limits["found"] < 1
    reached = shares(some, coefficients, limits)
    assert reached.right_of_found > 0.85
    assert reached.found_of_right > 0.5
