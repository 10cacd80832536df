"""What the search does with the readings of a reranker."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.ingestion.readers import parse_text
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.features import Reading
from index.model.records import SHARED, AddResult, Answer, Credits
from index.ranking import weights
from tests.fakes import FakeReranker

QUESTION = "Berapa warga yang mengungsi karena banjir di Demak?"
ARTICLES = [
    "Banjir Demak\n\nBanjir di Demak membuat warga mengungsi sejak pagi.\n\nSebanyak 3.000 orang tidur di tenda.",
    "Banjir Kudus\n\nWarga Kudus mengungsi karena banjir di desa mereka.",
    "Pengungsi\n\nWarga yang mengungsi di Demak meminta selimut.",
]


@contextmanager
def opened(reranker: FakeReranker, **more: object) -> Iterator[Library]:
    with open_library(LibraryConfig(reranker=reranker, **more)) as library:  # type: ignore[arg-type]
        for text in ARTICLES:
            for result in library.add_read(parse_text(text, "x", Credits(title=""), 10**6), SHARED):
                assert isinstance(result, AddResult)
        yield library


def without_readings() -> dict[str, Any]:
    """Return the weights with none for what is read."""
    known: dict[str, Any] = json.loads(
        Path(weights.__file__).with_name("weights.json").read_text(encoding="utf-8")
    )
    neutral = {"base": 1.0, "reading": 0.0, "constant": 0.0}
    known["reading"] |= {
        "ranking": dict.fromkeys(known["reading"]["ranking"], 0.0),
        "confidence": dict.fromkeys(known["reading"]["confidence"], neutral),
    }
    return known


@pytest.fixture(autouse=True)
def neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let readings count for nothing unless a test gives them a weight, whatever was fitted."""
    monkeypatch.setattr(weights, "_read", without_readings)


@contextmanager
def weighing(monkeypatch: pytest.MonkeyPatch, weight: float) -> Iterator[None]:
    """Give the reading this weight."""
    known = without_readings()
    known["reading"]["ranking"] = dict.fromkeys(known["ranking"], weight)
    with monkeypatch.context() as patch:
        patch.setattr(weights, "_read", lambda: known)
        yield


def texts(answer: Answer) -> list[str]:
    return [quote.text for quote in (*answer.quotes, *answer.withheld)]


def scores(answer: Answer) -> list[float]:
    return [quote.score for quote in (*answer.quotes, *answer.withheld)]


def asked(answers: Mapping[str, float], **more: object) -> tuple[Answer, FakeReranker]:
    reranker = FakeReranker(answers)
    with opened(reranker, **more) as library:
        return library.ask(QUESTION), reranker


@pytest.fixture
def unread() -> Answer:
    with opened(FakeReranker()) as library:
        return library.ask(QUESTION)


def test_without_a_weight_readings_change_no_answer(unread: Answer) -> None:
    with open_library(LibraryConfig()) as library:
        for text in ARTICLES:
            list(library.add_read(parse_text(text, "x", Credits(title=""), 10**6), SHARED))
        plain = library.ask(QUESTION)
    answer, reranker = asked({"Kudus": 9.0})
    assert len(reranker.asked) == 1
    assert texts(answer) == texts(plain) == texts(unread)
    assert scores(answer) == scores(plain)
    assert (answer.verdict, answer.confidence) == (plain.verdict, plain.confidence)


def test_what_is_read_is_the_best_with_its_title_and_the_words_of_the_question() -> None:
    _, reranker = asked({})
    ((question, passages),) = reranker.asked
    assert question == QUESTION
    assert 2 <= len(passages) <= 6
    first = passages[0]
    assert first.titles in {("Banjir Demak",), ("Banjir Kudus",), ("Pengungsi",)}
    marked = {first.text[start:end].lower() for start, end in first.words}
    assert "mengungsi" in marked
    assert "di" not in marked


