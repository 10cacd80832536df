"""The words of a paragraph that answer: shown where a reranker is sure, and always inside the marked sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering import highlight
from index.answering.certainty.answer_words import answer_words, probability
from index.library import Library
from index.model.features import Reading
from index.model.records import Span
from index.ranking import weights
from index.text.sentences import split_sentences
from tests.fakes import FakeReranker
from tests.index.ranking.reranking.test_rereading import QUESTION, opened

TEXT = "Banjir surut pada Senin. Sebanyak 3.000 orang tidur di tenda. Bantuan datang."


@pytest.fixture(autouse=True)
def sure_from_a_half(monkeypatch: pytest.MonkeyPatch) -> None:
    known = json.loads(Path(weights.__file__).with_name("weights.json").read_text(encoding="utf-8"))
    known["reading"]["answer_words"] = {"answers": 1.0, "certainty": 1.0, "constant": 0.0, "shown_from": 0.5}
    monkeypatch.setattr(weights, "_read", lambda: known)


def test_words_are_shown_from_a_probability_on() -> None:
    assert answer_words(Reading(1.0, (2, 5), 0.5)) == Span(2, 5)
    assert answer_words(Reading(-1.0, (2, 5), 0.5)) is None
    assert answer_words(Reading(-1.0, (2, 5), 0.9)) == Span(2, 5)
    assert answer_words(Reading(9.0, None, 0.0)) is None
    assert answer_words(None) is None


def test_certainties_of_0_and_1_have_a_probability() -> None:
    assert 0 <= probability(Reading(-10.0, (0, 1), 0.0)) < probability(Reading(10.0, (0, 1), 1.0)) <= 1


@given(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted))
def test_the_sentence_is_the_one_around_the_words(cut: list[int]) -> None:
    words = Span(*cut)
    marked = highlight.mark(TEXT, "id", {}, answer=words).sentence
    assert marked.start <= words.start < words.end <= marked.end
    if any(one.start <= words.start and words.end <= one.end for one in split_sentences(TEXT, "id")):
        assert marked in split_sentences(TEXT, "id")


def asked(library: Library, question: str) -> list[tuple[str, str | None]]:
    answer = library.ask(question)
    return [(quote.sentence_text, quote.answer_text) for quote in (*answer.quotes, *answer.withheld)]


def test_a_quote_has_the_words_that_the_reranker_points_at() -> None:
    with opened(FakeReranker({"tenda": 5.0})) as library:
        shown = dict(asked(library, QUESTION))
    assert shown.pop("Sebanyak 3.000 orang tidur di tenda.", "tenda.") == "tenda."
    assert set(shown.values()) == {None}


def test_of_a_certain_first_quote_only_the_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.answering.confidence._CERTAIN", 0.0)
    reranker = FakeReranker({"tenda": 5.0, "Demak": 5.0, "Kudus": 5.0})
    with opened(FakeReranker()) as library:
        plain = library.ask(QUESTION)
    with opened(reranker) as library:
        answer = library.ask(QUESTION)
    ((_, passages),) = reranker.asked
    assert len(passages) == 1
    first = (*answer.quotes, *answer.withheld)[0]
    assert first.answer_text == passages[0].text.split()[-1]
    assert first.match_report.features.reading == 0
    assert (answer.verdict, answer.confidence) == (plain.verdict, plain.confidence)


def test_a_kept_answer_keeps_its_words(tmp_path: Path) -> None:
    reranker = FakeReranker({"": 5.0})
    with opened(reranker, database=tmp_path / "kutip.db") as library:
        answer = library.ask(QUESTION).closest
        kept = library.answers.load(library.answers.save(answer, "chat:7"), "chat:7", {"shared"})
    assert kept is not None
    assert [quote.answer for quote in kept.quotes] == [quote.answer for quote in answer.quotes]
    assert any(quote.answer for quote in kept.quotes)
