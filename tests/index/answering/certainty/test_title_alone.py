"""A quote with the words of a question in its title alone is found only if it answers the question by its type."""

from dataclasses import replace

import pytest

from index.answering import confidence
from index.library import open_library
from index.library_config import LibraryConfig
from index.model.features import Features, MatchReport, WordMatch
from index.model.records import SHARED, Credits, Quote, Verdict
from index.query.parsing import parse

QUESTION = parse("who won the bowl?", ("en",), None, paragraphs=1000)
FEATURES = Features(title=0.33, body=0.09, coverage=1.0, window=1.0, meaning=0.89, part=0.89, answer_type=1.0)
REPORT = MatchReport(
    matched=(WordMatch("won", 1.1, is_stop_word=True),),
    in_title=(WordMatch("bowl", 4.0),),
    missing=(),
    coverage=1.0,
    features=FEATURES,
)


@pytest.fixture(scope="module")
def quote() -> Quote:
    with open_library(LibraryConfig()) as library:
        text = "Ann Lowe and her sister won at last."
        assert list(library.add_text(text, "message", Credits(title="Bowl", language="en"), SHARED))
        return library.rank("ann lowe", frozenset({SHARED}), 5).quotes[0]


def verdict(quote: Quote, report: MatchReport) -> Verdict:
    return confidence.assess(QUESTION, [replace(quote, match_report=report)]).verdict


def test_a_quote_with_an_answer_and_a_word_that_asks_is_found(quote: Quote) -> None:
    assert verdict(quote, REPORT) is Verdict.FOUND


@pytest.mark.parametrize(
    "report",
    [
        replace(REPORT, matched=()),
        replace(REPORT, features=FEATURES._replace(answer_type=0.0)),
        replace(REPORT, features=FEATURES._replace(meaning=0.0)),
    ],
)
def test_a_quote_that_may_say_anything_below_its_title_is_not(quote: Quote, report: MatchReport) -> None:
    assert verdict(quote, report) is not Verdict.FOUND
