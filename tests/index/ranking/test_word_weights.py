"""The weights of a question's words in a library."""

from collections.abc import Callable

import pytest

from index.model.records import SHARED
from index.query.parsed_question import ParsedQuestion
from index.query.parsing import parse
from index.ranking.word_weights import weighted
from index.retrieval.bm25.base import BODY, Entry
from index.retrieval.bm25.memory import MemoryEngine

Weights = Callable[[str], dict[str, float]]


@pytest.fixture
def weigh() -> Weights:
    engine = MemoryEngine()
    texts = ["gubernur provinsi", "gubernur kota", "provinsi kota hujan", "kota banjir"]
    engine.add(Entry(number, SHARED, {BODY: text.split()}) for number, text in enumerate(texts))

    def weights_of(question: str) -> dict[str, float]:
        parsed: ParsedQuestion = weighted(parse(question, ("id",), None), engine, {SHARED})
        return {word.text: word.weight for word in parsed.words}

    return weights_of


def test_a_rare_word_weighs_more_than_a_frequent_one(weigh: Weights) -> None:
    weights = weigh("hujan di kota")
    assert weights["hujan"] > weights["kota"] > 0


def test_a_word_that_nobody_has_written_weighs_no_more_than_the_others(weigh: Weights) -> None:
    weights = weigh("gubernur gempa kota")
    assert weights["gempa"] == max(weights["gubernur"], weights["kota"])


def test_words_that_nobody_has_written_weigh_as_much_as_a_rare_one(weigh: Weights) -> None:
    assert weigh("gempa")["gempa"] == weigh("hujan")["hujan"]