def test_a_paragraph_that_surely_answers_comes_first(unread: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    with weighing(monkeypatch, 2.0):
        last = texts(unread)[-1]
        answer, _ = asked({last: 6.0})
    assert texts(answer)[0] == last
    assert sorted(texts(answer)) == sorted(texts(unread))
    assert scores(answer) == sorted(scores(answer), reverse=True)
    report = (*answer.quotes, *answer.withheld)[0].match_report
    assert report.features.reading == 16.0
    assert report.reading == Reading(6.0, (last.rindex(" ") + 1, len(last)), 0.5)


def test_a_nearly_equal_paragraph_stays_behind(unread: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    with weighing(monkeypatch, 1.0):
        first, second, *_ = texts(unread)
        needed = scores(unread)[0] - scores(unread)[1]
        answer, _ = asked({first: 0.0, second: needed + 0.1})
        assert texts(answer)[:2] == [first, second]
        assert scores(answer)[0] == scores(answer)[1]
        answer, _ = asked({first: 0.0, second: needed + 0.4})
        assert texts(answer)[:2] == [second, first]


def test_when_it_takes_too_long_the_order_stays(unread: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    with weighing(monkeypatch, 2.0):
        answer, reranker = asked({texts(unread)[-1]: 6.0}, reading_seconds=-1.0)
    assert len(reranker.asked) == 1
    assert texts(answer) == texts(unread)
    assert scores(answer) == scores(unread)
    assert all(quote.match_report.reading is None for quote in (*answer.quotes, *answer.withheld))


def test_what_words_leave_no_doubt_about_is_not_read() -> None:
    reranker = FakeReranker()
    with opened(reranker) as library:
        library.ask("Sebanyak 3.000 orang tidur di tenda")
        library.ask("zzzz qqqq")
        library.ask("halo")
    assert not reranker.asked


def test_words_that_ask_nothing_are_not_read_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reranker = FakeReranker({"Kudus": 9.0})
    with weighing(monkeypatch, 2.0), opened(reranker) as library:
        assert texts(library.ask("pengungsi banjir di Demak"))
        assert not reranker.asked
        for question in ("pengungsi banjir di Demak ada berapa?", "banjir di Demak berapa pengungsi ya kira-kira"):
            library.ask(question)
            assert reranker.asked, question
            reranker.asked.clear()


def test_an_older_report_stays_behind_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    for question in ("Berapa harga emas?", "Berapa harga emas sekarang?", "Berapa harga emas bulan Maret 2026?"):
        with (
            weighing(monkeypatch, 2.0),
            open_library(LibraryConfig(reranker=FakeReranker({"2,1": 9.0}))) as library,
        ):
            for price, day in (("2,1", "2026-01-05"), ("2,4", "2026-03-05")):
                text = f"Harga emas\n\nHarga emas turun menjadi {price} juta rupiah per gram."
                of_day = Credits(title="", published=date.fromisoformat(day))
                list(library.add_read(parse_text(text, day, of_day, 10**6), SHARED))
            first = (*library.ask(question).closest.quotes,)[0]
        assert "2,4" in first.text, question


def test_of_an_article_the_paragraph_that_states_the_reason_stays_first(monkeypatch: pytest.MonkeyPatch) -> None:
    lead, reason = "Rupiah menguat pada Rabu.", "Rupiah menguat karena bank sentral menjual dolar."
    with weighing(monkeypatch, 2.0), open_library(LibraryConfig(reranker=FakeReranker({"Rabu": 9.0}))) as library:
        article = f"Kurs dolar\n\n{lead}\n\n{reason}"
        list(library.add_read(parse_text(article, "x", Credits(title=""), 10**6), SHARED))
        list(library.add_read(parse_text(ARTICLES[0], "y", Credits(title=""), 10**6), SHARED))
        assert texts(library.ask("Kenapa rupiah menguat?"))[0] == reason


def added(library: Library, name: str, text: str, credits_: Credits) -> None:
    list(library.add_read(parse_text(text, name, credits_, 10**6), SHARED))


@pytest.mark.parametrize(("of_lead", "is_first"), [(7.0, True), (5.0, False)])
def test_a_lead_that_tells_what_its_title_is_about_stays_before_what_reads_a_little_better(
    monkeypatch: pytest.MonkeyPatch, of_lead: float, is_first: bool
) -> None:
    lead, other = "Presiden membuka jembatan Barelang pada Senin.", "Jembatan Barelang dibuka dengan tarian."
    reranker = FakeReranker({"Senin": of_lead, "tarian": 9.0})
    with weighing(monkeypatch, 2.0), open_library(LibraryConfig(reranker=reranker)) as library:
        of_day = Credits(title="", published=date(2026, 3, 5))
        added(library, "x", f"Presiden Membuka Jembatan Barelang\n\n{lead}\n\n{other}", of_day)
        first = texts(library.ask("Kapan jembatan Barelang dibuka presiden?"))[0]
    assert (first == lead) is is_first


def test_of_one_story_in_two_languages_that_of_the_question_stays_first(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = "The minister Podolyak said that the talks about the corridors had failed on Monday."
    other = "Menteri Podolyak mengatakan bahwa perundingan tentang koridor itu gagal pada Senin."
    with weighing(monkeypatch, 2.0), open_library(LibraryConfig(reranker=FakeReranker({other: 9.0}))) as library:
        added(library, "en", f"Talks fail\n\n{mine}", Credits(title="", language="en"))
        added(library, "id", f"Perundingan gagal\n\n{other}", Credits(title="", language="id"))
        assert texts(library.ask("who is the minister Podolyak?"))[0] == mine


def test_copies_of_a_paragraph_are_read_once() -> None:
    reranker = FakeReranker()
    with opened(reranker) as library:
        copy = ARTICLES[0].replace("Banjir Demak", "Kabar Demak")
        list(library.add_read(parse_text(copy, "y", Credits(title=""), 10**6), SHARED))
        library.ask(QUESTION)
    read = [passage.text for _, passages in reranker.asked for passage in passages]
    assert len(read) == len(set(read))


def test_a_text_that_is_asked_and_discarded_is_read_by_the_same_reranker() -> None:
    reranker = FakeReranker()
    with opened(reranker) as library:
        text = "Warga Demak mengungsi ke sekolah.\n\nBanjir surut di Kudus."
        library.ask_read(parse_text(text, "z", Credits(title=""), 10**6), QUESTION)
    assert ["sekolah" in passage.text for passage in reranker.asked[0][1]].count(True) == 1


def test_the_reading_of_a_kept_answer_is_kept_with_it(tmp_path: Path) -> None:
    reranker = FakeReranker()
    with opened(reranker, database=tmp_path / "kutip.db") as library:
        answer = library.ask(QUESTION).closest
        kept = library.answers.load(library.answers.save(answer, "chat:7"), "chat:7", {SHARED})
        assert kept is not None
        assert [one.match_report.reading for one in kept.quotes] == [
            one.match_report.reading for one in answer.quotes
        ]
        assert any(one.match_report.reading for one in kept.quotes)


def test_a_reranker_that_is_no_name_is_not_sent_to_other_processes() -> None:
    config = LibraryConfig(reranker=FakeReranker())
    assert LibraryConfig.from_json(config.to_json()).reranker == "none"
