"""Each kind of failure is counted as such."""

from dataclasses import replace

import pytest

from tools.load.ledger import Counts, Ledger

ALL_RIGHT = Counts(
    asked=3, answered=3, lost=0, twice=0, twice_over_kill=0, in_flight=0, out_of_order=0, misdirected=0
)


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger with two questions in chat 1 and one in chat 2; the last two are answered."""
    made = Ledger()
    for chat, word, at in [(1, "a", 0.0), (1, "b", 1.0), (2, "c", 1.5)]:
        made.asked(chat, word, at)
    made.arrived(2, "c", None, 2.0)
    return made


def answer_the_rest(ledger: Ledger) -> None:
    ledger.arrived(1, "a", None, 2.5)
    ledger.arrived(1, "b", "b", 3.5)


def test_answers_that_come_once_and_in_turn_are_right(ledger: Ledger) -> None:
    assert ledger.open() == 2
    answer_the_rest(ledger)
    assert ledger.counts() == ALL_RIGHT
    assert ledger.counts().is_right()
    assert ledger.open() == 0
    assert sorted(ledger.latencies()) == [0.5, 2.5, 2.5]


def test_a_question_without_an_answer_is_lost(ledger: Ledger) -> None:
    ledger.arrived(1, "a", None, 2.5)
    assert ledger.counts() == replace(ALL_RIGHT, answered=2, lost=1)
    assert not ledger.counts().is_right()


def test_an_answer_that_is_overwritten_is_lost(ledger: Ledger) -> None:
    answer_the_rest(ledger)
    ledger.withdrawn("a")
    assert ledger.counts() == replace(ALL_RIGHT, answered=2, lost=1)


def test_an_answer_that_comes_again_is_twice(ledger: Ledger) -> None:
    answer_the_rest(ledger)
    ledger.arrived(2, "c", None, 4.0)
    ledger.arrived(2, "c", None, 5.0)
    assert ledger.counts() == replace(ALL_RIGHT, twice=2)
    assert not ledger.counts().is_right()


def test_an_answer_after_a_later_one_of_its_chat_is_out_of_order(ledger: Ledger) -> None:
    ledger.arrived(1, "b", None, 2.5)
    ledger.arrived(1, "a", None, 3.5)
    assert ledger.counts() == replace(ALL_RIGHT, out_of_order=1)
    assert not ledger.counts().is_right()


@pytest.mark.parametrize(
    ("chat", "word", "reply_to"), [(2, "a", None), (1, "a", "b"), (1, "unasked", None), (1, None, None)]
)
def test_a_message_that_answers_no_question_of_its_chat_is_misdirected(
    ledger: Ledger, chat: int, word: str | None, reply_to: str | None
) -> None:
    answer_the_rest(ledger)
    ledger.arrived(chat, word, reply_to, 4.0)
    assert ledger.counts() == replace(ALL_RIGHT, misdirected=1)
    assert not ledger.counts().is_right()


def test_a_misdirected_answer_answers_nothing(ledger: Ledger) -> None:
    ledger.arrived(2, "a", None, 2.5)
    ledger.arrived(1, "b", None, 3.5)
    assert ledger.counts() == replace(ALL_RIGHT, answered=2, lost=1, misdirected=1)


def test_what_was_in_flight_at_a_kill_may_come_twice_and_nothing_else(ledger: Ledger) -> None:
    answer_the_rest(ledger)
    ledger.killed_at = 3.6  # "b" came at 3.5, "a" and "c" long before
    ledger.arrived(1, "b", "b", 5.0)
    assert ledger.counts() == replace(ALL_RIGHT, twice_over_kill=1, in_flight=1)
    assert ledger.counts().is_right()
    ledger.arrived(2, "c", None, 5.0)
    assert ledger.counts() == replace(ALL_RIGHT, twice=1, twice_over_kill=1, in_flight=1)
    assert not ledger.counts().is_right()


def test_what_was_open_at_a_kill_may_not_come_twice_after_it(ledger: Ledger) -> None:
    ledger.killed_at = 2.2
    answer_the_rest(ledger)
    ledger.arrived(1, "a", None, 5.0)
    assert ledger.counts() == replace(ALL_RIGHT, twice=1, in_flight=3)


def test_a_word_is_asked_once(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="asked before"):
        ledger.asked(2, "a", 4.0)
