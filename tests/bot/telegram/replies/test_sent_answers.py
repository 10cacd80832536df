"""Only a question that is edited in time, and whose answer is known, changes its answer, after a restart too."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Chat as TelegramChat
from telegram import Message

from bot.runtime.settings import Settings
from bot.telegram.replies.sent_answers import answer_to, note_answer
from index.conversations.sent_messages import SentMessages
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person

ASKED_AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def question(number: int, edited_after: timedelta | None = None) -> Message:
    edited_at = ASKED_AT + edited_after if edited_after is not None else None
    return Message(number, ASKED_AT, TelegramChat(7, TelegramChat.PRIVATE), edit_date=edited_at)


@pytest.fixture
def sent(library: Library) -> SentMessages:
    return library.inbox(1).sent


async def test_an_edit_within_two_minutes_has_an_answer_to_change(sent: SentMessages) -> None:
    await note_answer(sent, question(1), 2)
    assert await answer_to(sent, question(1, timedelta(seconds=119))) == 2
    assert await answer_to(sent, question(1, timedelta(seconds=121))) is None
    assert await answer_to(sent, question(1)) is None
    assert await answer_to(sent, question(3, timedelta())) is None


async def test_an_answer_of_several_messages_is_not_changed(sent: SentMessages) -> None:
    await note_answer(sent, question(1), None)
    assert await answer_to(sent, question(1, timedelta())) is None


async def test_a_question_that_is_edited_after_a_restart_changes_its_answer(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        asked = ana.write(chat, "siapa Zzyzx?")
        answer = await server.next_message(chat)
        assert "Zzyzx" in answer.text
    ana.edit(asked, "siapa Messi?")
    async with running(examples, settings, server):
        assert "Messi" in (await server.next_edit(answer)).text
