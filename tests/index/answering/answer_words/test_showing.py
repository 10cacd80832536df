"""The words that answer are shown in the first quote of a found answer, and read only where they may be shown."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answer_words.choosing import INPUTS, Basis
from index.evaluation.calibration.answer_words_fit import NEVER
from index.model.records import Answer, Span, Verdict
from index.query.answer_kinds.kinds import AnswerKind
from index.ranking import weights
from index.text.sentences import sentence_around, split_sentences
from tests.fakes import FakeReranker
from tests.index.ranking.reranking.test_rereading import QUESTION, opened

TEXT = "Banjir surut pada Senin. Sebanyak 3.000 orang tidur di tenda. Bantuan datang."
# "3.000 orang" is all that the first quote has of a number.
OF_TENTS = "Berapa orang tidur di tenda?"
OTHER = "Apa yang dipakai orang untuk tidur?"


def thresholds(value: float) -> dict[str, float]:
    return {f"{kind}_shown_from": value for kind in AnswerKind}


def sure(monkeypatch: pytest.MonkeyPatch, *, reader: bool, words: bool) -> None:
    """Show all words that a basis chooses, or none."""
    known = json.loads(Path(weights.__file__).with_name("weights.json").read_text(encoding="utf-8"))
    known["answer_words"] = {
        basis: {**dict.fromkeys((*INPUTS[basis], "constant"), 0.0), **thresholds(0.5 if shows else NEVER)}
        for basis, shows in ((Basis.READER, reader), (Basis.WORDS, words))
    }
    monkeypatch.setattr(weights, "_read", lambda: known)


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer be found for certain, so that none is read for its order."""
    monkeypatch.setattr("index.answering.confidence._judge", lambda *_: (Verdict.FOUND, None))
    monkeypatch.setattr("index.answering.confidence._CERTAIN", 0.0)
    monkeypatch.setattr("index.answering.search.lacks_what_is_asked", lambda *_: False)
    monkeypatch.setattr("index.answering.confidence.has_sure_words", lambda _: False)


def test_what_took_too_long_to_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=False)
    monkeypatch.setattr("index.answering.confidence._CERTAIN", 1.1)
    reranker = FakeReranker({"": 5.0})
    reranker.is_late = True
    with opened(reranker) as library:
        assert not any(shown(library.rank(OTHER, frozenset({"shared"}), 5)))
    assert len(reranker.asked) == 1


def shown(answer: Answer) -> list[str | None]:
    return [quote.answer_text for quote in answer.quotes]


def test_words_alone_are_shown_without_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=True)
    reranker = FakeReranker()
    with opened(reranker) as library:
        first, *others = shown(library.ask(OF_TENTS))
    assert first == "3.000 orang"
    assert not any(others)
    assert not reranker.asked


def test_of_a_certain_first_quote_only_the_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=False)
    reranker = FakeReranker({"": 5.0})
    with opened(FakeReranker()) as library:
        plain = library.rank(OTHER, frozenset({"shared"}), 5)
    with opened(reranker) as library:
        answer = library.rank(OTHER, frozenset({"shared"}), 5)
    ((_, passages),) = reranker.asked
    assert len(passages) == 1
    first = answer.quotes[0]
    assert first.answer_text == passages[0].text.split()[-1].rstrip(".")
    assert first.match_report.features.reading == 0
    assert (answer.verdict, answer.confidence) == (plain.verdict, plain.confidence)


@pytest.mark.parametrize("question", [OTHER, "Kenapa orang tidur di tenda?"])
def test_nothing_is_read_for_words_that_cannot_be_shown(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    sure(monkeypatch, reader=question != OTHER, words=False)  # a reason takes a whole sentence
    reranker = FakeReranker({"": 5.0})
    with opened(reranker) as library:
        answer = library.rank(question, frozenset({"shared"}), 5)
    assert not reranker.asked
    assert not any(shown(answer))


def test_a_reranker_that_points_at_no_words_is_not_asked_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=False)
    reranker = FakeReranker({"": 5.0})
    reranker.points_at_words = False
    with opened(reranker) as library:
        library.rank(OTHER, frozenset({"shared"}), 5)
    assert not reranker.asked


def test_no_words_are_shown_of_an_answer_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=True)
    monkeypatch.setattr("index.answering.confidence._judge", lambda *_: (Verdict.WEAK, None))
    with opened(FakeReranker({"": 5.0})) as library:
        answer = library.rank(OF_TENTS, frozenset({"shared"}), 5)
    assert answer.verdict is not Verdict.FOUND
    assert not any(shown(answer))


def test_a_late_reading_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    sure(monkeypatch, reader=True, words=False)
    reranker = FakeReranker({"": 5.0})
    reranker.is_late = True
    with opened(reranker) as library:
        assert not any(shown(library.rank(OTHER, frozenset({"shared"}), 5)))


def test_a_kept_answer_keeps_its_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sure(monkeypatch, reader=True, words=False)
    with opened(FakeReranker({"": 5.0}), database=tmp_path / "kutip.db") as library:
        answer = library.ask(QUESTION)
        kept = library.answers.load(library.answers.save(answer, "chat:7"), "chat:7", {"shared"})
    assert kept is not None
    assert [quote.answer for quote in kept.quotes] == [quote.answer for quote in answer.quotes]
    assert any(quote.answer for quote in kept.quotes)


@given(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted))
def test_the_sentence_is_the_one_around_the_words(cut: list[int]) -> None:
    words = Span(*cut)
    marked = sentence_around(words, TEXT, "id")
    assert marked.start <= words.start < words.end <= marked.end
    if any(one.start <= words.start and words.end <= one.end for one in split_sentences(TEXT, "id")):
        assert marked in split_sentences(TEXT, "id")
