"""Only a question that is edited in time, and whose answer is known, changes its answer."""

from datetime import UTC, datetime, timedelta

from telegram import Chat, Message

from bot.telegram.replies.sent_answers import SentAnswers

ASKED_AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def question(number: int, edited_after: timedelta | None = None) -> Message:
    edited_at = ASKED_AT + edited_after if edited_after is not None else None
    return Message(number, ASKED_AT, Chat(7, Chat.PRIVATE), edit_date=edited_at)


def test_an_edit_within_two_minutes_has_an_answer_to_change() -> None:
    answers = SentAnswers()
    answers.note(question(1), 2)
    assert answers.answer_to(question(1, timedelta(seconds=119))) == 2
    assert answers.answer_to(question(1, timedelta(seconds=121))) is None
    assert answers.answer_to(question(1)) is None
    assert answers.answer_to(question(3, timedelta())) is None


def test_an_answer_of_several_messages_is_not_changed_and_old_ones_are_forgotten() -> None:
    answers = SentAnswers()
    answers.note(question(1), None)
    assert answers.answer_to(question(1, timedelta())) is None
    for number in range(2, 1100):
        answers.note(question(number), number + 1)
    assert answers.answer_to(question(2, timedelta())) is None
    assert answers.answer_to(question(1099, timedelta())) == 1100
