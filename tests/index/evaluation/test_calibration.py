"""Cases are collected from judged sets, and weights are fitted to them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.answering.certainty.inputs import INPUTS
from index.answering.confidence import Basis
from index.evaluation.calibration.asking import answered, ranked_and_hidden
from index.evaluation.calibration.cases import (
    FEATURES,
    WORD_FEATURES,
    Case,
    ConfidenceInputs,
    confidence_cases,
    ranking_cases,
    unanswerable_cases,
)
from index.evaluation.calibration.confidence_fit import confidence_coefficients, samples_of, thresholds
from index.evaluation.calibration.pools import Most, Pool, halves, libraries, pools
from index.evaluation.calibration.ranking_fit import ranking_weights, weights_by_language
from index.evaluation.calibration.reading_fit import reading_coefficients, reading_weight
from index.evaluation.calibration.sources import Source
from index.evaluation.calibration.verdicts import verdicts
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice, tasks
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
def drawn(tmp_path: Path) -> list[Pool]:
    """Return a pool in Indonesian and one in English."""
    read = read_set(judged.write(tmp_path / "set"))
    return list(pools([Source(f"set-{task.asked}", task) for task in tasks(read, Choice())], Most(10, 100, 1)))


def test_a_case_has_the_features_of_each_candidate_and_says_which_are_relevant(drawn: list[Pool]) -> None:
    found = ranking_cases(drawn, judged_library)
    assert {name: len(some) for name, some in found.items()} == {"set-id": 2, "set-en": 1}
    first = found["set-id"][0]
    assert first.features.shape == (2, len(FEATURES))
    assert first.relevant.tolist() == [True, False]
    assert not first.hidden


def test_for_the_confidence_each_question_is_also_asked_without_its_answer(drawn: list[Pool]) -> None:
    found = confidence_cases(drawn, judged_library)
    assert {size: list(by_pool) for size, by_pool in found.items()} == {10: ["set-id", "set-en"]}
    first = found[10]["set-id"][0]
    assert first.present
    assert first.hidden
    coverage = INPUTS.index("coverage")
    assert first.hidden.values[coverage] < first.present.values[coverage]
    assert first.elsewhere is None, "without the article, nothing is found"


def test_all_relevant_paragraphs_are_hidden_also_those_that_come_up_meanwhile(tmp_path: Path) -> None:
    article = [("1", "a#0", "1"), ("1", "a#1", "1")]
    (task,) = tasks(read_set(judged.write(tmp_path / "set", article)), Choice())
    (only,) = pools([Source("set", task)], Most(10, 100, 1))
    (asked,) = answered(only, 10, judged_library)
    assert asked.is_right
    assert asked.hidden
    assert not any(quote.article.title == "Banjir" for quote in asked.hidden.quotes)


@pytest.mark.parametrize("size", [2, 10])
def test_a_question_is_also_asked_without_its_article(drawn: list[Pool], size: int) -> None:
    first, _ = answered(drawn[0], size, judged_library)
    assert first.hidden
    assert any(quote.article.title == "Banjir" for quote in first.hidden.quotes)
    assert first.elsewhere
    assert not any(quote.article.title == "Banjir" for quote in first.elsewhere.quotes)


def test_questions_are_asked_with_their_relevant_paragraphs_and_with_these_hidden(drawn: list[Pool]) -> None:
    asked = list(ranked_and_hidden(drawn[0], judged_library))
    assert [one.is_right for one in asked] == [True, True]
    for one in asked:
        assert one.hidden
        first = one.present.quotes[0].paragraph.id
        assert first not in {quote.paragraph.id for quote in one.hidden.quotes}
        assert one.elsewhere is None


def test_a_pool_is_divided_into_libraries_of_whole_articles(drawn: list[Pool]) -> None:
    assert libraries(drawn[0], 100) == {"a": 0, "b": 0}
    assert set(libraries(drawn[0], 2).values()) == {0, 1}


def test_of_a_source_that_counts_less_fewer_paragraphs_are_drawn(tmp_path: Path) -> None:
    task = tasks(read_set(judged.write(tmp_path / "set")), Choice())[0]
    main, less = pools([Source("set", task), Source("more", task, 0.5)], Most(10, 100, 1))
    assert len(main.paragraphs) == 3
    assert len({one.article for one in less.paragraphs}) == 1
    assert (main.weight, less.weight) == (1.0, 0.5)


def test_no_question_is_both_fitted_to_and_measured_on(drawn: list[Pool]) -> None:
    fitted, measured = halves(drawn)
    assert [[one.id for one in pool.questions] for pool in fitted] == [["1"], ["3"]]
    assert [[one.id for one in pool.questions] for pool in measured] == [["2"], []]
    fitted, measured = halves([Pool("set", (), (), unanswerable=("a", "b", "c"))])
    assert (fitted[0].unanswerable, measured[0].unanswerable) == (("a", "c"), ("b",))


def test_a_question_without_an_answer_is_a_case_whose_answer_is_hidden(drawn: list[Pool]) -> None:
    asked = replace(drawn[0], unanswerable=("Mengapa harga beras turun?", "zzz qqq"))
    ((name, cases),) = unanswerable_cases([asked, drawn[1]], judged_library).items()
    assert name == asked.name
    assert [(one.present, bool(one.hidden), len(one.relevant)) for one in cases] == [
        (None, True, 0),
        (None, False, 0),
    ]
    assert not any(one.is_right for one in samples_of([cases], hidden=1, elsewhere=0))


def test_the_verdicts_are_measured_for_each_size_of_library(drawn: list[Pool]) -> None:
    (found,) = verdicts(drawn, judged_library)
    assert (found.is_main, found.size, found.questions) == (True, 10, 3)
    assert found.right == 1
    assert 0 < found.found_of_right <= 1
    assert found.found_elsewhere == 0


def case(
    rows: Sequence[tuple[float, float]], present: ConfidenceInputs, elsewhere: ConfidenceInputs | None = None
) -> Case:
    """Return a case with rows of the features body and title, of which the first is relevant."""
    features = np.zeros((len(rows), len(FEATURES)))
    features[:, :2] = rows
    return Case(features, np.arange(len(rows)) == 0, present, elsewhere=elsewhere)


def inputs(coverage: float, basis: Basis = Basis.WORDS) -> ConfidenceInputs:
    """Return inputs of the confidence that are all 0 but the coverage and the constant."""
    values = {"coverage": coverage, "constant": 1.0}
    return ConfidenceInputs(basis, tuple(values.get(name, 0.0) for name in INPUTS))


def test_only_features_that_relevant_candidates_have_get_a_weight_beside_those_set_by_hand() -> None:
    some = [case(rows, inputs(1), inputs(0)) for rows in ([(1, 0), (0, 1)], [(2, 1), (1, 1)])]
    weights = ranking_weights({"set": some}, WORD_FEATURES)
    assert set(weights) == {"body", "adjacent", "holder"}
    assert weights["body"] > 1
    assert (weights["adjacent"], weights["holder"]) == (1.5, 3.0)


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


def test_an_input_that_few_rankings_have_does_not_decide() -> None:
    values = {"names": 0.01, "constant": 1.0}
    with_a_name = ConfidenceInputs(Basis.WORDS, tuple(values.get(name, 0.0) for name in INPUTS))
    others = [case([(1, 0)], inputs(0.5, basis), inputs(0.5, basis)) for _ in range(200) for basis in Basis]
    coefficients = confidence_coefficients([others + [case([(1, 0)], with_a_name)] * 2])
    assert 0 < coefficients["words"]["names"] * values["names"] < 1


def test_thresholds_leave_out_what_lacks_something_and_find_enough_of_the_rest() -> None:
    def rank(coverage: float, *, may_be_found: bool = True) -> ConfidenceInputs:
        return inputs(coverage)._replace(may_be_found=may_be_found)

    coefficients = {
        basis.value: {**dict.fromkeys(INPUTS, 0.0), "coverage": 4.0, "constant": -2.0} for basis in Basis
    }
    right = [case([(1, 0)], rank(number / 100)) for number in range(100)]
    wrong = [case([(0, 0)], rank(number / 500)) for number in range(100)]
    wrong = [replace(one, relevant=np.array([False])) for one in wrong]
    sure = thresholds([[*right, *wrong]], coefficients)
    assert sure["found"] == pytest.approx(
        1 / (1 + np.exp(2 - 4 * 0.2)), abs=0.02
    )  # 80 of 100 right ones are found
    lacking = [replace(one, present=rank(0.99, may_be_found=False)) for one in wrong]
    assert thresholds([[*right, *lacking]], coefficients)["found"] == pytest.approx(sure["found"], abs=0.02)
    doubtful = [replace(one, present=rank(0.99)) for one in wrong]
    found = thresholds([[*right, *doubtful]], coefficients)["found"]
    assert found == pytest.approx(
        1 / (1 + np.exp(2 - 4 * 0.4)), abs=0.02
    )  # 60 are, though many found ones are wrong


def read_case(scores: Sequence[float], readings: Sequence[float]) -> Case:
    """Return a case whose first candidate is relevant."""
    made = case([(0, 0)] * len(scores), inputs(1))
    return replace(made, scores=np.array(scores), readings=np.array(readings))


def test_readings_count_as_far_as_they_put_right_paragraphs_first() -> None:
    helped = [read_case([number % 3, 1.0, 0.0], [12.0, 8.0, 0.0]) for number in range(60)]
    misled = [read_case([2.0, 1.0], [8.0, 12.0]) for _ in range(60)]
    assert reading_weight({"set": helped}) > 0.3
    assert reading_weight({"set": misled}) == 0
    assert reading_weight({"set": helped[:20]}) == 0  # too few to say
    unread = [read_case([0.0, 1.0], [0.0, 0.0])] * 60
    assert reading_weight({"set": unread}) == 0


def test_the_confidence_of_what_was_read_rises_with_its_reading() -> None:
    def rank(reading: float, read: int = 6) -> ConfidenceInputs:
        return inputs(0.5)._replace(reading=reading, read=read)

    some = [case([(1, 0)], rank(10 + number / 20), rank(6 + number / 20)) for number in range(80)]
    base = {basis.value: dict.fromkeys(INPUTS, 0.0) for basis in Basis}
    fitted = reading_coefficients([some], base)
    assert fitted["words"]["reading"] > 0.5
    assert fitted["words"]["constant"] < 0
    assert fitted["meaning"] == {"base": 1.0, "reading": 0.0, "constant": 0.0}
    # Where less was read, the best of it is no comparison.
    fewer = [case([(1, 0)], rank(3.0, 2), rank(19.0, 2)) for _ in range(80)]
    assert reading_coefficients([[*some, *fewer]], base)["words"] == pytest.approx(fitted["words"], abs=0.01)
    limits = thresholds([some], base, fitted)
    assert limits["found"] < 1
